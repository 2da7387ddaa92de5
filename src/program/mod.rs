//! The program: a model as one relocatable run of bytes, with each part where the evaluator needs it next. A decision reads
//! a few cache lines in order, and a snapshot takes about a hundred bytes per flag. The bytes can be stored and sent:
//! the receiver needs neither the text nor the compiler.
//!
//! Layout 1. Numbers are little-endian and not aligned. `text` is a length in bytes (`u32`) and the bytes. A variant is a
//! `u16`; 65535 is the caller's default. An address is a `u32`, in bytes from the start; 0 marks a broken part. A list is a
//! count (`u32`) and the elements, unless stated otherwise.
//!
//! | part | layout |
//! |---|---|
//! | program | counts of flags, segments, experiments and holdouts (`u32` each), then the address of each, in that order |
//! | flag | bits (`u8`: 1 enabled, 2 overrides, 4 prerequisites), off, fallthrough, number of rules (`u16`); list of overrides; list of prerequisites (conditions); the rules |
//! | override | size of the rest (`u32`), variant, slot (`u32`), set |
//! | rule | size of the rest (`u32`), bits (`u8`: 1 window, 2 condition, 4 experiment, and 8 × 0 serve, 1 split, 2 steps, 3 line), variant; window (start, end: `i64`); condition; experiment (`u32`), control, winner, list of symbols of assignments (`u32`); split, steps or line |
//! | split | bucket, cuts |
//! | steps, line | bucket, list of steps: an instant (`i64`) and the number of positions included (`u64`) |
//! | bucket | number of slots (`u8`, plus 128 with a hash of another system), slots (`u32`), the salt's state (`u64`) or the hash |
//! | hash | function, units, twice (`u8` each), seed (`u32`), positions (`u64`), before, after (text) |
//! | cuts | list of cuts: first position, last position (`u32`), variant |
//! | segment | condition |
//! | experiment | bits (`u8`: 0–3 status, 4 consent, 8 audience, 16 sticky, 32 entry, 64 layer), version (`u32`), start, end (`i64`); audience; slot, lowest version (`u32`); entry; list of holdouts (`u32`); layer |
//! | holdout, layer | bucket, first position, last position (`u32`; empty if the first is greater) |
//! | condition | kind (`u8`, see `src/operators.rs`), size of the rest (`u32`), the rest (see `assemble/mod.rs`) |
//! | set | bits (`u8`: 1 bitmap, 2 sorted, 4 `false`, 8 `true`, 16 numbers), number of words (`u32`), index of the first word (`u32`, only for a bitmap), words (`u32`: symbols, or 32 symbols per word), list of numbers (`f64`) |
//!
//! Reading terminates for any bytes: reads past the end return zeros, and the depth and number of conditions are limited.

pub mod base64;
mod cursor;
mod cut;
pub(crate) mod set;
mod sort;
mod write;

pub(crate) use cursor::Cursor;
pub use cut::Cut;
pub(crate) use sort::sort;
pub(crate) use write::Write;

pub(crate) use crate::operators::kind;
use alloc::vec::Vec;

/// The version of the layout and of the manifest (`src/manifest/`) that is sent with it. It changes with either, here and
/// in `pkg-template/evaluator/engine.js`.
pub const LAYOUT: u32 = 1;

/// The index of an attribute in a packed context.
pub type Slot = u32;
/// The index of a variant among those of its flag.
pub type VariantIndex = u16;
/// The number of a string among the literals of an attribute, from 1. Zero is a string that equals no literal.
pub type Symbol = u32;

/// The caller's default, in place of a variant's index.
pub const CALLERS_DEFAULT: VariantIndex = VariantIndex::MAX;

/// The deepest nesting of conditions, through segments and flags: it limits the evaluator's stack.
pub(crate) const MAX_DEPTH: u32 = 64;
/// The most conditions that one decision evaluates. Rules and overrides of the flags that it depends on also count.
pub(crate) const MAX_CONDITIONS: u32 = 100_000;
/// The most holdouts in a snapshot: each costs a hash in every experiment that it applies to.
pub const MAX_HOLDOUTS: usize = 100;

