//! From addresses in a program to offsets in the text, for explanations. A program itself has no reference to its text.

use super::assemble;
use crate::model::Model;
use crate::program::Program;
use alloc::vec::Vec;

/// The addresses of conditions, in ascending order, with their offsets in the text, in bytes.
#[derive(Clone, Debug)]
pub struct SourceMap(Vec<(u32, u32)>);

impl SourceMap {
    /// Encodes a model and records its conditions.
    pub fn of(model: &Model) -> (Program, SourceMap) {
        let mut places = Vec::new();
        let program = assemble(model, &mut |address, at| places.push((address, at)));
        (program, SourceMap(places))
    }

    /// The offset in the text of the condition at an address.
    pub fn written_at(&self, address: u32) -> Option<u32> {
        let found = self.0.binary_search_by_key(&address, |(address, _)| *address).ok()?;
        self.0.get(found).map(|(_, at)| *at)
    }
}
