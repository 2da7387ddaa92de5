//! What the driver prints while it works. Everything but results goes to standard error.

use std::time::Duration;

/// A step that takes a while.
pub(crate) fn step(text: &str) {
    eprintln!("· {text}");
}

/// The title of a part of a long run.
pub(crate) fn heading(text: &str) {
    eprintln!("\n━━ {text}");
}

/// An error, and each of its causes on a line.
pub(crate) fn error(error: &anyhow::Error) {
    eprintln!("error: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
}

pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
