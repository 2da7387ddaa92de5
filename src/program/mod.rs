//! What a snapshot means: numbers instead of names, ranges instead of percentages, hashes that already hold the salt.
//! Everything lies in a few lists, and parts refer to each other by index. From it [`crate::code`] is made, which decides.

mod condition;
pub(crate) mod vocabulary;

pub(crate) use crate::code::{CALLERS_DEFAULT, Slot, Status, VariantIndex};
pub(crate) use condition::{Affix, Condition, ConditionKind, Items, Operator, Test};
pub use vocabulary::{As, Reads, Vocabulary};

use crate::bucket::Cut;
use crate::document::{Document, Node};
use alloc::vec::Vec;

/// A whole percentage in the unit of ranges: a millionth of a per cent.
pub const WHOLE: u64 = 100_000_000;
/// In place of a variant's index: the flag has no variant of the name at the node whose index the other bits are.
pub(crate) const UNKNOWN_VARIANT: u32 = 1 << 31;

/// A snapshot, compiled. It knows no names but those of its attributes: the document has them.
#[derive(Clone, Debug)]
pub struct Program {
    /// Counts up with each change, if the author keeps it; at most 2^53.
    pub(crate) revision: Option<u64>,
    /// Whether any decision depends on the instant.
    pub(crate) timed: bool,
    /// Flags by index; `None` where one is broken.
    pub(crate) flags: Vec<Option<Flag>>,
    /// Segments' conditions by index; `None` where one is broken.
    pub(crate) segments: Vec<Option<u32>>,
    /// Experiments by index; a broken one is never referred to.
    pub(crate) experiments: Vec<Option<Experiment>>,
    pub(crate) holdouts: Vec<Share>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) overrides: Vec<Override>,
    /// Conditions, each before its parts.
    pub(crate) conditions: Vec<Condition>,
    pub(crate) cuts: Vec<(Cut, VariantIndex)>,
    /// Steps of ramps: instants in ms, and how many of the positions are in from then on.
    pub(crate) steps: Vec<(i64, u64)>,
    /// Slots, symbols, indices.
    pub(crate) numbers: Vec<u32>,
    /// What is compared with or hashed, as the code has it: sets, texts, versions, blocks, patterns, hashes.
    pub(crate) literals: Vec<u8>,
    /// What a context has to hold.
    pub(crate) vocabulary: Vocabulary,
}

/// A part of one of the lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    first: u32,
    end: u32,
}

impl Span {
    pub(crate) fn new(first: usize, end: usize) -> Span {
        Span { first: first as u32, end: end as u32 }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.first == self.end
    }

    pub(crate) fn indices(self) -> core::ops::Range<u32> {
        self.first..self.end
    }

    pub(crate) fn of<T>(self, list: &[T]) -> &[T] {
        list.get(self.first as usize..self.end as usize).unwrap_or_default()
    }
}

impl Program {
    /// One that knows no flag.
    pub const EMPTY: Program = Program {
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

    /// How many flags there are, the broken ones counted.
    #[must_use]
    pub fn flag_count(&self) -> usize {
        self.flags.len()
    }

    /// What a context has to hold.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    pub(crate) fn flag(&self, index: u32) -> Option<&Flag> {
        self.flags.get(index as usize)?.as_ref()
    }

    pub(crate) fn rules_of(&self, flag: &Flag) -> &[Rule] {
        flag.rules.of(&self.rules)
    }

    pub(crate) fn numbers_of(&self, span: Span) -> &[u32] {
        span.of(&self.numbers)
    }

    /// The indices of a condition's parts.
    pub(crate) fn parts(&self, index: u32) -> impl Iterator<Item = u32> {
        let end = |index: u32| self.conditions.get(index as usize).map_or(0, |condition| condition.end);
        let behind = end(index);
        let part = move |index: u32| (index < behind).then_some(index);
        core::iter::successors(part(index + 1), move |index| part(end(*index)))
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Flag {
    /// Where it is written, and where its variants are.
    pub(crate) node: u32,
    pub(crate) variants: u32,
    pub(crate) enabled: bool,
    pub(crate) off: Option<VariantIndex>,
    pub(crate) fallthrough: Option<VariantIndex>,
    pub(crate) overrides: Span,
    /// Conditions, none of which has parts.
    pub(crate) prerequisites: Span,
    pub(crate) rules: Span,
}

impl Flag {
    /// Where a variant's value is written.
    pub(crate) fn variant<'d>(&self, document: &'d Document, index: VariantIndex) -> Option<Node<'d>> {
        let mut members = document.node(self.variants).members();
        members.nth(usize::from(index)).map(|variant| variant.node)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Override {
    pub(crate) slot: Slot,
    /// A set among the literals.
    pub(crate) units: Span,
    pub(crate) variant: VariantIndex,
}

#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// Where it is written, for those who explain.
    #[cfg(feature = "edit")]
    pub(crate) node: u32,
    /// Where its name is; 0 without one.
    pub(crate) name: u32,
    pub(crate) window: Window,
    pub(crate) condition: Option<u32>,
    pub(crate) serve: Serve,
    pub(crate) experiment: Option<Enrolment>,
    /// For a sticky experiment: the symbols of its flag's variants.
    pub(crate) assigned: Span,
}

/// A rule's part in an experiment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Enrolment {
    pub(crate) experiment: u32,
    /// What those get who may not take part: without consent, or held out.
    pub(crate) control: VariantIndex,
    /// What everyone gets when the experiment is concluded.
    pub(crate) winner: Option<VariantIndex>,
}

/// From `start` (included) to `end` (excluded), in ms since 1970.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) start: i64,
    pub(crate) end: i64,
}

/// A hash that already holds the salt, and the attributes to hash.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bucket {
    pub(crate) state: u64,
    pub(crate) slots: Span,
    /// What hashes instead, among the literals; empty for our own hash.
    pub(crate) hash: Span,
    /// How many positions there are.
    pub(crate) positions: u64,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Serve {
    /// One variant, to all.
    Variant(VariantIndex),
    /// Variants by position; who is in no cut goes on to the next rule.
    Split(Bucket, Span),
    /// One variant to a share that grows with time.
    Ramp(Bucket, Ramp),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Ramp {
    pub(crate) variant: VariantIndex,
    pub(crate) steps: Span,
    /// Whether the share moves in a line from step to step, instead of jumping at each.
    pub(crate) linear: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Experiment {
    /// Where it is written.
    pub(crate) node: u32,
    pub(crate) status: Status,
    pub(crate) window: Window,
    pub(crate) audience: Option<u32>,
    /// Counts up each time the experiment starts again.
    pub(crate) version: u32,
    pub(crate) requires_consent: bool,
    pub(crate) sticky: Option<Sticky>,
    /// Who may newly take part.
    pub(crate) entry: Option<u32>,
    pub(crate) layer: Option<Share>,
    /// Indices of holdouts.
    pub(crate) holdouts: Span,
}

/// A part of all units, cut out by a hash of its own: a layer's or a holdout's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Share {
    /// Where the layer or holdout is written.
    pub(crate) node: u32,
    pub(crate) bucket: Bucket,
    pub(crate) cut: Option<Cut>,
}

/// Where a context holds the variant that a unit was assigned before, and the least version that counts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sticky {
    pub(crate) slot: Slot,
    pub(crate) least: u32,
}
