//! Decimal text to binary numbers: [`parse`] rounds correctly, [`scaled`] stays exact.
//!
//! - W. D. Clinger, "How to Read Floating Point Numbers Accurately" (PLDI 1990): when the digits fit
//!   2^53 and the power of ten is at most 10^22, both are exact as `f64`, so that one multiplication
//!   or division rounds once, and correctly.
//! - Otherwise an integer of 112 words holds every digit that can matter and is multiplied or
//!   divided by five as often as needed. The remainder of the divisions is kept as one bit, which
//!   is enough for rounding to nearest, ties to even.
//!
//! Size: 2.5 KB for [`parse`], where `str::parse::<f64>()` takes 17.4 KB, most of it tables that do not
//! compress; 1.0 KB for [`scaled`]; 3.0 KB for both.

use super::split_digits;

/// The digits that can affect rounding: a midpoint between two neighbours has at most 767.
const SIGNIFICANT: i64 = 768;
/// Words of the exact integer: 832 bits below the units, 2,552 for 768 digits, and a margin.
const LIMBS: usize = 112;
/// Words below the units: enough to leave 64 bits of quotient when the smallest number is divided.
const BELOW: usize = 26;
/// The exponent of the largest power of five in a word.
const FIVES: u32 = 13;
/// The largest written exponent that is distinguished from a larger one: longer than any text.
const LARGEST_EXPONENT: i64 = 1 << 40;

/// The value of a JSON number, rounded to nearest, ties to even: the same bits
/// as `str::parse::<f64>()`. A number too small for a subnormal is a zero with its sign.
///
/// `None` when `text` is not a JSON number (RFC 8259, section 6) or would round to infinity.
pub fn parse(text: &str) -> Option<f64> {
    let number = Number::scan(text)?;
    let magnitude = number.fast().or_else(|| number.exact())?;
    Some(if number.negative { -magnitude } else { magnitude })
}

/// The inverse of [`scaled`]: a fixed-point number as text, without trailing zeros.
pub fn print(number: u64, decimals: u32) -> alloc::string::String {
    let scale = 10u64.pow(decimals);
    let text = alloc::format!("{}.{:0width$}", number / scale, number % scale, width = decimals as usize);
    text.trim_end_matches('0').trim_end_matches('.').into()
}

/// `text × 10^decimals` as an exact integer: `33.333` with 6 decimals is 33,333,000, and so is
/// `3.3333e1`.
///
/// `None` when `text` is not a JSON number, has a minus sign (`-0` too), has a digit other than zero
/// beyond that many decimals, or when the result does not fit.
pub fn scaled(text: &str, decimals: u32) -> Option<u64> {
    let number = Number::scan(text)?;
    let shift = number.exponent + i64::from(decimals);
    let mut weight = shift + number.written();
    let mut value = 0_u64;
    for digit in number.digits() {
        weight -= 1;
        if weight >= 0 {
            value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
        } else if digit != 0 {
            return None;
        }
    }
    while weight > 0 && value != 0 {
        weight -= 1;
        value = value.checked_mul(10)?;
    }
    (!number.negative).then_some(value)
}

/// The parts of a JSON number: the digits of `whole` and `fraction` as one integer, times `10^exponent`.
struct Number<'a> {
    negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
    exponent: i64,
}

impl<'a> Number<'a> {
    fn scan(text: &'a str) -> Option<Self> {
        let (negative, rest) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let (whole, rest) = split_digits(rest);
        let (fraction, rest) = match rest {
            [b'.', rest @ ..] if matches!(rest, [b'0'..=b'9', ..]) => split_digits(rest),
            rest => (&[][..], rest),
        };
        let written = match rest {
            [] => 0,
            [b'e' | b'E', rest @ ..] => exponent(rest)?,
            _ => return None,
        };
        let exponent = written - fraction.len() as i64;
        let plain = !matches!(whole, [] | [b'0', _, ..]);
        plain.then_some(Self { negative, whole, fraction, exponent })
    }

    /// All digits, in order.
    fn digits(&self) -> impl Iterator<Item = u8> {
        self.whole.iter().chain(self.fraction).map(|byte| byte.wrapping_sub(b'0'))
    }

    /// The number of digits.
    fn written(&self) -> i64 {
        (self.whole.len() + self.fraction.len()) as i64
    }

