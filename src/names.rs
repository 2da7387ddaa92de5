//! Names to numbers, each name within its scope: members of an object, attributes, the strings an attribute is compared
//! with.
//!
//! A hash table of our own: `alloc` has none, and what a page pays decides (0.9 KB; a tree map is 3 KB). It is kept at
//! most a quarter full, so that two dozen steps to a name hardly ever happen; names made to collide are refused instead
//! of slowing everything down.

use crate::bucket::position_in_scope;
use alloc::{string::String, vec, vec::Vec};

/// The most steps to a name.
const MAX_STEPS: u32 = 64;

#[derive(Clone, Debug)]
pub(crate) struct Names {
    entries: Vec<Entry>,
    /// Indices of entries, from 1; 0 is free. A power of two.
    table: Vec<u32>,
    text: String,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    scope: u32,
    start: u32,
    end: u32,
    numbers: [u32; 2],
}

impl Names {
    pub(crate) const EMPTY: Names = Names { entries: Vec::new(), table: Vec::new(), text: String::new() };

    /// Gives a new name its numbers; false when too many names hash alike.
    #[must_use]
    pub(crate) fn add(&mut self, scope: u32, name: &str, numbers: [u32; 2]) -> bool {
        if self.entries.len() * 4 >= self.table.len() {
            self.grow();
        }
        let start = self.text.len() as u32;
        self.text.push_str(name);
        self.entries.push(Entry { scope, start, end: self.text.len() as u32, numbers });
        self.place(self.entries.len() as u32 - 1)
    }

    /// The numbers of a name.
    pub(crate) fn get(&self, scope: u32, name: &str) -> Option<[u32; 2]> {
        let mut at = position_in_scope(scope, name);
        for _ in 0..MAX_STEPS {
            let entry = self.entries.get(self.slot(at).wrapping_sub(1) as usize)?;
            if entry.scope == scope && self.name(entry) == name {
                return Some(entry.numbers);
            }
            at = at.wrapping_add(1);
        }
        None
    }

    /// How many names there are.
    pub(crate) fn len(&self) -> u32 {
        self.entries.len() as u32
    }

    /// The name that was added at this place, from 0.
    pub(crate) fn text(&self, index: u32) -> &str {
        self.entries.get(index as usize).map_or("", |entry| self.name(entry))
    }

    fn name(&self, entry: &Entry) -> &str {
        self.text.get(entry.start as usize..entry.end as usize).unwrap_or_default()
    }

    fn slot(&self, at: u32) -> u32 {
        let mask = self.table.len().wrapping_sub(1);
        self.table.get(at as usize & mask).copied().unwrap_or_default()
    }

    /// Puts an entry into the first free place from the one that its name hashes to.
    fn place(&mut self, index: u32) -> bool {
        let scope = self.entries.get(index as usize).map_or(0, |entry| entry.scope);
        let mut at = position_in_scope(scope, self.text(index));
        for _ in 0..MAX_STEPS {
            let mask = self.table.len().wrapping_sub(1);
            if let Some(free) = self.table.get_mut(at as usize & mask).filter(|slot| **slot == 0) {
                *free = index + 1;
                return true;
            }
            at = at.wrapping_add(1);
        }
        false
    }

    fn grow(&mut self) {
        self.table = vec![0; (self.table.len() * 2).max(32)];
        for index in 0..self.len() {
            self.place(index);
        }
    }
}
