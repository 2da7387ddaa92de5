//! Positions by other hashes than ours, for units that were given their variants elsewhere.
//!
//! | function | source |
//! |---|---|
//! | `fnv1a-32` | Fowler, Noll, Vo, "FNV hash"; with whole UTF-16 units where bytes are meant, as JavaScript programs do it |
//! | `murmur3-32` | Austin Appleby, MurmurHash3, x86 32 bits |
//! | `md5` | RFC 1321: the first four bytes of the digest, big endian |

use crate::digits;
use alloc::{boxed::Box, vec::Vec};
use md5::{Digest, Md5};

/// How a position is computed: what is hashed, by which function, and over how many positions.
#[derive(Clone, Debug)]
pub(crate) struct Scheme {
    pub(crate) function: Function,
    pub(crate) units: Units,
    pub(crate) seed: u32,
    /// Whether the decimal digits of the hash are hashed once more.
    pub(crate) twice: bool,
    pub(crate) before: Box<str>,
    pub(crate) after: Box<str>,
    /// How many positions there are; at most 2^32.
    pub(crate) of: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Fnv,
    Murmur,
    Md5,
}

/// What of a text is hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Units {
    /// Its UTF-8 bytes.
    Utf8,
    /// Its UTF-16 code units, whole.
    Utf16,
    /// The low byte of each UTF-16 code unit.
    LowBytes,
}

impl Scheme {
    /// The position of a unit.
    pub(crate) fn position(&self, unit: &str) -> u32 {
        let parts = [&*self.before, unit, &*self.after];
        let mut hash = self.hash(&parts);
        if self.twice {
            let mut buffer = digits::Buffer::default();
            let digits = digits::signed(hash.into(), &mut buffer);
            hash = self.hash(&[core::str::from_utf8(digits).unwrap_or_default()]);
        }
        // Of 2^32 and more the whole hash is left.
        u64::from(hash).checked_rem(self.of).unwrap_or_default() as u32
    }

    fn hash(&self, parts: &[&str]) -> u32 {
        match self.function {
            Function::Fnv => {
                let mut hash = 0x811c_9dc5_u32;
                self.units.each(parts, &mut |unit| hash = (hash ^ unit).wrapping_mul(0x0100_0193));
                hash
            }
            Function::Murmur if self.units == Units::Utf16 => {
                let mut murmur = Murmur { overlapping: true, ..Murmur::new(self.seed) };
                self.units.each(parts, &mut |unit| murmur.push(unit));
                murmur.finish()
            }
            Function::Murmur => {
                let mut murmur = Murmur::new(self.seed);
                self.units.each(parts, &mut |unit| murmur.push(unit));
                murmur.finish()
            }
            Function::Md5 => {
                let mut md5 = Md5::new();
                parts.iter().for_each(|part| md5.update(part.as_bytes()));
                match md5.finalize().as_slice() {
                    [a, b, c, d, ..] => u32::from_be_bytes([*a, *b, *c, *d]),
                    _ => 0,
                }
            }
        }
    }
}

impl Units {
    fn each(self, parts: &[&str], visit: &mut dyn FnMut(u32)) {
        for part in parts {
            match self {
                Units::Utf8 => part.bytes().for_each(|byte| visit(byte.into())),
                Units::Utf16 => part.encode_utf16().for_each(|unit| visit(unit.into())),
                Units::LowBytes => part.encode_utf16().for_each(|unit| visit(u32::from(unit) & 0xff)),
            }
        }
    }
}

/// The hash of a text that comes unit by unit.
struct Murmur {
    state: u32,
    /// The units of the block under way, each shifted to its place.
    block: u32,
    length: u32,
    /// Whether units of 16 bits are hashed, which run over into their neighbours' places.
    overlapping: bool,
}

impl Murmur {
    fn new(seed: u32) -> Murmur {
        Murmur { state: seed, block: 0, length: 0, overlapping: false }
    }

    fn push(&mut self, unit: u32) {
        let nth = self.length % 4;
        self.length = self.length.wrapping_add(1);
        // Of the last unit of a block the upper half comes back at the lower end.
        self.block ^= if nth == 3 { (unit << 24) ^ (unit >> 8) } else { unit << (8 * nth) };
        if nth == 3 {
            self.state = (self.state ^ mixed(self.block)).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64);
            self.block = 0;
        }
    }

    fn finish(self) -> u32 {
        // A tail that JavaScript takes for a negative number is left out where units overlap.
        let kept = !self.overlapping || (self.block as i32) > 0;
        let mut hash = self.state ^ if kept { mixed(self.block) } else { 0 } ^ self.length;
        hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
        hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
        hash ^ hash >> 16
    }
}

fn mixed(block: u32) -> u32 {
    block.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593)
}

/// The MD5 of a text as 32 hexadecimal digits.
pub(crate) fn md5_digits(text: &[u8]) -> Vec<u8> {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).map_or(b'0', |digit| digit as u8);
    Md5::digest(text).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