    /// Clinger's fast path, if it applies.
    fn fast(&self) -> Option<f64> {
        let mut mantissa = 0_u64;
        for digit in self.digits() {
            mantissa = mantissa * 10 + u64::from(digit);
            if mantissa > 1 << 53 {
                return None;
            }
        }
        let mut power = 1.0_f64;
        for _ in 0..self.exponent.unsigned_abs().min(23) {
            power *= 10.0;
        }
        let mantissa = mantissa as f64;
        match self.exponent {
            0..=22 => Some(mantissa * power),
            -22..0 => Some(mantissa / power),
            _ => None,
        }
    }

    /// The exact path: `None` when the number rounds to infinity.
    fn exact(&self) -> Option<f64> {
        let zeros = self.digits().take_while(|digit| *digit == 0).count();
        let significant = self.written() - zeros as i64;
        let magnitude = significant + self.exponent;
        if significant == 0 || magnitude < -330 {
            return Some(0.0);
        }
        if magnitude > 310 {
            return None;
        }
        let kept = significant.min(SIGNIFICANT);
        let mut integer = Integer { limbs: [0; LIMBS], inexact: false };
        for (index, digit) in self.digits().skip(zeros).enumerate() {
            if (index as i64) < kept {
                integer.multiply(10, digit);
            } else {
                integer.inexact |= digit != 0;
            }
        }
        let exponent = (self.exponent + significant - kept) as i32;
        let mut left = exponent.unsigned_abs();
        while left > 0 {
            let step = left.min(FIVES);
            let power = 5_u32.wrapping_pow(step);
            if exponent > 0 {
                integer.multiply(power, 0);
            } else {
                integer.divide(power);
            }
            left -= step;
        }
        integer.round(exponent - 32 * BELOW as i32)
    }
}

/// The number after `e`: of any length, limited to [`LARGEST_EXPONENT`].
fn exponent(text: &[u8]) -> Option<i64> {
    let (negative, rest) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    let (digits @ [_, ..], []) = split_digits(rest) else {
        return None;
    };
    let mut value = 0_i64;
    for digit in digits {
        value = (value * 10 + i64::from(digit.wrapping_sub(b'0'))).min(LARGEST_EXPONENT);
    }
    Some(if negative { -value } else { value })
}

/// A natural number, least significant word first; the units are at word [`BELOW`].
struct Integer {
    limbs: [u32; LIMBS],
    /// Whether nonzero bits were shifted out.
    inexact: bool,
}

impl Integer {
    /// Only before the first division: the words below the units are still zero.
    fn multiply(&mut self, factor: u32, digit: u8) {
        let mut carry = u64::from(digit);
        for limb in self.limbs.iter_mut().skip(BELOW) {
            carry += u64::from(*limb) * u64::from(factor);
            *limb = carry as u32;
            carry >>= 32;
        }
    }

    /// The floor of a floor is the floor of the whole quotient, so that dividing in steps is exact.
    fn divide(&mut self, divisor: u32) {
        let mut rest = 0;
        for limb in self.limbs.iter_mut().rev() {
            let dividend = (rest << 32) | u64::from(*limb);
            *limb = (dividend / u64::from(divisor)) as u32;
            rest = dividend % u64::from(divisor);
        }
        self.inexact |= rest != 0;
    }

    /// This integer times `2^scale` as the nearest `f64`, ties to even.
    fn round(&self, scale: i32) -> Option<f64> {
        let mut limbs = self.limbs.iter().rev().copied().map(u64::from).skip_while(|limb| *limb == 0);
        let length = 32 * limbs.clone().count() as i32;
        let mut next = || limbs.next().unwrap_or(0);
        let (top, third) = (next() << 32 | next(), next());
        let shift = top.leading_zeros();
        let below = third << shift;
        let inexact = self.inexact || below as u32 != 0 || limbs.any(|limb| limb != 0);
        // 63 bits, the first of them set; the last one is also set if any later bit is.
        let top = top << shift | below >> 32;
        let top = top >> 1 | top & 1 | u64::from(inexact);

        let leading = length - shift as i32 - 1 + scale;
        let lowest = leading.max(-1022);
        let cut = 10 + lowest - leading;
        if cut > 63 {
            return Some(0.0);
        }
        let (kept, rest, half) = (top >> cut, top & ((1 << cut) - 1), 1 << (cut - 1));
        let up = rest > half || rest == half && kept & 1 == 1;
        let bits = (((lowest + 1022) as u64) << 52) + kept + u64::from(up);
        (bits < f64::INFINITY.to_bits()).then_some(f64::from_bits(bits))
    }
}
