//! Segments: named conditions, or lists of units.

use super::condition::{Condition, Items, Literal, Operator, Outcome, Test};
use super::reader::Reader;
use crate::document::{Member, Node, Place, Severity};
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
    pub(crate) fn segment(&mut self, member: &'n Member<'n>, place: Place<'_>) -> Segment<'n> {
        let before = self.errors();
        let place = place.key(&member.name);
        let lists = ["included", "excluded", "if"];
        let condition = if lists.iter().any(|name| member.node.get(name).is_some()) {
            self.unit_lists(&member.node, place)
        } else {
            self.condition(&member.node, place)
        };
        let sound = self.errors() == before;
        Segment {
            name: &member.name,
            condition: condition.filter(|_| sound),
        }
    }

    /// Excluded units are out, included ones in, and of the rest those for whom `if` holds.
    fn unit_lists(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<Condition<'n>> {
        let known = ["included", "excluded", "if", "by"];
        let fields = self.fields(node, place, &known, Severity::Error)?;
        let by = self
            .optional(fields, "by", place, Self::attribute)
            .unwrap_or("targetingKey");
        let included = self.optional(fields, "included", place, Self::units);
        let excluded = self.optional(fields, "excluded", place, Self::units);
        let rest = self.optional(fields, "if", place, Self::condition);
        let mut inside: Vec<_> = included
            .map(|units| one_of(by, units, node.start))
            .into_iter()
            .collect();
        inside.extend(rest);
        let mut all: Vec<_> = excluded
            .map(|units| Condition::Not(Box::new(one_of(by, units, node.start))))
            .into_iter()
            .collect();
        all.push(Condition::Any(inside));
        Some(Condition::All(all))
    }

    fn units(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<Vec<&'n str>> {
        let items = self.list(node, place)?;
        Some(
            items
                .iter()
                .enumerate()
                .filter_map(|(i, item)| self.text(item, place.item(i)))
                .collect(),
        )
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
