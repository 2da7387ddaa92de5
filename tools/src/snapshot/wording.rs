//! Numbers and lists in messages.

use burgee::literal::decimal;

/// A share of units in millionths of a per cent, as a percentage.
pub(crate) fn percent(millionths: u64) -> String {
    decimal::print(millionths, 6)
}

/// `` `a`, `b` and `c` ``
pub(crate) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    joined(names, "and")
}

/// The same with another word before the last name.
pub(crate) fn joined<'n>(names: impl IntoIterator<Item = &'n str>, conjunction: &str) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        None => "none".into(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {conjunction} {last}", rest.join(", ")),
    }
}

/// `1 user`, `2 users`
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
