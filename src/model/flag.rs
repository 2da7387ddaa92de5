//! Flags, their rules, and what rules serve.

use super::{Enrolment, Slot, Span, VariantIndex};
use crate::document::{Document, Node};

/// A flag that works.
#[derive(Clone, Debug)]
pub struct Flag {
    /// The index of the node that defines it.
    pub node: u32,
    /// The index of the node with its variants.
    pub variants: u32,
    /// The type that it is read as.
    pub flag_type: FlagType,
    /// Whether the flag is switched on.
    pub enabled: bool,
    /// The variant served while the flag is off or a prerequisite is not met; `None` for the caller's default.
    pub off: Option<VariantIndex>,
    /// The variant served when no rule applies; `None` for the caller's default.
    pub fallthrough: Option<VariantIndex>,
    /// A range of [`super::Model::overrides`].
    pub overrides: Span,
    /// A range of [`super::Model::conditions`]; none of them has parts.
    pub prerequisites: Span,
    /// A range of [`super::Model::rules`].
    pub rules: Span,
}

/// The type that a flag is read as. Its number is the type of a set of variants in the manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagType {
    /// `true` and `false`.
    Boolean = 0,
    /// Strings.
    String = 1,
    /// Numbers.
    Number = 2,
    /// Objects, lists and `null`; any values if the flag declares it.
    Object = 3,
}

impl Flag {
    /// The node with a variant's value.
    #[must_use]
    pub fn variant<'d>(&self, document: &'d Document, index: VariantIndex) -> Option<Node<'d>> {
        let mut members = document.node(self.variants).members();
        members.nth(usize::from(index)).map(|variant| variant.node)
    }
}

/// A variant that some units always get.
#[derive(Clone, Debug)]
pub struct Override {
    /// The attribute that identifies the unit.
    pub slot: Slot,
    /// The units: a set in [`super::Model::literals`].
    pub units: Span,
    /// The variant that they get.
    pub variant: VariantIndex,
}

/// A rule: who it applies to, and what it serves.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The index of the node that defines it.
    pub node: u32,
    /// The index of the node with its name; 0 without one.
    pub name: u32,
    /// When it applies.
    pub window: Window,
    /// The index of the condition that must be true.
    pub condition: Option<u32>,
    /// What it serves.
    pub serve: Serve,
    /// The experiment that it belongs to.
    pub experiment: Option<Enrolment>,
    /// For a sticky experiment: the symbols of the flag's variants, a range of [`super::Model::numbers`].
    pub assigned: Span,
}

/// A period from `start` to `end`, exclusive, in ms since 1970.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// The first instant.
    pub start: i64,
    /// The exclusive end.
    pub end: i64,
}

/// What a rule serves.
#[derive(Clone, Copy, Debug)]
pub enum Serve {
    /// One variant, to everyone.
    Variant(VariantIndex),
    /// Variants by position: a range of [`super::Model::cuts`]. A unit in none of them continues with the next rule.
    Split(Bucket, Span),
    /// One variant, to a share that changes with time.
    Ramp(Bucket, Ramp),
}

/// How the position of a unit is computed.
#[derive(Clone, Copy, Debug)]
pub struct Bucket {
    /// The state of the native hash after the salt.
    pub state: u64,
    /// The attributes to try, in order: a range of [`super::Model::numbers`].
    pub slots: Span,
    /// Another system's hash scheme among [`super::Model::literals`]; empty for the native hash.
    pub hash: Span,
    /// The number of positions.
    pub positions: u64,
}

/// A share that changes with time.
#[derive(Clone, Copy, Debug)]
pub struct Ramp {
    /// The variant that it serves.
    pub variant: VariantIndex,
    /// A range of [`super::Model::steps`].
    pub steps: Span,
    /// Whether the share moves linearly between steps; otherwise it jumps at each.
    pub linear: bool,
}
