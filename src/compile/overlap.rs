//! Ranges of which no two may share a unit.

use super::Compiler;
use super::faults::OVERLAP;
use crate::document::At;
use crate::program::sorted;

/// A range that something has, in millionths of a per cent.
#[derive(Clone, Copy)]
pub(super) struct Taken<'d> {
    pub(super) from: u64,
    pub(super) to: u64,
    /// Where it is written.
    pub(super) at: At,
    /// Whose it is.
    pub(super) name: &'d str,
}

impl<'d> Compiler<'d> {
    /// Reports each range that starts within another one, at whichever of the two is written later. Empty ranges share
    /// nothing. Sorting keeps a hostile text from making this quadratic.
    pub(super) fn no_overlap(&mut self, taken: &[Taken<'d>]) {
        let filled = (0..).zip(taken).filter(|(_, range)| range.from < range.to);
        // A start takes 27 bits, an index the 32 below it.
        let order = sorted(filled.map(|(index, range)| range.from << 32 | index).collect());
        let mut farthest: Option<&Taken<'d>> = None;
        for range in order.iter().filter_map(|key| taken.get(*key as u32 as usize)) {
            if let Some(other) = farthest.filter(|other| range.from < other.to) {
                let later = range.at > other.at;
                let (range, other) = if later { (range, other) } else { (other, range) };
                self.error(range.at, &OVERLAP, &[other.name]);
            }
            if farthest.is_none_or(|other| range.to > other.to) {
                farthest = Some(range);
            }
        }
    }
}
