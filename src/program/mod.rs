//! What decides: a model laid out as one run of bytes, every part where the evaluator comes upon it. A decision reads
//! a few lines of memory in order, a snapshot takes a hundred bytes a flag, and the run can be stored or sent as it is:
//! who receives it needs neither the text nor what compiled it.
//!
//! Layout 1. Numbers are little-endian and not aligned; `u8`, `u16`, `u32`, `u64`, `i64` and `f64` are their sizes, and
//! `text` is a `u32` of bytes and the bytes. A variant is a `u16`, 65535 the caller's default; addresses are `u32`, in bytes
//! from the start, 0 for what is broken.
//!
//! | part | layout |
//! |---|---|
//! | program | how many flags, segments, experiments, holdouts (`u32` each), then the address of each, in that order |
//! | flag | bits (`u8`: 1 enabled, 2 overrides, 4 prerequisites), off, fallthrough, rules (`u16`); how many overrides (`u32`) and the overrides; how many prerequisites (`u32`) and their conditions; the rules |
//! | override | size of what follows (`u32`), variant, slot (`u32`), set |
//! | rule | size of what follows (`u32`), bits (`u8`: 1 window, 2 condition, 4 experiment, and 8 × 0 serve, 1 split, 2 steps, 3 line), variant; window (start, end: `i64`); condition; experiment (`u32`), control, winner, how many symbols (`u32`) and the symbols (`u32`) of assignments; what it serves |
//! | split | bucket, cuts |
//! | steps, line | bucket, how many steps (`u32`), each an instant (`i64`) and how many positions are in (`u64`) |
//! | bucket | how many slots (`u8`, 128 more with a hash of its own), slots (`u32`), the salt's state (`u64`) or the hash |
//! | hash | function, units, twice (`u8` each), seed (`u32`), positions (`u64`), before, after (text) |
//! | cuts | how many (`u32`), each the first position, the last (`u32`), variant |
//! | segment | condition |
//! | experiment | bits (`u8`: 0–3 status, 4 consent, 8 audience, 16 sticky, 32 entry, 64 layer), version (`u32`), start, end (`i64`); audience; slot, least version (`u32`); entry; how many holdouts (`u32`) and which (`u32`); layer |
//! | holdout, layer | bucket, first position, last (`u32`; none when the first is the greater) |
//! | condition | kind (`u8`, see `kind` below), size of what follows (`u32`), and that (see `assemble.rs`) |
//! | set | bits (`u8`: 1 bitmap, 2 sorted, 4 `false`, 8 `true`, 16 numbers), how many words (`u32`), the first one's index (`u32`, of a bitmap only), words (`u32`: symbols, or 32 of them a word), how many numbers (`u32`) and the numbers (`f64`) |
//!
//! Whatever the bytes are, reading them ends and says something: what lies outside is zero, conditions have a depth and
//! a number that bound them.

#[cfg(feature = "wasm")]
pub(crate) mod base64;
mod cursor;
mod cut;
pub(crate) mod set;
#[cfg(feature = "compile")]
mod sorted;
#[cfg(feature = "compile")]
mod write;

pub(crate) use cursor::Cursor;
pub use cut::Cut;
#[cfg(feature = "compile")]
pub(crate) use sorted::sorted;
#[cfg(feature = "compile")]
pub(crate) use write::Write;

use alloc::vec::Vec;

/// Of the layout, and of the manifest (`src/manifest/`) that is sent with it; another one is another number, here and in
/// `pkg-template/evaluator/engine.js`.
pub const LAYOUT: u32 = 1;

/// An attribute's place in a context.
pub type Slot = u32;
/// A variant's index among its flag's.
pub type VariantIndex = u16;
/// A symbol: the number of a string among an attribute's literals, from 1. Zero is a string that no literal equals.
pub type Symbol = u32;

/// In place of a variant's index: the caller's default.
pub const CALLERS_DEFAULT: VariantIndex = VariantIndex::MAX;

/// The deepest chain of conditions within conditions, through segments and flags: it bounds the evaluator's stack.
pub(crate) const MAX_DEPTH: u32 = 64;
/// The most conditions that one decision looks at, the rules and overrides of the flags that it asks for counted.
pub(crate) const MAX_CONDITIONS: u32 = 100_000;
/// The most holdouts in a snapshot: each is hashed for by each experiment that it is about.
pub const MAX_HOLDOUTS: usize = 100;

