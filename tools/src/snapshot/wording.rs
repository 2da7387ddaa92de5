//! Numbers and lists in messages.

use burgee::literal::decimal;

/// A share of units in millionths of a per cent, as a percentage.
pub(crate) fn percent(millionths: u64) -> String {
    decimal::print(millionths, 6)
}

/// `` `a`, `b` or `c` ``, with any conjunction.
pub(crate) fn joined<'n>(names: impl IntoIterator<Item = &'n str>, conjunction: &str) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        None => "none".into(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {conjunction} {last}", rest.join(", ")),
    }
}
