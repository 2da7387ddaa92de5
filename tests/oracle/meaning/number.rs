//! Percentages and instants, exactly.

use regex::Regex;
use serde_json::Value;
use std::sync::LazyLock;

/// A percentage in millionths of a per cent, from its decimal text.
pub(super) fn millionths(percent: &Value) -> u128 {
    let text = percent.to_string();
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let zeros = 6 + exponent.parse::<i32>().unwrap() - i32::try_from(fraction.len()).unwrap();
    let number: u128 = format!("{whole}{fraction}").parse().unwrap();
    let power = 10_u128.pow(zeros.unsigned_abs());
    if zeros >= 0 { number * power } else { number / power }
}

/// An instant in ms since 1970: a number cut to a whole one, an RFC 3339 timestamp, or a date alone (midnight in UTC).
pub(super) fn instant(value: &Value) -> Option<i64> {
    static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}(:[0-9]{2}){2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$")
            .unwrap()
    });
    let Some(text) = value.as_str() else {
        return value.as_f64().map(|ms| ms.trunc() as i64);
    };
    if !SHAPE.is_match(text) {
        return None;
    }
    let midnight = if text.len() == 10 { "T00:00:00Z" } else { "" };
    let instant: jiff::Timestamp = format!("{text}{midnight}").parse().ok()?;
    i64::try_from(instant.as_nanosecond().div_euclid(1_000_000)).ok()
}
