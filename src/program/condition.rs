//! Conditions as they are evaluated.

use super::{OneOf, Slot, Span};
#[cfg(feature = "full")]
use crate::bucket::Bucket;
use crate::literal::semver::Policy;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Condition {
    pub(crate) kind: ConditionKind,
    /// Where it stands in the text, for those who explain.
    pub(crate) at: u32,
    /// The index behind its last part.
    pub(crate) end: u32,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum ConditionKind {
    /// Every part holds; true without any.
    All,
    /// At least one part holds; false without any.
    Any,
    /// The contrary of its part.
    Not,
    /// Membership of a segment.
    Segment(u32),
    /// A flag serves one of these variants.
    Flag(u32, Span),
    /// One attribute, compared in one way.
    Test(Test),
    /// The unit's position is in one of these cuts.
    #[cfg(feature = "full")]
    Bucket(Bucket, Span),
    /// The instant lies between the first and the second, both included.
    #[cfg(feature = "full")]
    Now(i64, i64),
}

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

#[derive(Clone, Copy, Debug)]
pub(crate) struct Test {
    pub(crate) slot: Slot,
    /// What it comes to when the attribute is not there.
    pub(crate) missing: Outcome,
    /// What it comes to when the attribute's type is not one that the operator compares.
    pub(crate) mismatch: Outcome,
    pub(crate) items: Items,
    pub(crate) operator: Operator,
}

impl Test {
    /// That an attribute is there.
    pub(crate) fn of(slot: Slot) -> Test {
        let (missing, mismatch) = (Outcome::False, Outcome::False);
        Test { slot, missing, mismatch, items: Items::Any, operator: Operator::Exists(true) }
    }
}

/// What a list has to do to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Items {
    /// At least one of its items passes.
    Any,
    /// Every item passes, and there is one.
    All,
    /// It can't: a list is not what the operator compares.
    None,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Operator {
    /// There, or not there (`null` counts as not there).
    Exists(bool),
    /// Equal to one of these, type and all.
    OneOf(OneOf),
    /// A number from the first to the second, both included.
    Number(f64, f64),
    /// An instant from the first to the second, both included, in whole ms since 1970.
    Date(f64, f64),
    /// Text that has one of these in it; the flag says whether the case of ASCII letters is ignored.
    Affix(Affix, Span, bool),
    /// Text between two others, by UTF-16 code units.
    #[cfg(feature = "full")]
    Between(Bound, Bound),
    /// A version in this range.
    Semver(u32, Policy),
    /// An address in one of these blocks.
    #[cfg(feature = "full")]
    Cidr(Span),
    /// Text that matches a pattern somewhere.
    #[cfg(feature = "full")]
    Matches(u32),
    /// Text whose MD5 is one of these.
    #[cfg(feature = "full")]
    Md5(Span),
}

/// Where an interval of texts ends.
#[cfg(feature = "full")]
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bound {
    /// Nowhere.
    Open,
    /// At this text, which belongs to it.
    Included(u32),
    /// At this text, which does not.
    Excluded(u32),
}

impl Operator {
    /// Whether it needs the bytes of a text: a symbol tells enough of what is only compared.
    pub(crate) fn reads_text(&self) -> bool {
        !matches!(self, Operator::Exists(_) | Operator::OneOf(_) | Operator::Number(..))
    }
}

/// Where in a text another is looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Affix {
    Start,
    End,
    Anywhere,
}
