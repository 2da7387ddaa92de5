//! Numbers, instants and lists as they are written in a document and said to people.

use crate::document::{Node, Value};
use crate::literal::decimal;
use crate::model::WHOLE;
use crate::tools::Refusal;
use alloc::{format, string::String, vec::Vec};

/// A percentage in millionths, from a number or its text.
pub(super) fn share_of(node: &Node<'_>) -> Result<u64, Refusal> {
    let text = match &node.value {
        Value::Number(text) => text,
        Value::String(text) => &**text,
        _ => return Err(format!("expected a percentage, found {}", node.kind()).into()),
    };
    let share = decimal::scaled(text, 6).filter(|share| *share <= WHOLE);
    share.ok_or_else(|| format!("`{text}` is no percentage from 0 to 100 with at most six decimals").into())
}

/// Millionths as a decimal number.
pub(super) fn percent(share: u64) -> String {
    let text = format!("{}.{:06}", share / 1_000_000, share % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').into()
}

/// An instant as RFC 3339 text. Days to a date: Howard Hinnant, `civil_from_days`.
pub(super) fn instant(ms: i64) -> String {
    let (days, ms) = (ms.div_euclid(86_400_000), ms.rem_euclid(86_400_000));
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
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
