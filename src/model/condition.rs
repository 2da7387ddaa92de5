//! Conditions.

use super::{Bucket, Slot, Span};
use crate::literal::semver::Policy;
use crate::program::Outcome;

/// A condition; its parts directly follow it in the list.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// What it tests.
    pub kind: ConditionKind,
    /// The offset in the text, for explanations.
    pub at: u32,
    /// One past its last part (exclusive end).
    pub end: u32,
}

/// What a condition tests.
#[derive(Clone, Copy, Debug)]
pub enum ConditionKind {
    /// Every part holds; true without parts.
    All,
    /// At least one part holds; false without parts.
    Any,
    /// Its part does not hold.
    Not,
    /// The unit belongs to the segment at this index.
    Segment(u32),
    /// The flag at this index serves one of these variants.
    Flag(u32, Span),
    /// An attribute passes a test.
    Test(Test),
    /// The unit's position is in one of these cuts.
    Bucket(Bucket, Span),
    /// The instant is between the first and the second, both included, in ms since 1970.
    Now(i64, i64),
}

/// A test of one attribute.
#[derive(Clone, Copy, Debug)]
pub struct Test {
    /// The attribute.
    pub slot: Slot,
    /// The outcome when the attribute is missing.
    pub missing: Outcome,
    /// The outcome when the operator does not compare values of the attribute's type.
    pub mismatch: Outcome,
    /// How a list is tested.
    pub items: Items,
    /// How the attribute is compared.
    pub operator: Operator,
}

impl Test {
    /// A test that an attribute exists.
    #[must_use]
    pub fn exists(slot: Slot) -> Test {
        let (missing, mismatch) = (Outcome::False, Outcome::False);
        Test { slot, missing, mismatch, items: Items::Any, operator: Operator::Exists(true) }
    }
}

/// How a list is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Items {
    /// At least one item must pass.
    Any = 0,
    /// Every item must pass, and there must be one.
    All = 1,
    /// A list is a type that the operator does not compare.
    None = 2,
}

/// How an attribute is compared; spans are ranges of [`super::Model::literals`].
#[derive(Clone, Copy, Debug)]
pub enum Operator {
    /// Whether it must exist or be missing (`null` counts as missing).
    Exists(bool),
    /// Equal to an element of a set, of the same type.
    OneOf(Span),
    /// A number between the first and the second, both included.
    Number(f64, f64),
    /// An instant between the first and the second, both included, in whole ms since 1970.
    Date(f64, f64),
    /// Text that contains one of these texts; the last field ignores the case of ASCII letters.
    Affix(Affix, Span, bool),
    /// Text between two others, by UTF-16 code units.
    Between(Span),
    /// A version in this range.
    Semver(Span, Policy),
    /// An address in one of these blocks.
    Cidr(Span),
    /// Text in which a pattern matches.
    Matches(Span),
    /// Text whose MD5 digest is one of these.
    Md5(Span),
}

impl Operator {
    /// Whether the comparison needs the bytes of a text; for the others a symbol is enough.
    #[must_use]
    pub fn reads_text(&self) -> bool {
        !matches!(self, Operator::Exists(_) | Operator::OneOf(_) | Operator::Number(..))
    }
}

/// Where in a text another is searched.
#[derive(Clone, Copy, Debug)]
pub enum Affix {
    /// At the start.
    Start,
    /// At the end.
    End,
    /// Anywhere.
    Anywhere,
}
