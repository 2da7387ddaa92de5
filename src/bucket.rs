//! Where a unit stands among all units: hashes, and the ranges that they fall into.
//!
//! A unit's *position* is a number from 0 to 2^32 - 1: 64-bit FNV-1a over the salt's UTF-8 bytes, the byte 0xff (which
//! no UTF-8 text contains, so that salt and unit can't run into each other) and the unit's UTF-8 bytes; then the
//! finaliser of MurmurHash3 (`fmix64`), because FNV alone spreads the last bytes too little; of that the high 32 bits.
//!
//! Sources: Fowler, Noll, Vo, "FNV hash"; Austin Appleby, MurmurHash3, both in the public domain. `tests/vectors` holds
//! frozen positions for other languages to repeat.

use crate::code::{Cursor, bits};
use crate::context::{Context, Value};
use crate::digits::{self, Buffer};
use crate::hash::Scheme;
use core::hash::Hasher;
use fnv::FnvHasher;

/// Between salt and unit.
#[cfg(feature = "compile")]
const SEPARATOR: u8 = 0xff;

/// Positions from `first` to `last`, both included. (Half open, the whole would not fit 32 bits.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    pub(crate) first: u32,
    pub(crate) last: u32,
}

/// How many positions there are.
pub const POSITIONS: u64 = 1 << 32;
/// A whole percentage in the unit of ranges: a millionth of a per cent.
pub const WHOLE: u64 = 100_000_000;

impl Cut {
    /// The positions from the first up to, and without, the end; `None` when there are none.
    #[must_use]
    pub fn new(first: u64, end: u64) -> Option<Cut> {
        let first = u32::try_from(first).ok()?;
        let last = u32::try_from(end.checked_sub(1)?).ok()?;
        (first <= last).then_some(Cut { first, last })
    }

    pub(crate) fn read(at: &mut Cursor<'_>) -> Cut {
        let [a, b, c, d, rest @ ..] = at.chunk::<8>();
        Cut { first: u32::from_le_bytes([a, b, c, d]), last: u32::from_le_bytes(rest) }
    }

    /// Whether it has this position.
    #[must_use]
    pub fn has(self, position: u32) -> bool {
        self.first <= position && position <= self.last
    }
}

/// The position at which a share, in millionths of a per cent, of so many positions ends, rounded down.
#[must_use]
pub fn position_of(share: u64, positions: u64) -> u64 {
    share.min(WHOLE) * positions / WHOLE
}

/// Reads a bucket: the position of a context's unit, and which of the attributes gave it; `None` when none did.
pub(crate) fn position(at: &mut Cursor<'_>, context: &Context) -> Option<(u32, u16)> {
    let head = at.byte();
    let slots = at.words(u32::from(head & !bits::HASH));
    if head & bits::HASH != 0 {
        let scheme = Scheme::read(at);
        return first_unit(slots, context, &mut |unit| scheme.position(unit));
    }
    let state = at.long();
    // What most units are.
    if let [slot] = slots
        && let Value::Text { bytes, .. } = context.value(u32::from_le_bytes(*slot))
    {
        return (!bytes.is_empty()).then(|| (spread(state, bytes), 0));
    }
    first_unit(slots, context, &mut |unit| spread(state, unit))
}

#[inline(never)]
fn first_unit(slots: &[[u8; 4]], context: &Context, hash: &mut dyn FnMut(&[u8]) -> u32) -> Option<(u32, u16)> {
    let mut digits = Buffer::default();
    for (nth, slot) in (0..).zip(slots) {
        if let Some(unit) = context.value(u32::from_le_bytes(*slot)).unit(&mut digits) {
            return Some((hash(unit), nth));
        }
    }
    None
}

/// The position of `unit` under `salt`.
#[cfg(feature = "compile")]
#[must_use]
pub fn position_in(salt: &str, unit: &str) -> u32 {
    spread(salted(&[salt]), unit.as_bytes())
}

/// Where a name of a scope (see `names.rs`) belongs in a table.
#[cfg(feature = "compile")]
pub(crate) fn position_in_scope(scope: u32, name: &str) -> u32 {
    spread(u64::from(scope), name.as_bytes())
}

#[cfg(feature = "compile")]
pub(crate) fn salted(salt: &[&str]) -> u64 {
    let mut hasher = FnvHasher::default();
    salt.iter().for_each(|part| hasher.write(part.as_bytes()));
    hasher.write(&[SEPARATOR]);
    hasher.finish()
}

fn spread(state: u64, unit: &[u8]) -> u32 {
    let mut hasher = FnvHasher::with_key(state);
    hasher.write(unit);
    (avalanche(hasher.finish()) >> 32) as u32
}

/// MurmurHash3's `fmix64`.
fn avalanche(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

impl Value<'_> {
    /// The bytes by which a value is known as a unit: text that is not empty, or a whole number's decimal digits.
    fn unit<'b>(&'b self, digits: &'b mut Buffer) -> Option<&'b [u8]> {
        match *self {
            Value::Text { bytes, .. } if !bytes.is_empty() => Some(bytes),
            Value::Number(number) => whole(number).map(|whole| digits::signed(whole, digits)),
            _ => None,
        }
    }
}

/// A whole number that no other one shares its double with.
fn whole(number: f64) -> Option<i64> {
    let whole = number as i64;
    (whole as f64 == number && whole.unsigned_abs() < 1 << 53).then_some(whole)
}
