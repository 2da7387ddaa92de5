//! The attributes of one evaluation, packed: only those that the model reads, each in two words.
//!
//! | bits | first word | | second word |
//! |---|---|---|---|
//! | 0–31 | tag (see [`Tag`]) | | number: all 64 bits; text: offset of its bytes; list: index of its first item's record |
//! | 32–63 | text: symbol | | text: length in bytes; list: count of items |
//!
//! An earlier assignment is a text whose second word is the version of the experiment that made it.
//! The records of lists' items stand behind those of the slots. The harness writes this layout straight into linear
//! memory; `PackedContext::pack` writes the same natively.

#[cfg(feature = "compile")]
mod convert;
#[cfg(feature = "compile")]
mod pack;

#[cfg(feature = "compile")]
pub use pack::{ContextInput, json_text, pack, text_at};

use crate::program::Slot;
use alloc::{vec, vec::Vec};

/// What a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Tag {
    /// Not there, or `null`.
    Missing = 0,
    /// `false`
    False = 1,
    /// `true`
    True = 2,
    /// A finite number.
    Number = 3,
    /// A string.
    Text = 4,
    /// A list.
    List = 5,
    /// Anything else.
    Other = 6,
}

/// Whether the user agreed to take part in experiments that ask for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Consent {
    /// Nobody asked yet.
    #[default]
    Unknown = 0,
    /// Yes.
    Granted = 1,
    /// No.
    Denied = 2,
}

/// One user at one instant.
#[derive(Clone, Debug)]
pub struct PackedContext {
    pub(crate) words: Vec<u64>,
    pub(crate) bytes: Vec<u8>,
    /// The instant, in ms since 1970.
    pub now: i64,
    /// See [`Consent`].
    pub consent: Consent,
}

/// An attribute's value, as far as a model can see it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'c> {
    Missing,
    Bool(bool),
    Number(f64),
    Text { symbol: u32, bytes: &'c [u8] },
    List { first: u32, count: u32 },
    Other,
}

impl PackedContext {
    /// A context without attributes, at the beginning of 1970.
    pub const EMPTY: PackedContext =
        PackedContext { words: Vec::new(), bytes: Vec::new(), now: 0, consent: Consent::Unknown };

    /// A context in which every attribute of `slots` is missing.
    #[must_use]
    pub fn empty(slots: usize) -> PackedContext {
        PackedContext { words: vec![0; slots * 2], ..PackedContext::EMPTY }
    }

    /// A context as a harness writes it, in the layout above: a model can be asked with any words and any bytes.
    #[must_use]
    pub fn of_words(words: Vec<u64>, bytes: Vec<u8>) -> PackedContext {
        PackedContext { words, bytes, ..PackedContext::EMPTY }
    }

    pub(crate) fn value(&self, slot: Slot) -> Value<'_> {
        self.record(slot)
    }

    /// The record at `index`; what lies outside is missing, whoever wrote it.
    pub(crate) fn record(&self, index: u32) -> Value<'_> {
        let at = index as usize * 2;
        let (Some(&head), Some(&body)) = (self.words.get(at), self.words.get(at + 1)) else {
            return Value::Missing;
        };
        let (low, high) = (body as u32, (body >> 32) as u32);
        match head as u32 {
            1 => Value::Bool(false),
            2 => Value::Bool(true),
            3 => Value::Number(f64::from_bits(body)),
            4 => Value::Text { symbol: (head >> 32) as u32, bytes: self.text(low, high) },
            5 => Value::List { first: low, count: high },
            6 => Value::Other,
            _ => Value::Missing,
        }
    }

    /// The symbol of a text; `None` for anything else.
    pub(crate) fn symbol(&self, slot: Slot) -> Option<u32> {
        let head = self.words.get(slot as usize * 2)?;
        (*head as u32 == Tag::Text as u32).then_some((head >> 32) as u32)
    }

    /// The symbol of the variant that was assigned before, and the version of the experiment that did.
    pub(crate) fn assignment(&self, slot: Slot) -> Option<(u32, u32)> {
        Some((self.symbol(slot)?, *self.words.get(slot as usize * 2 + 1)? as u32))
    }

    fn text(&self, offset: u32, length: u32) -> &[u8] {
        let start = offset as usize;
        self.bytes.get(start..start.saturating_add(length as usize)).unwrap_or_default()
    }
}
