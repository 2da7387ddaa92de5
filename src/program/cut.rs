//! Intervals of positions.

use super::Cursor;

/// The positions from `first` to `last`, both included: with an exclusive end, all positions would not fit 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The first position.
    pub first: u32,
    /// The last position.
    pub last: u32,
}

impl Cut {
    /// The positions from `first` to `end`, which is exclusive; `None` for an empty interval or one beyond 2^32.
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

    /// Whether the interval contains a position.
    #[must_use]
    pub fn contains(self, position: u32) -> bool {
        self.first <= position && position <= self.last
    }
}
