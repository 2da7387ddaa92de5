//! The model, compiled: numbers instead of names, ranges instead of percentages, hashes that already hold the salt.

mod compile;
mod sets;
mod vocabulary;

pub use compile::compile;
pub use sets::OneOf;
pub use vocabulary::{Attribute, Reads};
pub(crate) use vocabulary::{EMAIL_DOMAIN, units};

use crate::bucket::{Bucket, Cut};
use crate::literal::{cidr::Block, pattern::Pattern, semver};
use crate::model::{Bounds, Items, Outcome, Status, VariantIndex};
use alloc::boxed::Box;

/// An attribute's place in a context.
pub type Slot = u32;

/// A snapshot, ready to decide. It knows no names: those stay with whoever loaded it.
#[derive(Debug, Default)]
pub struct Program {
    /// Flags by index; `None` where one is broken.
    pub(crate) flags: Box<[Option<Flag>]>,
    pub(crate) segments: Box<[Condition]>,
    /// Experiments by index; a broken one is never referred to.
    pub(crate) experiments: Box<[Option<Experiment>]>,
    /// What a context has to hold, by slot.
    pub(crate) attributes: Box<[Attribute]>,
}

impl Program {
    /// The attributes that the program reads, by slot.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// How many flags there are, the broken ones counted.
    #[must_use]
    pub fn flag_count(&self) -> usize {
        self.flags.len()
    }

    /// Drops the literals' text, once those who pack contexts have it.
    #[cfg(feature = "wasm")]
    pub(crate) fn forget_literals(&mut self) {
        self.attributes.iter_mut().for_each(|attribute| attribute.literals = Box::default());
    }

    pub(crate) fn flag(&self, index: u32) -> Option<&Flag> {
        self.flags.get(index as usize)?.as_ref()
    }
}

#[derive(Debug)]
pub(crate) struct Flag {
    pub(crate) enabled: bool,
    pub(crate) off: Option<VariantIndex>,
    pub(crate) fallthrough: Option<VariantIndex>,
    pub(crate) overrides: Box<[Override]>,
    pub(crate) prerequisites: Box<[Condition]>,
    pub(crate) rules: Box<[Rule]>,
}

#[derive(Debug)]
pub(crate) struct Override {
    pub(crate) slot: Slot,
    pub(crate) units: OneOf,
    pub(crate) variant: VariantIndex,
}

#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) window: Window,
    pub(crate) condition: Option<Condition>,
    pub(crate) serve: Serve,
    pub(crate) experiment: Option<crate::model::Enrolment>,
    /// For a sticky experiment: its variants by the symbols of their names.
    pub(crate) assigned: Box<[(sets::Symbol, VariantIndex)]>,
}

/// From `start` (included) to `end` (excluded), in ms since 1970.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) start: i64,
    pub(crate) end: i64,
}

impl Window {
    pub(crate) fn holds(self, now: i64) -> bool {
        self.start <= now && now < self.end
    }
}

#[derive(Debug)]
pub(crate) enum Serve {
    Variant(VariantIndex),
    Split(Bucket, Box<[(Cut, VariantIndex)]>),
    Ramp(Bucket, Ramp),
}

/// A share that grows with time.
#[derive(Debug)]
pub(crate) struct Ramp {
    pub(crate) variant: VariantIndex,
    /// Instants in ms, and how many of the 2^32 positions are in from then on.
    pub(crate) steps: Box<[(i64, u64)]>,
    pub(crate) linear: bool,
}

#[derive(Debug)]
pub(crate) struct Experiment {
    pub(crate) status: Status,
    pub(crate) window: Window,
    pub(crate) audience: Option<Condition>,
    pub(crate) requires_consent: bool,
    pub(crate) sticky: Option<Sticky>,
    pub(crate) layer: Option<(Bucket, Option<Cut>)>,
    pub(crate) holdouts: Box<[(Bucket, Option<Cut>)]>,
}

/// Where a context holds the variant that a unit was assigned before, and the versions that decide what it is worth.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sticky {
    pub(crate) slot: Slot,
    pub(crate) current: u32,
    pub(crate) least: u32,
}

#[derive(Debug)]
pub(crate) enum Condition {
    All(Box<[Condition]>),
    Any(Box<[Condition]>),
    Not(Box<Condition>),
    Segment(u32),
    Flag(u32, Box<[VariantIndex]>),
    Test(Box<Test>),
}

#[derive(Debug)]
pub(crate) struct Test {
    pub(crate) slot: Slot,
    pub(crate) missing: Outcome,
    pub(crate) mismatch: Outcome,
    pub(crate) items: Items,
    /// Where it stands in the text, for those who explain.
    pub(crate) at: u32,
    pub(crate) operator: Operator,
}

#[derive(Debug)]
pub(crate) enum Operator {
    OneOf(OneOf),
    Affix(Affix, Box<[Box<str>]>, bool),
    Number(Bounds<f64>),
    Date(Bounds<i64>),
    Semver(semver::Range),
    Cidr(Box<[Block]>),
    Matches(Pattern),
    Exists(bool),
}

/// Where in a text another is looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Affix {
    Start,
    End,
    Anywhere,
}
