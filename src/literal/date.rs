//! Dates and timestamps to milliseconds since 1970-01-01T00:00:00Z.
//!
//! Size: 1.4 KB.

use super::split_digits;

/// The instant of `text`, in milliseconds since 1970; negative before 1970.
///
/// There are two forms, without anything around them:
/// - an RFC 3339 timestamp, `2026-11-01T08:30:00.250+01:00`. `T` and `Z` may be lower case, as in
///   the RFC's grammar; a space for the `T` is refused. Digits after the third decimal are
///   truncated. The offset is at most ±23:59, and `-00:00` is UTC.
/// - a date, `2026-11-01`: that day's midnight in UTC.
///
/// Years go from 0001 to 9999, and days by the Gregorian calendar throughout. Second 60 is accepted
/// only at 23:59 in UTC, on any day (leap seconds are not known ahead), and
/// means the second after 23:59:59, as POSIX counts: the same as 00:00:00 of the next day.
pub fn parse(text: impl AsRef<[u8]>) -> Option<i64> {
    let (days, rest) = date(text.as_ref())?;
    match rest {
        [] => Some(days * 86_400_000),
        [b'T' | b't', rest @ ..] => Some(days * 86_400_000 + time(rest)?),
        _ => None,
    }
}

/// An instant in milliseconds since 1970 as text that [`parse`] reads, to the second.
///
/// Days to a date: Howard Hinnant, `civil_from_days`.
pub fn format(ms: i64) -> alloc::string::String {
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
    alloc::format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Days since 1970, and the rest of the text.
fn date(text: &[u8]) -> Option<(i64, &[u8])> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest.strip_prefix(b"-")?, 2)?;
    let (day, rest) = number(rest.strip_prefix(b"-")?, 2)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(leap),
        _ => return None,
    };
    let valid = year > 0 && day > 0 && day <= length;
    valid.then_some((days_from_civil(year, month, day), rest))
}

/// Howard Hinnant's `days_from_civil` (<https://howardhinnant.github.io/date_algorithms.html>), for
/// years from 0: the year starts in March, so that the leap day is its last one.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year / 400;
    let year_of_era = year % 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The time `08:30:00.250+01:00` in milliseconds since midnight UTC of the same date.
fn time(text: &[u8]) -> Option<i64> {
    let (hour, rest) = number(text, 2)?;
    let (minute, rest) = number(rest.strip_prefix(b":")?, 2)?;
    let (second, rest) = number(rest.strip_prefix(b":")?, 2)?;
    let (milliseconds, rest) = match rest {
        [b'.', rest @ ..] => fraction(rest)?,
        rest => (0, rest),
    };
    let clock = minutes(hour, minute)? - offset(rest)?;
    let leap = second == 60 && clock.rem_euclid(1440) == 1439;
    (second < 60 || leap).then_some((clock * 60 + second) * 1000 + milliseconds)
}

/// The first three decimals of a second, and the rest of the text after all decimals.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let (digits, rest) = split_digits(text);
    let mut milliseconds = 0;
    for place in 0..3 {
        let digit = digits.get(place).map_or(0, |byte| i64::from(byte - b'0'));
        milliseconds = milliseconds * 10 + digit;
    }
    (!digits.is_empty()).then_some((milliseconds, rest))
}

/// The offset at the end of the text, in minutes east of Greenwich.
fn offset(text: &[u8]) -> Option<i64> {
    let (sign, rest) = match text {
        [b'Z' | b'z'] => return Some(0),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hour, rest) = number(rest, 2)?;
    let (minute, rest) = number(rest.strip_prefix(b":")?, 2)?;
    Some(sign * minutes(hour, minute)?).filter(|_| rest.is_empty())
}

fn minutes(hour: i64, minute: i64) -> Option<i64> {
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Exactly `width` digits, and the rest of the text.
fn number(text: &[u8], width: usize) -> Option<(i64, &[u8])> {
    let (digits, rest) = text.split_at_checked(width)?;
    let mut value = 0;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    Some((value, rest))
}
