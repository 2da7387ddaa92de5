//! Which attributes a model reads, and the strings that it compares them with.

use crate::hash::NameTable;
use crate::program::{Slot, Symbol};
use alloc::vec::Vec;

/// What units are known by unless a rule says otherwise.
pub const TARGETING_KEY: &str = "targetingKey";
/// The attribute that an e-mail address gives by itself.
pub const EMAIL_DOMAIN: &str = "emailDomain";

/// Scopes of names: paths of attributes, ids of experiments, and down from there what attributes are taken for; an
/// attribute's literals have its slot.
const PATHS: u32 = u32::MAX;
const ASSIGNMENTS: u32 = u32::MAX - 1;

/// Attributes by slot, and their literals by symbol.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    names: NameTable,
    attributes: Vec<Attribute>,
}

#[derive(Clone, Debug)]
struct Attribute {
    /// Its name's entry.
    path: u32,
    usage: Usage,
    conversion: Conversion,
    /// The entries of its literals: symbol 1 is the first.
    literals: Vec<u32>,
}

/// What a model reads of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Usage {
    /// What it equals.
    Symbols = 0,
    /// Its text too: it is hashed or searched.
    Text = 1,
    /// Not an attribute but an earlier assignment to a sticky experiment: its variant as a symbol, its version.
    Assignment = 2,
}

/// What an attribute is taken for before it is compared or hashed: those who pack contexts convert it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// What it is.
    Itself = 0,
    /// Text: numbers as JavaScript writes them, `true` and `false`.
    Text = 1,
    /// Text in lower case; anything else stays.
    Lowercase = 2,
    /// A number: text by ECMAScript's `Number(text)`, booleans as 1 and 0.
    Number = 3,
    /// A version as text that sorts, see `literal/sortable.rs`.
    Version = 4,
    /// How many items a list has.
    Size = 5,
    /// The name of its JSON type.
    Type = 6,
    /// Its JSON text, as `JSON.stringify` writes it.
    Json = 7,
    /// Whether it is anything but `false`, 0 and empty text: what JavaScript's `Boolean(value)` gives.
    Boolean = 8,
}

impl Conversion {
    /// By its place among the grammar's words.
    pub fn of_word(word: u32) -> Conversion {
        match word {
            0 => Conversion::Text,
            1 => Conversion::Lowercase,
            2 => Conversion::Number,
            3 => Conversion::Version,
            4 => Conversion::Size,
            5 => Conversion::Type,
            6 => Conversion::Json,
            _ => Conversion::Boolean,
        }
    }
}

impl Vocabulary {
    /// One without attributes.
    pub const EMPTY: Vocabulary = Vocabulary { names: NameTable::EMPTY, attributes: Vec::new() };

    /// How many slots a context has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.attributes.len()
    }

    /// Whether nothing is read of a context.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// The path of an attribute (for an assignment, the experiment's id).
    #[must_use]
    pub fn path(&self, slot: Slot) -> &str {
        self.attributes.get(slot as usize).map_or("", |attribute| self.names.text(attribute.path))
    }

    /// What is read of an attribute, and what it is taken for.
    #[must_use]
    pub fn usage(&self, slot: Slot) -> (Usage, Conversion) {
        let attribute = self.attributes.get(slot as usize);
        attribute.map_or((Usage::Symbols, Conversion::Itself), |attribute| (attribute.usage, attribute.conversion))
    }

    /// The strings that an attribute is compared with: symbol 1 is the first.
    pub fn literals(&self, slot: Slot) -> impl Iterator<Item = &str> {
        let literals = self.attributes.get(slot as usize).map(|attribute| attribute.literals.as_slice());
        literals.unwrap_or_default().iter().map(|entry| self.names.text(*entry))
    }

    /// The symbol of a text; 0 for one that the attribute is not compared with.
    #[must_use]
    pub fn symbol_of(&self, slot: Slot, text: &str) -> Symbol {
        self.names.get(slot, text).map_or(0, |[symbol, _]| symbol)
    }

    /// The slot of an attribute, a new one where there is none yet; `None` when too many names hash alike.
    pub fn slot(&mut self, path: &str, usage: Usage, conversion: Conversion) -> Option<Slot> {
        let scope = match (usage, conversion) {
            (Usage::Assignment, _) => ASSIGNMENTS,
            (_, Conversion::Itself) => PATHS,
            (_, conversion) => ASSIGNMENTS - conversion as u32,
        };
        if let Some([slot, _]) = self.names.get(scope, path) {
            let known = self.attributes.get_mut(slot as usize);
            known.into_iter().for_each(|attribute| attribute.usage = attribute.usage.max(usage));
            return Some(slot);
        }
        let slot = self.attributes.len() as Slot;
        self.attributes.push(Attribute { path: self.names.len(), usage, conversion, literals: Vec::new() });
        self.names.add(scope, path, [slot, 0]).then_some(slot)
    }

    /// The symbol of a literal, a new one where there is none yet; `None` when too many hash alike.
    pub fn symbol(&mut self, slot: Slot, text: &str) -> Option<Symbol> {
        if let Some([symbol, _]) = self.names.get(slot, text) {
            return Some(symbol);
        }
        let attribute = self.attributes.get_mut(slot as usize)?;
        attribute.literals.push(self.names.len());
        let symbol = attribute.literals.len() as Symbol;
        self.names.add(slot, text, [symbol, 0]).then_some(symbol)
    }
}
