//! Segments: named conditions, or lists of units.

use super::Compiler;
use super::grammar::{UNITS, units};
use crate::document::At;
use crate::model::TARGETING_KEY;
use crate::model::{ConditionKind, Operator, Test};

impl Compiler<'_> {
    /// Compiles a segment to a condition; `None` if it has an error.
    pub(super) fn segment(&mut self, at: At) -> Option<u32> {
        let before = self.errors;
        self.name(at);
        let lists = ["included", "excluded", "if"];
        let lists = lists.into_iter().any(|name| self.document.member(at, name).is_some());
        let condition = if lists { self.unit_lists(at) } else { self.condition(at) };
        (self.errors == before).then_some(condition)
    }

    /// Excluded units are not members, included ones are, and others are if `if` holds.
    fn unit_lists(&mut self, at: At) -> u32 {
        let record = self.read(at, &UNITS);
        let by = record.node(units::BY).map_or(TARGETING_KEY, |by| self.document.text_at(by));
        let all = self.open(ConditionKind::All, at);
        if let Some(excluded) = record.node(units::EXCLUDED) {
            let not = self.open(ConditionKind::Not, excluded);
            self.listed(by, excluded);
            self.close(not);
        }
        let any = self.open(ConditionKind::Any, at);
        if let Some(included) = record.node(units::INCLUDED) {
            self.listed(by, included);
        }
        if let Some(condition) = record.node(units::IF) {
            self.condition(condition);
        }
        self.close(any);
        self.close(all);
        all
    }

    fn listed(&mut self, by: &str, list: At) {
        let (slot, units) = self.units(by, list);
        self.open(ConditionKind::Test(Test { operator: Operator::OneOf(units), ..Test::exists(slot) }), list);
    }
}
