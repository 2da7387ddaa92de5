//! Numbers, which keep what a double cannot hold.

use crate::literal::{decimal, number};
use alloc::{boxed::Box, string::String};
use core::fmt;

/// A JSON number.
///
/// Conditions and buckets compare numbers as doubles, as JavaScript does. If a double cannot hold a number exactly,
/// its digits are kept as well: `as_i64`, `as_u64` and `Display` use them.
///
/// ```
/// use burgee::Value;
///
/// let number = Value::from(9_007_199_254_740_993_i64); // 2^53 + 1
/// assert_eq!(number.as_f64(), Some(9_007_199_254_740_992.0));
/// assert_eq!(number.as_i64(), Some(9_007_199_254_740_993));
/// assert_eq!(number.to_string(), "9007199254740993");
/// ```
#[derive(Clone, PartialEq)]
pub struct Number {
    nearest: f64,
    /// The JSON text, if `nearest` is written with other digits.
    text: Option<Box<str>>,
}

impl Number {
    /// The number that a JSON text denotes; `None` if the text is not a JSON number.
    ///
    /// ```
    /// use burgee::Number;
    ///
    /// assert_eq!(Number::parse("1.50").map(|number| number.as_f64()), Some(1.5));
    /// assert_eq!(Number::parse("0x10"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Number> {
        match decimal::parse(text) {
            Some(nearest) if is_short(text) => Some(nearest.into()),
            Some(nearest) if Decimal::of(text) == Decimal::of(&number::written(nearest)) => Some(nearest.into()),
            Some(nearest) => Some(Number { nearest, text: Some(text.into()) }),
            None => Number::too_large(text),
        }
    }

    /// A JSON number beyond the range of doubles.
    fn too_large(text: &str) -> Option<Number> {
        let (mantissa, _) = text.split_once(['e', 'E']).unwrap_or((text, ""));
        let nearest = if mantissa.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY };
        is_json_number(text).then(|| Number { nearest, text: Some(text.into()) })
    }

    /// The nearest double. It is infinite for numbers beyond the range of doubles.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        self.nearest
    }

    /// The number, if it is an integer from -2^63 to 2^63 - 1.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.integer()?.try_into().ok()
    }

    /// The number, if it is an integer from 0 to 2^64 - 1.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.integer()?.try_into().ok()
    }

    fn integer(&self) -> Option<i128> {
        match &self.text {
            Some(text) => Decimal::of(text).integer(),
            None => {
                let integer = self.nearest as i128;
                (integer as f64 == self.nearest).then_some(integer)
            }
        }
    }
}

/// Any double. One that is not finite has no JSON text: it is written as `null`, and no operator matches it.
impl From<f64> for Number {
    fn from(nearest: f64) -> Number {
        Number { nearest, text: None }
    }
}

impl From<i128> for Number {
    fn from(integer: i128) -> Number {
        let nearest = integer as f64;
        let exact = integer.unsigned_abs() <= 1 << 53;
        Number { nearest, text: (!exact).then(|| alloc::format!("{integer}").into()) }
    }
}

/// Writes the exact number as JSON text.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => f.write_str(text),
            None if self.nearest.is_finite() => f.write_str(&number::written(self.nearest)),
            None => f.write_str("null"),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A decimal number in one spelling: digits without zeros at either end, times a power of ten.
#[derive(PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// Reads a JSON number.
    fn of(text: &str) -> Decimal {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (negative, mantissa) = mantissa.strip_prefix('-').map_or((false, mantissa), |rest| (true, rest));
        let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits = String::from(integer);
        digits.push_str(fraction);
        let significant = digits.trim_end_matches('0').trim_start_matches('0');
        if significant.is_empty() {
            return Decimal { negative: false, digits: String::new(), exponent: 0 };
        }
        let zeros = digits.len() - digits.trim_end_matches('0').len();
        let written: i64 = exponent.parse().unwrap_or(i64::MAX / 2);
        let exponent = written.saturating_sub(fraction.len() as i64).saturating_add(zeros as i64);
        Decimal { negative, digits: significant.into(), exponent }
    }

    fn integer(&self) -> Option<i128> {
        let power = 10_i128.checked_pow(u32::try_from(self.exponent).ok().filter(|_| !self.digits.is_empty())?)?;
        let magnitude = self.digits.parse::<i128>().ok()?.checked_mul(power)?;
        Some(if self.negative { -magnitude } else { magnitude })
    }
}

/// Whether a JSON number has at most 15 digits and no exponent: every such number survives the way through a double.
fn is_short(text: &str) -> bool {
    text.len() <= 15 && !text.contains(['e', 'E'])
}

/// Whether a text is a JSON number, of any magnitude.
fn is_json_number(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let plain = integer.strip_prefix('-').unwrap_or(integer);
    let unpadded = plain == "0" || !plain.starts_with('0');
    is_digits(unsigned) && is_digits(fraction) && is_digits(plain) && unpadded
}
