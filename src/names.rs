//! Names that others refer to, by index.

use crate::document::Member;
use crate::sort::sort;
use alloc::vec::Vec;

/// Names sorted for look-up, each with an index. Sorting bounds the work whatever the names are; a hash table would
/// have to be defended against names made to collide.
#[derive(Default)]
pub(crate) struct Names<'n> {
    sorted: Vec<(&'n str, u32)>,
}

impl<'n> Names<'n> {
    /// The names of an object's members, by their position.
    pub(crate) fn of(members: &'n [Member<'n>]) -> Self {
        let mut sorted: Vec<_> = (0..).zip(members).map(|(i, m)| (m.name.as_ref(), i)).collect();
        sort(&mut sorted);
        Names { sorted }
    }

    /// Each name once, by its rank.
    pub(crate) fn distinct(names: impl Iterator<Item = &'n str>) -> Self {
        let mut sorted: Vec<_> = names.map(|name| (name, 0)).collect();
        sort(&mut sorted);
        sorted.dedup();
        for (rank, (_, index)) in (0..).zip(&mut sorted) {
            *index = rank;
        }
        Names { sorted }
    }

    /// The index of the first member whose name an earlier one has.
    pub(crate) fn repeated(&self) -> Option<u32> {
        let pairs = self.sorted.iter().zip(self.sorted.iter().skip(1));
        pairs.filter(|((a, _), (b, _))| a == b).map(|(_, (_, index))| *index).min()
    }

    pub(crate) fn len(&self) -> usize {
        self.sorted.len()
    }

    /// The names in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'n str> {
        self.sorted.iter().map(|(name, _)| *name)
    }

    /// The index of `name`.
    pub(crate) fn index(&self, name: &str) -> Option<u32> {
        let at = self.sorted.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
        self.sorted.get(at).map(|(_, index)| *index)
    }
}
