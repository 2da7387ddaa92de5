//! The attributes of one evaluation, packed: only those that the model reads. Each is a record of two 64-bit numbers.
//!
//! | bits | head | | body |
//! |---|---|---|---|
//! | 0–31 | tag (see [`Tag`]) | | number: all 64 bits; text: offset of its bytes; list: index of its first item's record |
//! | 32–63 | text: symbol | | text: length in bytes; list: number of items |
//!
//! An earlier assignment is a text whose body is the version of the experiment that made it.
//! The records of list items follow the records of the slots. The JavaScript packer (`pkg-template/evaluator/pack.js`)
//! writes this layout into linear memory; [`pack`] writes the same layout natively.

#[cfg(feature = "compile")]
pub(crate) mod pack;

#[cfg(feature = "compile")]
pub use pack::{ContextInput, json_text, pack, text_at};

use crate::program::Slot;
use alloc::{vec, vec::Vec};

/// What a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Tag {
    /// Absent, or `null`.
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

/// Whether the user agreed to take part in experiments that require consent.
///
/// ```
/// use burgee::{Consent, Context};
///
/// assert_eq!(Context::new("user-17").consent(), Consent::Unknown);
/// assert_eq!(Context::new("user-17").with_consent(Consent::Granted).consent(), Consent::Granted);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Consent {
    /// The user has not decided yet.
    #[default]
    Unknown = 0,
    /// The user agreed.
    Granted = 1,
    /// The user declined.
    Denied = 2,
}

/// One user at one instant, in the form that the evaluator reads.
#[derive(Clone, Debug)]
pub struct PackedContext {
    /// Head and body of each record.
    pub(crate) records: Vec<u64>,
    /// The UTF-8 bytes that records refer to.
    pub(crate) text: Vec<u8>,
    /// The instant, in ms since 1970.
    pub now: i64,
    /// See [`Consent`].
    pub consent: Consent,
}

/// An attribute's value, as far as a program can see it.
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
        PackedContext { records: Vec::new(), text: Vec::new(), now: 0, consent: Consent::Unknown };

    /// A context in which every attribute of `slots` is missing.
    #[must_use]
    pub fn empty(slots: usize) -> PackedContext {
        PackedContext { records: vec![0; slots * 2], ..PackedContext::EMPTY }
    }

    /// A context from records and text in the layout above. Any numbers and any bytes are safe to evaluate.
    #[must_use]
    pub fn from_records(records: Vec<u64>, text: Vec<u8>) -> PackedContext {
        PackedContext { records, text, ..PackedContext::EMPTY }
    }

    pub(crate) fn value(&self, slot: Slot) -> Value<'_> {
        self.record(slot)
    }

    /// The record at `index`; an index out of bounds gives a missing value.
    pub(crate) fn record(&self, index: u32) -> Value<'_> {
        let at = index as usize * 2;
        let (Some(&head), Some(&body)) = (self.records.get(at), self.records.get(at + 1)) else {
            return Value::Missing;
        };
        let (low, high) = (body as u32, (body >> 32) as u32);
        match head as u32 {
            1 => Value::Bool(false),
            2 => Value::Bool(true),
            3 => Value::Number(f64::from_bits(body)),
            4 => Value::Text { symbol: (head >> 32) as u32, bytes: self.text_at(low, high) },
            5 => Value::List { first: low, count: high },
            6 => Value::Other,
            _ => Value::Missing,
        }
    }

    /// The symbol of a text; `None` for anything else.
    pub(crate) fn symbol(&self, slot: Slot) -> Option<u32> {
        let head = self.records.get(slot as usize * 2)?;
        (*head as u32 == Tag::Text as u32).then_some((head >> 32) as u32)
    }

    /// The symbol of the variant that was assigned earlier, and the version of the experiment that assigned it.
    pub(crate) fn assignment(&self, slot: Slot) -> Option<(u32, u32)> {
        Some((self.symbol(slot)?, *self.records.get(slot as usize * 2 + 1)? as u32))
    }

    fn text_at(&self, offset: u32, length: u32) -> &[u8] {
        let start = offset as usize;
        self.text.get(start..start.saturating_add(length as usize)).unwrap_or_default()
    }
}