/// What a condition comes to. `Unknown` stays unknown under `not`, and a rule applies only when its condition is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It does not hold.
    False,
    /// It holds.
    True,
    /// Nobody can say.
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

/// The life of an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not begun: its rules are passed over.
    Draft = 0,
    /// Units are enrolled between start and end.
    Running = 1,
    /// Over: its rules serve the winner.
    Concluded = 2,
    /// Put away: its rules are passed over.
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

/// What a condition is.
pub(crate) mod kind {
    pub(crate) const ALL: u8 = 0;
    pub(crate) const ANY: u8 = 1;
    pub(crate) const NOT: u8 = 2;
    pub(crate) const SEGMENT: u8 = 3;
    pub(crate) const FLAG: u8 = 4;
    pub(crate) const BUCKET: u8 = 5;
    pub(crate) const NOW: u8 = 6;
    /// From here on tests of an attribute.
    pub(crate) const EXISTS: u8 = 7;
    pub(crate) const ONE_OF: u8 = 8;
    pub(crate) const NUMBER: u8 = 9;
    pub(crate) const DATE: u8 = 10;
    pub(crate) const STARTS_WITH: u8 = 11;
    pub(crate) const ENDS_WITH: u8 = 12;
    pub(crate) const CONTAINS: u8 = 13;
    pub(crate) const BETWEEN: u8 = 14;
    pub(crate) const SEMVER: u8 = 15;
    pub(crate) const CIDR: u8 = 16;
    pub(crate) const MATCHES: u8 = 17;
    pub(crate) const MD5: u8 = 18;
}

/// How an interval of texts ends.
pub(crate) mod bound {
    pub(crate) const OPEN: u8 = 0;
    pub(crate) const INCLUDED: u8 = 1;
    #[cfg(feature = "compile")]
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
    #[cfg(feature = "compile")]
    pub(crate) const STEPS: u8 = 16;
    pub(crate) const LINE: u8 = 24;

    pub(crate) const STATUS: u8 = 3;
    pub(crate) const CONSENT: u8 = 4;
    pub(crate) const AUDIENCE: u8 = 8;
    pub(crate) const STICKY: u8 = 16;
    pub(crate) const ENTRY: u8 = 32;
    pub(crate) const LAYER: u8 = 64;

    /// Of a bucket's count of slots.
    pub(crate) const HASH: u8 = 128;
}

/// A model, ready to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    bytes: Vec<u8>,
}

/// The lists of addresses, in their order.
#[derive(Clone, Copy)]
pub(crate) enum List {
    Flags,
    Segments,
    Experiments,
    Holdouts,
}

impl Program {
    /// One that knows no flag.
    pub const EMPTY: Program = Program { bytes: Vec::new() };

    /// The program that these bytes are; any are some.
    #[must_use]
    pub fn of_bytes(bytes: Vec<u8>) -> Program {
        Program { bytes }
    }

    /// The bytes, in the layout above.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many flags there are, the broken ones counted: no more than have an address.
    #[must_use]
    pub fn flag_count(&self) -> usize {
        (self.count(0) as usize).min(self.bytes.len() / 4)
    }

    /// How many parts the list with this number has.
    fn count(&self, list: usize) -> u32 {
        self.word_at(list)
    }

    /// A part of a list, if it is sound and there.
    pub(crate) fn part(&self, list: List, index: u32) -> Option<Cursor<'_>> {
        let list = list as usize;
        if index >= self.count(list) {
            return None;
        }
        let before = (0..list).fold(index, |sum, list| sum.wrapping_add(self.count(list)));
        let address = self.word_at((before as usize).saturating_add(4));
        // Nothing can be read from the end on, and a flag of zeros would be one that is off.
        let part = self.bytes.get(address as usize..)?;
        (address != 0 && !part.is_empty()).then(|| Cursor::new(part))
    }

    fn word_at(&self, index: usize) -> u32 {
        let start = index.saturating_mul(4);
        Cursor::new(self.bytes.get(start..).unwrap_or_default()).word()
    }

    /// Where a part begins.
    pub(crate) fn address(&self, at: Cursor<'_>) -> u32 {
        (at.place() as usize).wrapping_sub(self.bytes.as_ptr() as usize) as u32
    }
}
