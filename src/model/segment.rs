//! Segments: named conditions, or lists of units.

use super::condition::{Condition, Items, Literal, Operator, Outcome, Test};
use super::reader::{Reader, among, members};
use crate::document::{Member, Node, Severity};
use alloc::{boxed::Box, vec::Vec};

/// A named condition; `None` when it is broken.
#[derive(Clone, Debug)]
pub struct Segment<'n> {
    /// Its name.
    pub name: &'n str,
    /// Who belongs to it.
    pub condition: Option<Condition<'n>>,
}

impl<'n> Reader<'n> {
    pub(super) fn segment(&mut self, member: &'n Member<'n>) -> Segment<'n> {
        let before = self.errors;
        let lists = members(Some(&member.node)).iter().any(|m| among("included excluded if", &m.name));
        let condition = if lists { self.unit_lists(&member.node) } else { self.condition(&member.node) };
        Segment { name: self.name(member), condition: condition.filter(|_| self.errors == before) }
    }

    /// Excluded units are out, included ones in, and of the rest those for whom `if` holds.
    fn unit_lists(&mut self, node: &'n Node<'n>) -> Option<Condition<'n>> {
        let fields = self.fields(node, "included excluded if by", Severity::Error)?;
        let by = fields.get("by").and_then(|node| self.attribute(node)).unwrap_or("targetingKey");
        let mut listed = |name: &str| {
            let node = fields.get(name)?;
            self.texts(node).map(|units| one_of(by, units, node.start))
        };
        let excluded = listed("excluded").map(|condition| Condition::Not(Box::new(condition)));
        let mut inside: Vec<_> = listed("included").into_iter().collect();
        inside.extend(fields.get("if").and_then(|node| self.condition(node)));
        let mut all: Vec<_> = excluded.into_iter().collect();
        all.push(Condition::Any(inside));
        Some(Condition::All(all))
    }
}

/// The test that `attribute` is one of `units`.
fn one_of<'n>(attribute: &'n str, units: Vec<&'n str>, at: u32) -> Condition<'n> {
    let literals = units.into_iter().map(Literal::Text).collect();
    Condition::Test(Test {
        attribute,
        operator: Operator::In(literals),
        missing: Outcome::False,
        mismatch: Outcome::False,
        items: Items::Any,
        at,
    })
}
