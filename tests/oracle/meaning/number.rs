//! Percentages and instants, exactly.

use jiff::civil::Date;
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
        Regex::new(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt]([0-9:]{8})(?:\.([0-9]+))?(?:[Zz]|([+-][0-9]{2}:[0-9]{2})))?$")
            .unwrap()
    });
    let Some(text) = value.as_str() else {
        return value.as_f64().map(|ms| ms.trunc() as i64);
    };
    let parts = SHAPE.captures(text)?;
    let date: Date = parts[1].parse().ok().filter(|date: &Date| date.year() > 0)?;
    let midnight = date.duration_since(Date::constant(1970, 1, 1)).as_secs();
    let Some(time) = parts.get(2) else { return Some(midnight * 1000) };
    let east = parts.get(4).map_or(Some(0), |offset| clock(&format!("{}:00", &offset.as_str()[1..]), 0))?;
    let east = if parts.get(4).is_some_and(|offset| offset.as_str().starts_with('-')) { -east } else { east };
    let seconds = midnight + clock(time.as_str(), east)? - east;
    let thousandths = format!("{:0<3}", parts.get(3).map_or("", |fraction| fraction.as_str()));
    Some(seconds * 1000 + thousandths[..3].parse::<i64>().unwrap())
}

/// Seconds since midnight. The 60th of a minute is the one that a leap second may have: 23:59 in UTC.
fn clock(text: &str, east: i64) -> Option<i64> {
    let numbers: Vec<i64> = text.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [hour, minute, second] = numbers[..] else { return None };
    let minutes = hour * 60 + minute;
    let leap = second == 60 && (minutes * 60 - east).rem_euclid(86_400) == 86_340;
    (hour < 24 && minute < 60 && (second < 60 || leap)).then_some(minutes * 60 + second)
}
