//! Shares of users and the positions that they cover.

/// How many positions the native hash has.
pub const POSITIONS: u64 = 1 << 32;
/// 100 per cent, in millionths of a per cent: the unit in which the model keeps shares.
pub const HUNDRED_PERCENT: u64 = 100_000_000;

/// The exclusive end of a share that starts at position 0, out of `positions` positions, rounded down. `share` is in
/// millionths of a per cent.
#[must_use]
pub fn end_of_share(share: u64, positions: u64) -> u64 {
    share.min(HUNDRED_PERCENT) * positions / HUNDRED_PERCENT
}
