//! Base64 (RFC 4648, section 4): the encoding of a program in a compiled snapshot, because JSON has no bytes.

use alloc::vec::Vec;

/// Decodes text in place, up to the padding; returns false for a character outside the alphabet. Bits that do not fill a
/// byte are dropped.
pub fn decode(text: &mut Vec<u8>) -> bool {
    let (mut bits, mut count, mut end) = (0_u32, 0, 0);
    for at in 0..text.len() {
        let character = text.get(at).copied().unwrap_or_default();
        let six = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => return false,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            text.get_mut(end).into_iter().for_each(|place| *place = (bits >> count) as u8);
            end += 1;
        }
    }
    text.truncate(end);
    true
}
