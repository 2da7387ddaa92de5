//! Versions as text that sorts: numbers are padded, so that `9` comes before `10`.
//!
//! Source: the padded version strings of GrowthBook's SDKs. Any text is accepted. A version of three numbers gets a tilde,
//! which sorts after pre-releases.

use alloc::string::String;

/// The sortable text of a version, without a leading `v` and without build metadata after a `+`.
#[must_use]
pub fn sortable(version: &str) -> String {
    let version = if version.is_empty() { "0" } else { version };
    let bare = version.strip_prefix('v').unwrap_or(version);
    let bare = bare.split_once('+').map_or(bare, |(before, _)| before);
    let mut text = String::new();
    let mut parts = 0;
    for part in bare.split(['-', '.']) {
        if parts > 0 {
            text.push('-');
        }
        let number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        (part.len()..5).filter(|_| number).for_each(|_| text.push(' '));
        text.push_str(part);
        parts += 1;
    }
    if parts == 3 {
        text.push_str("-~");
    }
    text
}
