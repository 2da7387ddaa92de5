//! Conditions as they are compiled.

use super::{Bucket, Slot, Span};
use crate::code::Outcome;
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
    Bucket(Bucket, Span),
    /// The instant lies between the first and the second, both included.
    Now(i64, i64),
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
    Any = 0,
    /// Every item passes, and there is one.
    All = 1,
    /// It can't: a list is not what the operator compares.
    None = 2,
}

/// How an attribute is compared; spans are of the program's literals.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operator {
    /// There, or not there (`null` counts as not there).
    Exists(bool),
    /// Equal to one of a set, type and all.
    OneOf(Span),
    /// A number from the first to the second, both included.
    Number(f64, f64),
    /// An instant from the first to the second, both included, in whole ms since 1970.
    Date(f64, f64),
    /// Text that has one of these in it; the flag says whether the case of ASCII letters is ignored.
    Affix(Affix, Span, bool),
    /// Text between two others, by UTF-16 code units.
    Between(Span),
    /// A version in this range.
    Semver(Span, Policy),
    /// An address in one of these blocks.
    Cidr(Span),
    /// Text that matches a pattern somewhere.
    Matches(Span),
    /// Text whose MD5 is one of these.
    Md5(Span),
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
