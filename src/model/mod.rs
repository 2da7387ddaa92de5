//! The model: what a snapshot means, as types. It has indices instead of names, positions instead of percentages, and
//! hash states that already contain the salt.
//!
//! All parts are in a few lists, and refer to each other by index. [`crate::assemble`] turns the model into a
//! [`crate::program`], which is what evaluates.

mod condition;
mod experiment;
mod flag;
mod share;
mod vocabulary;

pub use crate::program::{CALLERS_DEFAULT, Slot, Status, VariantIndex};
pub use condition::{Affix, Condition, ConditionKind, Items, Operator, Test};
pub use experiment::{Enrolment, Experiment, Share, Sticky};
pub use flag::{Bucket, Flag, FlagType, Override, Ramp, Rule, Serve, Window};
pub use share::{HUNDRED_PERCENT, POSITIONS, end_of_share};
pub use vocabulary::{Conversion, EMAIL_DOMAIN, TARGETING_KEY, Usage, Vocabulary};

use crate::program::Cut;
use alloc::vec::Vec;

/// A bit in place of a variant's index: the flag has no variant of that name. The other bits are the index of the node
/// that names it.
pub const UNKNOWN_VARIANT: u32 = 1 << 31;

/// A snapshot's meaning. The only names in it are those of attributes and their literals: the document has the others.
#[derive(Clone, Debug)]
pub struct Model {
    /// The snapshot's revision, if it has one; at most 2^53.
    pub revision: Option<u64>,
    /// Whether any decision depends on the instant.
    pub timed: bool,
    /// Flags by index; `None` for a broken one.
    pub flags: Vec<Option<Flag>>,
    /// Indices of the segments' conditions; `None` for a broken segment.
    pub segments: Vec<Option<u32>>,
    /// Experiments by index; `None` for a broken one, which nothing refers to.
    pub experiments: Vec<Option<Experiment>>,
    /// Holdouts by index.
    pub holdouts: Vec<Share>,
    /// The rules of all flags.
    pub rules: Vec<Rule>,
    /// The overrides of all flags.
    pub overrides: Vec<Override>,
    /// Conditions, each before its parts.
    pub conditions: Vec<Condition>,
    /// The cuts of all splits and position conditions, each with the variant that it serves.
    pub cuts: Vec<(Cut, VariantIndex)>,
    /// The steps of ramps: an instant in ms since 1970, and the number of positions that are included from then on.
    pub steps: Vec<(i64, u64)>,
    /// Lists of slots, symbols and indices.
    pub numbers: Vec<u32>,
    /// Operands and hash schemes, encoded as in the program: sets, texts, versions, blocks, patterns, hashes.
    pub literals: Vec<u8>,
    /// The attributes that a context must provide.
    pub vocabulary: Vocabulary,
}

/// A range of one of the lists; the end is exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    first: u32,
    end: u32,
}

impl Span {
    /// The range from `first` to `end`, exclusive.
    #[must_use]
    pub fn new(first: usize, end: usize) -> Span {
        Span { first: first as u32, end: end as u32 }
    }

    /// Whether the range has no elements.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.first == self.end
    }

    /// The indices in the range.
    #[must_use]
    pub fn indices(self) -> core::ops::Range<u32> {
        self.first..self.end
    }

    /// The elements of `list` in the range; none if the range exceeds the list.
    #[must_use]
    pub fn of<T>(self, list: &[T]) -> &[T] {
        list.get(self.first as usize..self.end as usize).unwrap_or_default()
    }
}

impl Model {
    /// A model without flags.
    pub const EMPTY: Model = Model {
        revision: None,
        timed: false,
        flags: Vec::new(),
        segments: Vec::new(),
        experiments: Vec::new(),
        holdouts: Vec::new(),
        rules: Vec::new(),
        overrides: Vec::new(),
        conditions: Vec::new(),
        cuts: Vec::new(),
        steps: Vec::new(),
        numbers: Vec::new(),
        literals: Vec::new(),
        vocabulary: Vocabulary::EMPTY,
    };

    /// The number of flags, broken ones included.
    #[must_use]
    pub fn flag_count(&self) -> usize {
        self.flags.len()
    }

    /// The attributes that a context must provide.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The flag at an index, unless it is broken.
    #[must_use]
    pub fn flag(&self, index: u32) -> Option<&Flag> {
        self.flags.get(index as usize)?.as_ref()
    }

    /// The rules of a flag, in their order.
    #[must_use]
    pub fn rules_of(&self, flag: &Flag) -> &[Rule] {
        flag.rules.of(&self.rules)
    }

    /// A list of slots, symbols or indices.
    #[must_use]
    pub fn numbers_of(&self, span: Span) -> &[u32] {
        span.of(&self.numbers)
    }

    /// The indices of a condition's parts.
    pub fn parts(&self, index: u32) -> impl Iterator<Item = u32> {
        let end_of = |index: u32| self.conditions.get(index as usize).map_or(0, |condition| condition.end);
        let end = end_of(index);
        let part = move |index: u32| (index < end).then_some(index);
        core::iter::successors(part(index + 1), move |index| part(end_of(*index)))
    }
}
