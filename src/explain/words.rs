//! What the parts of a snapshot are called when they are explained.

use super::Case;
use crate::document::{Node, Value};
use crate::evaluate::Decision;
use crate::literal::{date, decimal};
use crate::model::{self, Outcome, Range, Serve, Share, VariantIndex};
use crate::pack::shown;
use crate::program::units;
use alloc::{format, string::String, vec::Vec};

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::True => "holds",
        Outcome::False => "does not hold",
        Outcome::Unknown => "is unknown",
    }
}

/// `now` against a window that it lies outside of.
pub(super) fn window(now: i64, start: i64, end: i64) -> String {
    if now < start {
        format!("starts at {}, later than {}", date::format(start), date::format(now))
    } else {
        format!("ended at {}, before {}", date::format(end), date::format(now))
    }
}

/// A position as a share of all positions, to four decimals.
fn per_cent(position: u64) -> String {
    let share = (u128::from(position) * 1_000_000) >> 32;
    decimal::print(share as u64, 4)
}

/// A number of millionths of a per cent.
fn share(millionths: u64) -> String {
    decimal::print(millionths, 6)
}

impl Case<'_> {
    pub(super) fn variant(&self, index: VariantIndex) -> &str {
        self.body.variants.get(usize::from(index)).map_or("", |variant| variant.name)
    }

    pub(super) fn segment(&self, index: u32) -> &str {
        self.snapshot.segments.get(index as usize).map_or("", |segment| segment.name)
    }

    fn rule_at(&self, index: usize) -> Option<&model::Rule<'_>> {
        self.body.rules.get(index)
    }

    pub(super) fn rule(&self, index: usize) -> String {
        match self.rule_at(index).and_then(|rule| rule.name) {
            Some(name) => format!("rule {}: {name}", index + 1),
            None => format!("rule {}", index + 1),
        }
    }

    fn experiment(&self, rule: usize) -> Option<&model::Experiment<'_>> {
        let experiment = self.rule_at(rule)?.experiment?.experiment;
        self.snapshot.experiments.get(experiment as usize)?.as_ref()
    }

    pub(super) fn units(&self, rule: usize) -> Vec<&str> {
        self.rule_at(rule).map(|rule| units(&rule.bucketing).collect()).unwrap_or_default()
    }

    /// A test as it was written, what it came to, and the attribute's value.
    pub(super) fn test(&self, at: u32, found: Outcome) -> String {
        let Some(node) = node_at(self.root, at) else { return outcome(found).into() };
        let attribute = node.get("attribute").and_then(|n| n.value.as_str()).unwrap_or("targetingKey");
        let asked = self.asked(node);
        let value = shown(self.attributes, self.attributes_text, attribute).unwrap_or_else(|| "missing".into());
        format!("{attribute}{asked} {}: it is {value}", outcome(found))
    }

    /// The operators of a test.
    fn asked(&self, node: &Node<'_>) -> String {
        let Value::Object(members) = &node.value else { return " in the list".into() };
        let mut text = String::new();
        for member in members.iter().filter(|m| m.name != "attribute") {
            text.push_str(&format!(" {} {}", member.name, member.node.print_on_one_line()));
        }
        text
    }

    pub(super) fn flag_result(&self, flag: u32, decision: &Decision, holds: bool) -> String {
        let other = self.snapshot.flags.get(flag as usize);
        let variants = other.and_then(|flag| flag.body.as_ref()).map(|body| body.variants.as_slice());
        let served = decision.variant.and_then(|index| variants?.get(usize::from(index)));
        let served = served.map_or("the caller's default", |variant| variant.name);
        let said = if holds { "as asked" } else { "not what was asked" };
        format!("flag {} serves {served}: {said}", other.map_or("", |flag| flag.key))
    }

    pub(super) fn holdout(&self, rule: usize, index: usize, position: u32, held: bool) -> String {
        let holdout = self.experiment(rule).and_then(|e| e.holdouts.get(index));
        let said = if held { "held out, the control is served" } else { "not held out" };
        format!("{}: {said}", self.placed("holdout", holdout, position))
    }

    pub(super) fn layer(&self, rule: usize, position: u32, inside: bool) -> String {
        let layer = self.experiment(rule).and_then(|e| e.layer.as_ref());
        let said = if inside { "in this experiment's share" } else { "in another share" };
        format!("{}: {said}", self.placed("layer", layer, position))
    }

    fn placed(&self, kind: &str, at: Option<&Share<'_>>, position: u32) -> String {
        let (name, from, to) = at.map_or(("", 0, 0), |share| (share.name, share.from, share.to));
        let position = per_cent(position.into());
        format!("{kind} {name}, position {position} % of {}–{} %", share(from), share(to))
    }

    /// Where the unit stands against the ranges of a rollout or a split.
    pub(super) fn position(
        &self,
        rule: usize,
        position: u32,
        nth: usize,
        variant: Option<VariantIndex>,
        in_now: Option<u64>,
    ) -> String {
        let by = self.units(rule).get(nth).copied().unwrap_or("");
        let unit = shown(self.attributes, self.attributes_text, by).unwrap_or_default();
        let ranges = self.ranges(rule, in_now);
        let served = variant.map_or("no range has it", |variant| self.variant(variant));
        format!("{by} {unit} is at {} %; {ranges}: {served}", per_cent(position.into()))
    }

    fn ranges(&self, rule: usize, in_now: Option<u64>) -> String {
        match self.rule_at(rule).map(|rule| &rule.serve) {
            Some(Serve::Split(ranges)) => {
                let one = |r: &Range| format!("{} has {}–{} %", self.variant(r.variant), share(r.from), share(r.to));
                ranges.iter().map(one).collect::<Vec<_>>().join(", ")
            }
            Some(Serve::Ramp(ramp)) => {
                format!(
                    "{} has 0–{} % at this instant",
                    self.variant(ramp.variant),
                    per_cent(in_now.unwrap_or_default())
                )
            }
            _ => String::new(),
        }
    }
}

/// The innermost node that starts at an offset.
fn node_at<'d, 'n>(node: &'d Node<'n>, at: u32) -> Option<&'d Node<'n>> {
    if node.start == at {
        return Some(node);
    }
    let has = |child: &&Node<'_>| child.start <= at && at < child.end;
    let child = match &node.value {
        Value::Array(items) => items.iter().find(has),
        Value::Object(members) => members.iter().map(|m| &m.node).find(has),
        _ => None,
    };
    node_at(child?, at)
}
