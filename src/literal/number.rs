//! Numbers as ECMAScript writes and reads them (ECMA-262, `Number::toString` and `StringToNumber`).

use super::decimal;
use alloc::{format, string::String};

/// A finite number as JavaScript's `String(number)` writes it: the fewest digits that round-trip.
#[must_use]
pub fn written(number: f64) -> String {
    if number == 0.0 {
        return "0".into();
    }
    // Rust's shortest digits are the same; the place of the point and the use of an exponent differ.
    let scientific = format!("{:e}", number.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let point = exponent.parse::<i32>().unwrap_or_default() + 1;
    let count = digits.len() as i32;
    let zeros = |count: i32| "0".repeat(count.max(0) as usize);
    let text = match point {
        -5..=0 => format!("0.{}{digits}", zeros(-point)),
        1..=21 if count <= point => format!("{digits}{}", zeros(point - count)),
        1..=21 => {
            let (whole, fraction) = digits.split_at_checked(point as usize).unwrap_or((&digits, ""));
            format!("{whole}.{fraction}")
        }
        _ => {
            let (first, rest) = digits.split_at_checked(1).unwrap_or((&digits, ""));
            let dot = if rest.is_empty() { "" } else { "." };
            format!("{first}{dot}{rest}e{:+}", point - 1)
        }
    };
    if number < 0.0 { format!("-{text}") } else { text }
}

/// The result of `Number(text)`, if it is finite.
#[must_use]
pub fn read(text: &str) -> Option<f64> {
    let text = text.trim_matches(|c: char| c == '\u{feff}' || c != '\u{85}' && c.is_whitespace());
    if text.is_empty() {
        return Some(0.0);
    }
    let prefixed = |low, high| text.strip_prefix(low).or(text.strip_prefix(high));
    for (low, high, radix) in [("0x", "0X", 16), ("0o", "0O", 8), ("0b", "0B", 2)] {
        if let Some(digits) = prefixed(low, high) {
            return in_base(digits, radix);
        }
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => digits.split_at_checked(at)?,
        None => (digits, ""),
    };
    // JSON requires a digit on both sides of a point, and allows no leading zeros.
    let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if integer.is_empty() && fraction.is_empty() || integer.starts_with('-') {
        return None;
    }
    let integer = if integer.is_empty() { "0" } else { integer };
    let significant = integer.trim_start_matches('0');
    let integer = if significant.is_empty() && integer.starts_with('0') { "0" } else { significant };
    let fraction = if fraction.is_empty() { "0" } else { fraction };
    decimal::parse(&format!("{sign}{integer}.{fraction}{exponent}"))
}

/// A whole number in another base, rounded to nearest, ties to even.
fn in_base(digits: &str, radix: u32) -> Option<f64> {
    let mut kept = 0_u128;
    let mut dropped = 0_i32;
    let mut inexact = false;
    for digit in digits.chars() {
        let digit = u128::from(digit.to_digit(radix)?);
        if kept >> 120 == 0 {
            kept = kept * u128::from(radix) + digit;
        } else {
            // The dropped digits only matter for ties.
            dropped = dropped.checked_add(radix.ilog2() as i32)?;
            inexact |= digit != 0;
        }
    }
    let mut number = (kept | u128::from(inexact)) as f64;
    for _ in 0..dropped.min(1100) {
        number *= 2.0;
    }
    (!digits.is_empty() && number.is_finite()).then_some(number)
}
