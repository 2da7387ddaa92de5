//! The native position of a unit: a number from 0 to 2^32 - 1.
//!
//! It is the high 32 bits of MurmurHash3's finaliser (`fmix64`) over the 64-bit FNV-1a hash of the salt's UTF-8 bytes, the
//! byte 0xff and the unit's UTF-8 bytes. UTF-8 never contains 0xff, so a salt and a unit cannot be confused. FNV alone
//! does not spread the last bytes enough, hence the finaliser.
//!
//! Sources: Fowler, Noll, Vo, "FNV hash"; Austin Appleby, MurmurHash3, both in the public domain. `tests/vectors` holds
//! frozen positions that implementations in other languages can check against.

use core::hash::Hasher;
use fnv::FnvHasher;

/// The separator of salt and unit.
const SEPARATOR: u8 = 0xff;

/// The position of `unit` under `salt`.
#[must_use]
pub fn position(salt: &str, unit: &str) -> u32 {
    position_from(salted(&[salt]), unit.as_bytes())
}

/// The hash state after a salt, which is the concatenation of `parts`.
#[must_use]
pub fn salted(parts: &[&str]) -> u64 {
    let mut hasher = FnvHasher::default();
    parts.iter().for_each(|part| hasher.write(part.as_bytes()));
    hasher.write(&[SEPARATOR]);
    hasher.finish()
}

/// The position of a unit under the salt that led to `state`.
#[must_use]
pub fn position_from(state: u64, unit: &[u8]) -> u32 {
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
