//! Whole numbers as decimal digits. `core::fmt` takes several KB more of a module.

/// A buffer for the longest number: a sign and nineteen digits.
pub type Buffer = [u8; 20];

/// The digits of `number`.
pub fn signed(number: i64, buffer: &mut Buffer) -> &[u8] {
    let mut rest = number.unsigned_abs();
    let mut start = buffer.len();
    loop {
        start = put(buffer, start, b'0' + (rest % 10) as u8);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        start = put(buffer, start, b'-');
    }
    buffer.get(start..).unwrap_or_default()
}

/// Appends the digits of `number` to `text`.
pub fn push(text: &mut alloc::string::String, number: u64) {
    let mut buffer = Buffer::default();
    let digits = signed(i64::try_from(number).unwrap_or(i64::MAX), &mut buffer);
    digits.iter().for_each(|digit| text.push(*digit as char));
}

fn put(buffer: &mut Buffer, end: usize, byte: u8) -> usize {
    let at = end.saturating_sub(1);
    buffer.get_mut(at).into_iter().for_each(|slot| *slot = byte);
    at
}
