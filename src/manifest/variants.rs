//! The sets of variants, each once: most flags of a snapshot share the same few.

use super::list;
use crate::document::{Document, push_string};
use crate::hash::NameTable;
use crate::literal::digits;
use crate::model::Flag;
use alloc::string::String;

pub(super) struct Variants {
    /// Sets by their text in the manifest.
    known: NameTable,
    /// The text of the current set; one buffer for all.
    text: String,
}

impl Variants {
    pub(super) fn new() -> Variants {
        Variants { known: NameTable::EMPTY, text: String::new() }
    }

    /// The number of a flag's set.
    pub(super) fn of(&mut self, document: &Document, flag: &Flag) -> u32 {
        let variants = document.node(flag.variants);
        self.text.clear();
        self.text.push('[');
        digits::push(&mut self.text, flag.flag_type as u64);
        self.text.push(',');
        list(&mut self.text, variants.members(), |out, variant| push_string(out, variant.name));
        self.text.push(',');
        list(&mut self.text, variants.members(), |out, variant| out.push_str(variant.node.source()));
        self.text.push(']');
        if let Some([number, _]) = self.known.get(0, &self.text) {
            return number;
        }
        let number = self.known.len();
        // If too many texts have similar hashes, the set is written again.
        let _ = self.known.add(0, &self.text, [number, 0]);
        number
    }

    pub(super) fn write(&self, out: &mut String) {
        list(out, 0..self.known.len(), |out, number| out.push_str(self.known.text(number)));
    }
}
