//! Lists and counts in messages.

use crate::snapshot::wording::joined;

/// `` `a`, `b` and `c` ``
pub(crate) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    joined(names, "and")
}

/// `1 user`, `2 users`
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
