//! Names of a snapshot's parts in an explanation.

use super::Case;
use crate::nodes::members;
use burgee::document::Node;
use burgee::literal::date;
use burgee::model::{Bucket, CALLERS_DEFAULT, Experiment, Rule, Serve, VariantIndex};
use burgee::program::Outcome;

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::True => "holds",
        Outcome::False => "does not hold",
        Outcome::Unknown => "is unknown",
    }
}

/// A window that does not contain `now`.
pub(super) fn window(now: i64, start: i64, end: i64) -> String {
    if now < start {
        format!("starts at {}, later than {}", date::format(start), date::format(now))
    } else {
        format!("ended at {}, before {}", date::format(end), date::format(now))
    }
}

impl<'c> Case<'c> {
    pub(super) fn variant(&self, index: VariantIndex) -> &'c str {
        if index == CALLERS_DEFAULT {
            return "the caller's default";
        }
        self.flag.variant(self.document, index).map_or("", Node::name)
    }

    /// The name of a member of `segments`, `flags`, ….
    pub(super) fn name(&self, list: &str, index: u32) -> &'c str {
        members(self.document.root().get(list)).get(index as usize).map_or("", |member| member.name)
    }

    pub(super) fn segment(&self, index: u32) -> &'c str {
        self.name("segments", index)
    }

    pub(super) fn rule_at(&self, index: usize) -> Option<&'c Rule> {
        self.model.rules_of(self.flag).get(index)
    }

    pub(super) fn rule(&self, index: usize) -> String {
        match self.rule_at(index).and_then(|rule| self.document.node(rule.name).text()) {
            Some(name) => format!("rule {}: {name}", index + 1),
            None => format!("rule {}", index + 1),
        }
    }

    pub(super) fn experiment(&self, rule: usize) -> Option<&'c Experiment> {
        let experiment = self.rule_at(rule)?.experiment?.experiment;
        self.model.experiments.get(experiment as usize)?.as_ref()
    }

    pub(super) fn bucket(&self, rule: usize) -> Option<Bucket> {
        match self.rule_at(rule)?.serve {
            Serve::Split(bucket, _) | Serve::Ramp(bucket, _) => Some(bucket),
            Serve::Variant(_) => None,
        }
    }

    /// The attributes that a rule hashes.
    pub(super) fn units(&self, rule: usize) -> Vec<&'c str> {
        let slots = self.bucket(rule).map(|bucket| self.model.numbers_of(bucket.slots)).unwrap_or_default();
        slots.iter().map(|slot| self.model.vocabulary().path(*slot)).collect()
    }
}
