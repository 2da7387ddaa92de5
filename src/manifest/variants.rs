//! The variants of all flags, each set of them once: most flags of a snapshot have the same few.

use super::list;
use crate::document::{Document, Kind, Node, push_string};
use crate::hash::NameTable;
use crate::model::Flag;
use alloc::string::String;

pub(super) struct Variants {
    /// Sets by their text, as the manifest has it.
    known: NameTable,
    /// The set that is looked for; one piece of memory for all.
    text: String,
}

impl Variants {
    pub(super) fn new() -> Variants {
        Variants { known: NameTable::EMPTY, text: String::new() }
    }

    /// The number of the set that a flag has.
    pub(super) fn of(&mut self, document: &Document, flag: &Flag) -> u32 {
        let variants = document.node(flag.variants);
        self.text.clear();
        self.text.push('[');
        self.text.push_str(kind(document, flag, variants));
        list(&mut self.text, variants.members(), |out, variant| push_string(out, variant.name));
        self.text.push(',');
        list(&mut self.text, variants.members(), |out, variant| out.push_str(variant.node.source()));
        self.text.push(']');
        if let Some([number, _]) = self.known.get(0, &self.text) {
            return number;
        }
        let number = self.known.len();
        // Where too many texts hash alike, a set is told again.
        let _ = self.known.add(0, &self.text, [number, 0]);
        number
    }

    pub(super) fn write(&self, out: &mut String) {
        list(out, 0..self.known.len(), |out, number| out.push_str(self.known.text(number)));
    }
}

fn kind(document: &Document, flag: &Flag, variants: Node<'_>) -> &'static str {
    let first = variants.members().next().map(|variant| variant.node.kind());
    let mixed = document.node(flag.node).get("type").is_some_and(|declared| declared.text() == Some("object"));
    match first.filter(|_| !mixed) {
        Some(Kind::False | Kind::True) => "0,",
        Some(Kind::String) => "1,",
        Some(Kind::Number) => "2,",
        _ => "3,",
    }
}
