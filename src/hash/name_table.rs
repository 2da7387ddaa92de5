//! A hash table from names to numbers, each name within a scope: members of an object, attributes, or the literals of an
//! attribute.
//!
//! `alloc` has no hash table, and this one takes 0.9 KB of a module where a tree map takes 3 KB. At most a quarter of it is
//! used, so that long probe sequences are very unlikely; names that are made to collide are refused, so that they cannot
//! slow down loading.

use super::native::position_from;
use alloc::{string::String, vec, vec::Vec};

/// The longest probe sequence.
const MAX_STEPS: u32 = 64;

/// Names with two numbers each.
#[derive(Clone, Debug)]
pub struct NameTable {
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

impl NameTable {
    /// A table without names.
    pub const EMPTY: NameTable = NameTable { entries: Vec::new(), table: Vec::new(), text: String::new() };

    /// Adds a name with its numbers; returns false when too many names have similar hashes.
    #[must_use]
    pub fn add(&mut self, scope: u32, name: &str, numbers: [u32; 2]) -> bool {
        if self.entries.len() * 4 >= self.table.len() {
            self.grow();
        }
        let start = self.text.len() as u32;
        self.text.push_str(name);
        self.entries.push(Entry { scope, start, end: self.text.len() as u32, numbers });
        self.place(self.entries.len() as u32 - 1)
    }

    /// The numbers of a name.
    pub fn get(&self, scope: u32, name: &str) -> Option<[u32; 2]> {
        let mut at = home(scope, name);
        for _ in 0..MAX_STEPS {
            let entry = self.entries.get(self.slot(at).wrapping_sub(1) as usize)?;
            if entry.scope == scope && self.name(entry) == name {
                return Some(entry.numbers);
            }
            at = at.wrapping_add(1);
        }
        None
    }

    /// The number of names.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.entries.len() as u32
    }

    /// Whether the table has no names.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The name that was added at this index, from 0.
    pub fn text(&self, index: u32) -> &str {
        self.entries.get(index as usize).map_or("", |entry| self.name(entry))
    }

    fn name(&self, entry: &Entry) -> &str {
        self.text.get(entry.start as usize..entry.end as usize).unwrap_or_default()
    }

    fn slot(&self, at: u32) -> u32 {
        let mask = self.table.len().wrapping_sub(1);
        self.table.get(at as usize & mask).copied().unwrap_or_default()
    }

    /// Puts an entry into the first free slot, starting at its home.
    fn place(&mut self, index: u32) -> bool {
        let scope = self.entries.get(index as usize).map_or(0, |entry| entry.scope);
        let mut at = home(scope, self.text(index));
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

/// The table index where the search for a name of a scope starts.
#[inline(never)]
fn home(scope: u32, name: &str) -> u32 {
    position_from(u64::from(scope), name.as_bytes())
}
