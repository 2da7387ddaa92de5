//! Ranges that must not overlap.

use super::Compiler;
use super::faults::OVERLAP;
use crate::document::At;
use crate::program::sort;
use alloc::vec::Vec;

/// A range that is in use, in millionths of a per cent.
#[derive(Clone, Copy)]
pub(super) struct Taken<'d> {
    pub(super) from: u64,
    pub(super) to: u64,
    /// The node that defines it.
    pub(super) at: At,
    /// The owner.
    pub(super) name: &'d str,
}

impl<'d> Compiler<'d> {
    /// Reports each range that starts inside another one, at the one that is later in the text. Empty ranges overlap with
    /// nothing. Ranges are sorted, so that a hostile text does not cause quadratic work.
    pub(super) fn no_overlap(&mut self, taken: &[Taken<'d>]) {
        let filled = (0..).zip(taken).filter(|(_, range)| range.from < range.to);
        // A start takes 27 bits, above the 32 bits of the index.
        let mut order: Vec<u64> = filled.map(|(index, range)| range.from << 32 | index).collect();
        sort(&mut order);
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