/// The result of a condition. `not` of unknown is unknown, and a rule applies only if its condition is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It does not hold.
    False,
    /// It holds.
    True,
    /// It is not known, for example because an attribute is missing.
    Unknown,
}

impl Outcome {
    pub(crate) fn of(number: u64) -> Outcome {
        match number {
            0 => Outcome::False,
            1 => Outcome::True,
            _ => Outcome::Unknown,
        }
    }
}

impl From<bool> for Outcome {
    fn from(holds: bool) -> Self {
        if holds { Outcome::True } else { Outcome::False }
    }
}

/// The life cycle of an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not started: its rules are skipped.
    Draft = 0,
    /// Units are enrolled between start and end.
    Running = 1,
    /// Ended: its rules serve the winner.
    Concluded = 2,
    /// Archived: its rules are skipped.
    Archived = 3,
}

impl Status {
    pub(crate) fn of(number: u64) -> Status {
        match number {
            1 => Status::Running,
            2 => Status::Concluded,
            3 => Status::Archived,
            _ => Status::Draft,
        }
    }
}

/// The bounds of an interval of texts.
pub(crate) mod bound {
    pub(crate) const OPEN: u8 = 0;
    pub(crate) const INCLUDED: u8 = 1;
    pub(crate) const EXCLUDED: u8 = 2;
}

/// The bits of flags, rules and experiments.
pub(crate) mod bits {
    pub(crate) const ENABLED: u8 = 1;
    pub(crate) const OVERRIDES: u8 = 2;
    pub(crate) const PREREQUISITES: u8 = 4;

    pub(crate) const WINDOW: u8 = 1;
    pub(crate) const CONDITION: u8 = 2;
    pub(crate) const EXPERIMENT: u8 = 4;
    pub(crate) const SPLIT: u8 = 8;
    pub(crate) const STEPS: u8 = 16;
    pub(crate) const LINE: u8 = 24;

    pub(crate) const STATUS: u8 = 3;
    pub(crate) const CONSENT: u8 = 4;
    pub(crate) const AUDIENCE: u8 = 8;
    pub(crate) const STICKY: u8 = 16;
    pub(crate) const ENTRY: u8 = 32;
    pub(crate) const LAYER: u8 = 64;

    /// In a bucket's number of slots: it has a hash of another system.
    pub(crate) const HASH: u8 = 128;
}

/// A program, ready to evaluate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    bytes: Vec<u8>,
}

/// The lists of addresses, in the order of the layout.
#[derive(Clone, Copy)]
pub(crate) enum List {
    Flags,
    Segments,
    Experiments,
    Holdouts,
}

impl Program {
    /// A program without flags.
    pub const EMPTY: Program = Program { bytes: Vec::new() };

    /// The program with these bytes. Any bytes are a program.
    #[must_use]
    pub fn of_bytes(bytes: Vec<u8>) -> Program {
        Program { bytes }
    }

    /// The bytes, in the layout above.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The number of flags, broken ones included; at most as many as there are addresses.
    #[must_use]
    pub fn flag_count(&self) -> usize {
        (self.count(0) as usize).min(self.bytes.len() / 4)
    }

    /// The length of the list with this number.
    fn count(&self, list: usize) -> u32 {
        self.word_at(list)
    }

    /// A part of a list, unless it is broken or out of range.
    pub(crate) fn part(&self, list: List, index: u32) -> Option<Cursor<'_>> {
        let list = list as usize;
        if index >= self.count(list) {
            return None;
        }
        let before = (0..list).fold(index, |sum, list| sum.wrapping_add(self.count(list)));
        let address = self.word_at((before as usize).saturating_add(4));
        // Past the end everything reads as zeros, and a flag of zeros would be switched off.
        let part = self.bytes.get(address as usize..)?;
        (address != 0 && !part.is_empty()).then(|| Cursor::new(part))
    }

    fn word_at(&self, index: usize) -> u32 {
        let start = index.saturating_mul(4);
        Cursor::new(self.bytes.get(start..).unwrap_or_default()).word()
    }

    /// The address of a part.
    pub(crate) fn address(&self, at: Cursor<'_>) -> u32 {
        (at.place() as usize).wrapping_sub(self.bytes.as_ptr() as usize) as u32
    }
}
