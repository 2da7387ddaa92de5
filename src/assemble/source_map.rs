//! Where conditions are written, for those who explain: program itself knows nothing of its text.

use super::assemble;
use crate::model::Model;
use crate::program::Program;
use alloc::vec::Vec;

/// Addresses in the program in ascending order, and where in the text (offset in bytes) each condition stands.
#[derive(Clone, Debug)]
pub struct SourceMap(Vec<(u32, u32)>);

impl SourceMap {
    /// Lays a model out, and keeps what is where.
    pub fn of(model: &Model) -> (Program, SourceMap) {
        let mut places = Vec::new();
        let program = assemble(model, &mut |address, at| places.push((address, at)));
        (program, SourceMap(places))
    }

    /// Where the condition at an address is written.
    pub fn written_at(&self, address: u32) -> Option<u32> {
        let found = self.0.binary_search_by_key(&address, |(address, _)| *address).ok()?;
        self.0.get(found).map(|(_, at)| *at)
    }
}
