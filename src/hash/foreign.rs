//! Positions as other systems compute them, so that units keep the variants that they were assigned there.
//!
//! | function | source |
//! |---|---|
//! | `fnv1a-32` | Fowler, Noll, Vo, "FNV hash"; with whole UTF-16 code units in place of bytes, as JavaScript programs do it |
//! | `murmur3-32` | Austin Appleby, MurmurHash3, x86 32 bits |
//! | `md5` | RFC 1321: the first four bytes of the digest, big endian |

use crate::hash::md5::Md5;
use crate::literal::digits;
use crate::literal::utf::Utf16;
use crate::program::Cursor;
use crate::program::Write;
use alloc::vec::Vec;

/// How a position is computed: the input, the hash function and the number of positions.
#[derive(Clone, Debug)]
pub struct Scheme<'s> {
    /// The hash function.
    pub function: Function,
    /// The units of text that it hashes.
    pub units: Units,
    /// The seed; only `murmur3-32` has one.
    pub seed: u32,
    /// Whether the decimal digits of the hash are hashed once more.
    pub twice: bool,
    /// Text that is hashed before the unit, in UTF-8.
    pub before: &'s [u8],
    /// Text that is hashed after the unit, in UTF-8.
    pub after: &'s [u8],
    /// The number of positions; at most 2^32.
    pub of: u64,
}

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `fnv1a-32`
    Fnv = 0,
    /// `murmur3-32`
    Murmur = 1,
    /// `md5`
    Md5 = 2,
}

impl Function {
    /// The function with a number of the program's layout.
    #[must_use]
    pub fn of(number: u64) -> Function {
        match number {
            0 => Function::Fnv,
            1 => Function::Murmur,
            _ => Function::Md5,
        }
    }
}

/// The units of a text that are hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// Its UTF-8 bytes.
    Utf8 = 0,
    /// Its UTF-16 code units, whole.
    Utf16 = 1,
    /// The low byte of each UTF-16 code unit.
    LowBytes = 2,
}

impl Units {
    /// The units with a number of the program's layout.
    #[must_use]
    pub fn of(number: u64) -> Units {
        match number {
            0 => Units::Utf8,
            1 => Units::Utf16,
            _ => Units::LowBytes,
        }
    }
}

impl<'s> Scheme<'s> {
    /// Encodes the scheme as in `program/mod.rs`.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.byte(self.function as u8);
        out.byte(self.units as u8);
        out.byte(self.twice.into());
        out.word(self.seed);
        out.long(self.of);
        out.text(self.before);
        out.text(self.after);
    }

    #[inline(never)]
    pub(crate) fn read(at: &mut Cursor<'s>) -> Scheme<'s> {
        Scheme {
            function: Function::of(at.byte().into()),
            units: Units::of(at.byte().into()),
            twice: at.byte() != 0,
            seed: at.word(),
            of: at.long(),
            before: at.text(),
            after: at.text(),
        }
    }

    /// The position of a unit.
    pub fn position(&self, unit: &[u8]) -> u32 {
        let parts = [self.before, unit, self.after];
        let mut hash = self.hash(&parts);
        if self.twice {
            let mut buffer = digits::Buffer::default();
            let digits = digits::signed(hash.into(), &mut buffer);
            hash = self.hash(&[digits]);
        }
        // With 2^32 positions the remainder is the hash itself.
        u64::from(hash).checked_rem(self.of).unwrap_or_default() as u32
    }

    fn hash(&self, parts: &[&[u8]]) -> u32 {
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
                parts.iter().for_each(|part| md5.push(part));
                let [a, b, c, d, ..] = md5.finish();
                u32::from_be_bytes([a, b, c, d])
            }
        }
    }
}

impl Units {
    fn each(self, parts: &[&[u8]], visit: &mut dyn FnMut(u32)) {
        for part in parts {
            match self {
                Units::Utf8 => part.iter().for_each(|byte| visit((*byte).into())),
                Units::Utf16 => Utf16::of(part).for_each(&mut *visit),
                Units::LowBytes => Utf16::of(part).for_each(|unit| visit(unit & 0xff)),
            }
        }
    }
}

/// The hash of a text, computed unit by unit.
struct Murmur {
    state: u32,
    /// The units of the current block, each shifted to its place.
    block: u32,
    length: u32,
    /// Whether units of 16 bits are hashed, which overlap with their neighbours.
    overlapping: bool,
}

impl Murmur {
    fn new(seed: u32) -> Murmur {
        Murmur { state: seed, block: 0, length: 0, overlapping: false }
    }

    fn push(&mut self, unit: u32) {
        let nth = self.length % 4;
        self.length = self.length.wrapping_add(1);
        // The upper half of the last unit of a block wraps around to the lowest bits.
        self.block ^= if nth == 3 { (unit << 24) ^ (unit >> 8) } else { unit << (8 * nth) };
        if nth == 3 {
            self.state = (self.state ^ mixed(self.block)).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64);
            self.block = 0;
        }
    }

    fn finish(self) -> u32 {
        // With overlapping units, a tail that is negative as a JavaScript number is skipped.
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
