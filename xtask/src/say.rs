//! What a person reads while the build works.

use std::time::Duration;

/// A step that takes a while.
pub(crate) fn step(what: &str) {
    eprintln!("· {what}");
}

/// A part of a long run.
pub(crate) fn heading(what: &str) {
    eprintln!("\n━━ {what}");
}

/// What went wrong, and each of its causes on a line.
pub(crate) fn error(error: &anyhow::Error) {
    eprintln!("error: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
}

pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
