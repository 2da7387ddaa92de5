//! Numbers, instants and lists as they are written in a document and said to people.

use crate::requests::Refusal;
use burgee::document::Node;
pub(super) use burgee::literal::date::format as instant;
use burgee::literal::decimal;
use burgee::model::HUNDRED_PERCENT;

/// A percentage in millionths, from a number or its text.
pub(super) fn share_of(node: Node<'_>) -> Result<u64, Refusal> {
    let text = node.number().or(node.text());
    let text = text.ok_or_else(|| Refusal::from(format!("expected a percentage, found {}", node.description())))?;
    let share = decimal::scaled(text, 6).filter(|share| *share <= HUNDRED_PERCENT);
    share.ok_or_else(|| format!("`{text}` is not a percentage from 0 to 100 with at most six decimals").into())
}

/// Millionths as a decimal number.
pub(super) fn percent(share: u64) -> String {
    decimal::print(share, 6)
}

/// `a`, `b` and `c`.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    joined(names, "and")
}

/// `a`, `b` or `c`.
pub(super) fn joined<'n>(names: impl Iterator<Item = &'n str>, word: &str) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        None => "none".into(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {word} {last}", rest.join(", ")),
    }
}

/// `1 user`, `2 users`.
pub(super) fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
