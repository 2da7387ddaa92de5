//! Where conditions are written, for those who explain: code itself knows nothing of its text.

use super::{Code, assemble};
use crate::program::Program;
use alloc::vec::Vec;

/// Addresses in the code in ascending order, and where in the text (offset in bytes) each condition stands.
#[derive(Clone, Debug)]
pub(crate) struct Places(Vec<(u32, u32)>);

impl Places {
    /// Lays a program out, and keeps what is where.
    pub(crate) fn of(program: &Program) -> (Code, Places) {
        let mut places = Vec::new();
        let code = assemble(program, &mut |address, at| places.push((address, at)));
        (code, Places(places))
    }

    /// Where the condition at an address is written.
    pub(crate) fn written_at(&self, address: u32) -> Option<u32> {
        let found = self.0.binary_search_by_key(&address, |(address, _)| *address).ok()?;
        self.0.get(found).map(|(_, at)| *at)
    }
}
