//! Network addresses, and the blocks of RFC 4632 (IPv4) and RFC 4291 (IPv6) that contain them.
//!
//! Size: 2.0 KB for addresses and blocks, where `str::parse::<core::net::IpAddr>()` takes 3.0 KB by itself.

use super::split_digits;
use alloc::vec::Vec;

/// The size of an encoded block, in bytes.
pub(crate) const BLOCK: usize = 17;

/// An IPv4 or IPv6 address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// An IPv4 address is stored as the IPv6 address that maps it, `::ffff:a.b.c.d`.
    bits: u128,
    /// Whether it was written as an IPv4 address.
    v4: bool,
}

/// All addresses that share their first bits with one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The bits of an address, see [`Address`].
    bits: u128,
    /// The prefix length, out of 128 bits.
    length: u32,
}

impl Address {
    /// Parses an address.
    ///
    /// IPv4 is four decimal numbers to 255 without leading zeros (some systems read those as octal).
    /// IPv6 follows RFC 4291, section 2.2: eight groups of one to four hexadecimal digits in
    /// either case, `::` once for one or more groups of zeros, the last two groups as an IPv4 address.
    /// A zone (`%eth0`), a port, brackets and surrounding spaces are refused.
    pub fn parse(text: impl AsRef<[u8]>) -> Option<Self> {
        let text = text.as_ref();
        if let Some(bits) = v4(text) {
            return Some(Self { bits: MAPPED | u128::from(bits), v4: true });
        }
        v6(text).map(|bits| Self { bits, v4: false })
    }
}

impl Block {
    /// Parses `10.0.0.0/8` or `2001:db8::/32`; an address alone is a block of one address.
    ///
    /// The length has no leading zeros and is at most 32 or 128. Bits of the address after it are
    /// ignored: `10.1.2.3/8` is `10.0.0.0/8`.
    pub fn parse(text: &str) -> Option<Self> {
        let slash = text.bytes().position(|byte| byte == b'/');
        let address = Address::parse(text.get(..slash.unwrap_or(text.len()))?)?;
        let first = if address.v4 { 96 } else { 0 };
        let length = match slash {
            Some(slash) => first + decimal(text.as_bytes().get(slash + 1..)?, 128 - first)?,
            None => 128,
        };
        Some(Self { bits: address.bits, length })
    }

    /// Encodes the block: the bits of the address (`u128`) and the prefix length (`u8`).
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.bits.to_le_bytes());
        out.push(self.length as u8);
    }

    pub(crate) fn read(bytes: &[u8; BLOCK]) -> Self {
        let (bits, length) = bytes.split_at(BLOCK - 1);
        let bits = bits.first_chunk().copied().map_or(0, u128::from_le_bytes);
        Self { bits, length: length.first().copied().map_or(0, u32::from) }
    }

    /// Whether the block contains `address`.
    ///
    /// An IPv4 address mapped to IPv6, `::ffff:10.1.2.3`, is in the blocks of both families that
    /// contain it. One written as IPv4 is in IPv4 blocks, and in IPv6 blocks within `::ffff:0:0/96`:
    /// `::/0` contains every address written as IPv6 and none written as IPv4.
    pub fn contains(&self, address: Address) -> bool {
        let differing = self.bits ^ address.bits;
        let same = differing.leading_zeros() >= self.length;
        same && (self.length >= 96 || !address.v4)
    }
}

/// `::ffff:0:0`, where IPv4 addresses are mapped.
const MAPPED: u128 = 0xffff_0000_0000;

/// A decimal number up to `largest`, without leading zeros.
fn decimal(text: &[u8], largest: u32) -> Option<u32> {
    let (digits, []) = split_digits(text) else {
        return None;
    };
    if matches!(digits, [] | [b'0', _, ..] | [_, _, _, _, ..]) {
        return None;
    }
    let value = digits.iter().fold(0, |value, byte| value * 10 + u32::from(byte & 15));
    (value <= largest).then_some(value)
}

fn v4(text: &[u8]) -> Option<u32> {
    let mut bits = 0_u32;
    let mut count = 0;
    for part in text.split(|byte| *byte == b'.') {
        bits = bits << 8 | decimal(part, 255)?;
        count += 1;
    }
    (count == 4).then_some(bits)
}

fn v6(text: &[u8]) -> Option<u128> {
    let Some(gap) = text.windows(2).position(|pair| pair == b"::") else {
        let (bits, count) = groups(text)?;
        return (count == 8).then_some(bits);
    };
    let (head, tail) = (text.get(..gap)?, text.get(gap + 2..)?);
    if head.contains(&b'.') {
        return None;
    }
    let (head, before) = groups(head)?;
    let (tail, after) = groups(tail)?;
    let head = head.checked_shl(128 - 16 * before).unwrap_or(0);
    (before + after < 8).then_some(head | tail)
}

/// The groups between colons, none in an empty text: their bits and their number.
fn groups(text: &[u8]) -> Option<(u128, u32)> {
    let mut bits = 0;
    let mut count = 0;
    if text.is_empty() {
        return Some((bits, count));
    }
    let mut parts = text.split(|byte| *byte == b':').peekable();
    while let Some(part) = parts.next() {
        let (value, width) = match v4(part) {
            Some(value) if parts.peek().is_none() => (value, 2),
            _ => (group(part)?, 1),
        };
        bits = bits << (16 * width) | u128::from(value);
        count += width;
        if count > 8 {
            return None;
        }
    }
    Some((bits, count))
}

fn group(text: &[u8]) -> Option<u32> {
    if text.is_empty() || text.len() > 4 {
        return None;
    }
    let mut bits = 0;
    for byte in text {
        bits = bits << 4 | char::from(*byte).to_digit(16)?;
    }
    Some(bits)
}
