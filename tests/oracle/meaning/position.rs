//! Where a unit stands.

/// 64-bit FNV-1a of the salt, the byte 0xff and the unit, then `fmix64`; the high 32 bits.
pub(super) fn position(salt: &str, unit: &str) -> u128 {
    let bytes = salt.bytes().chain([0xff]).chain(unit.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| times(hash ^ u128::from(byte), 0x0100_0000_01b3));
    let hash = times(hash ^ (hash >> 33), 0xff51_afd7_ed55_8ccd);
    let hash = times(hash ^ (hash >> 33), 0xc4ce_b9fe_1a85_ec53);
    (hash ^ (hash >> 33)) >> 32
}

/// The product in 64 bits.
fn times(a: u128, b: u128) -> u128 {
    (a * b) % (1 << 64)
}

/// The first of so many positions that a share from there on has: `share` × `of` / 100 %, rounded down.
pub(super) fn edge(millionths: u128, of: u128) -> u128 {
    millionths * of / 100_000_000
}
