//! Ranges of which no two may share a unit.

use super::faults::OVERLAP;
use super::reader::Reader;
use crate::document::Node;
use crate::sort::sort;
use alloc::vec::Vec;

/// A range that something has.
#[derive(Clone, Copy)]
pub(super) struct Taken<'n> {
    pub(super) from: u64,
    pub(super) to: u64,
    /// Where it is written.
    pub(super) at: &'n Node<'n>,
    /// Whose it is.
    pub(super) name: &'n str,
}

impl<'n> Reader<'n> {
    /// Reports each range that starts within another one, at whichever of the two is written later. Empty ranges share
    /// nothing. Sorting keeps a hostile text from making this quadratic.
    pub(super) fn no_overlap(&mut self, taken: &[Taken<'n>]) {
        let filled = (0..).zip(taken).filter(|(_, range)| range.from < range.to);
        let mut order: Vec<(u64, usize)> = filled.map(|(index, range)| (range.from, index)).collect();
        sort(&mut order);
        let mut farthest: Option<&Taken<'n>> = None;
        for range in order.iter().filter_map(|(_, index)| taken.get(*index)) {
            if let Some(other) = farthest.filter(|other| range.from < other.to) {
                let later = range.at.start > other.at.start;
                let (range, other) = if later { (range, other) } else { (other, range) };
                self.error(range.at, &OVERLAP, &[other.name]);
            }
            if farthest.is_none_or(|other| range.to > other.to) {
                farthest = Some(range);
            }
        }
    }
}
