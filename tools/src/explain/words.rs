//! What the parts of a snapshot are called when they are explained.

use super::Case;
use crate::json::Tree;
use crate::requests::parts::{list, members, text_of};
use crate::requests::ranges::{Range, ranges, share};
use burgee::context::text_at;
use burgee::document::{Kind, Node};
use burgee::evaluate::decision::Decision;
use burgee::literal::{date, decimal};
use burgee::model::POSITIONS;
use burgee::model::{Bucket, CALLERS_DEFAULT, Experiment, Rule, Serve, VariantIndex};
use burgee::program::Outcome;

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
fn per_cent(position: u64, of: u64) -> String {
    let share = u128::from(position) * 1_000_000 / u128::from(of.max(1));
    decimal::print(share as u64, 4)
}

/// A number of millionths of a per cent.
fn millionths(millionths: u64) -> String {
    decimal::print(millionths, 6)
}

impl<'c> Case<'c> {
    pub(super) fn variant(&self, index: VariantIndex) -> &'c str {
        if index == CALLERS_DEFAULT {
            return "the caller's default";
        }
        self.flag.variant(self.document, index).map_or("", Node::name)
    }

    /// The name of a part of one of the envelope's lists.
    fn name(&self, list: &str, index: u32) -> &'c str {
        members(self.document.root().get(list)).get(index as usize).map_or("", |member| member.name)
    }

    pub(super) fn segment(&self, index: u32) -> &'c str {
        self.name("segments", index)
    }

    fn rule_at(&self, index: usize) -> Option<&'c Rule> {
        self.model.rules_of(self.flag).get(index)
    }

    pub(super) fn rule(&self, index: usize) -> String {
        match self.rule_at(index).and_then(|rule| self.document.node(rule.name).text()) {
            Some(name) => format!("rule {}: {name}", index + 1),
            None => format!("rule {}", index + 1),
        }
    }

    fn experiment(&self, rule: usize) -> Option<&'c Experiment> {
        let experiment = self.rule_at(rule)?.experiment?.experiment;
        self.model.experiments.get(experiment as usize)?.as_ref()
    }

    fn bucket(&self, rule: usize) -> Option<Bucket> {
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

    /// A test as it was written, what it came to, and the attribute's value.
    pub(super) fn test(&self, at: u32, found: Outcome) -> String {
        let Some(start) = self.places.written_at(at) else { return outcome(found).into() };
        let (test, node) = test_at(self.document.root(), start);
        let attribute = test.and_then(|test| text_of(test, "attribute")).unwrap_or("targetingKey");
        let value = text_at(self.attributes, attribute).unwrap_or_else(|| "missing".into());
        format!("{attribute}{} {}: it is {value}", asked(node), outcome(found))
    }

    /// The condition whose address in the program a step names.
    fn node_at(&self, address: u32) -> Option<Node<'c>> {
        node_at(self.document.root(), self.places.written_at(address)?)
    }

    /// A condition on the unit's position.
    pub(super) fn bucket_condition(&self, at: u32, position: Option<u32>, inside: bool) -> String {
        let found = position.map(|position| format!("the unit is at position {position}"));
        self.placed("bucket", at, inside, &found.unwrap_or_else(|| "no unit to hash".into()))
    }

    /// A condition on the instant.
    pub(super) fn now_condition(&self, at: u32, holds: bool) -> String {
        self.placed("now", at, holds, &format!("it is {}", date::format(self.now)))
    }

    /// A condition that is known by its name, as it is written, and what was found.
    fn placed(&self, name: &str, at: u32, holds: bool, found: &str) -> String {
        let node = self.node_at(at);
        let asked = node.map_or_else(String::new, |node| Tree::of(node).print_on_one_line());
        format!("{name} {asked} {}: {found}", outcome(holds.into()))
    }

    pub(super) fn flag_result(&self, index: u32, decision: &Decision, holds: bool) -> String {
        let flag = self.model.flag(index);
        let served = flag.and_then(|flag| flag.variant(self.document, decision.variant()?));
        let served = served.map_or("the caller's default", Node::name);
        let said = if holds { "as asked" } else { "not what was asked" };
        format!("flag {} serves {served}: {said}", self.name("flags", index))
    }

    pub(super) fn holdout(&self, rule: usize, index: usize, position: u32, held: bool) -> String {
        let holdouts = self.experiment(rule).map(|experiment| self.model.numbers_of(experiment.holdouts));
        let holdout = holdouts.and_then(|holdouts| self.model.holdouts.get(*holdouts.get(index)? as usize));
        let node = holdout.map(|share| self.document.node(share.node));
        let to = share(node.and_then(|node| node.get("percent")));
        let said = if held { "held out, the control is served" } else { "not held out" };
        let of = holdout.map_or(POSITIONS, |share| share.bucket.positions);
        format!("{}: {said}", placed("holdout", node, per_cent(position.into(), of), [0, to]))
    }

    pub(super) fn layer(&self, rule: usize, position: u32, inside: bool) -> String {
        let experiment = self.experiment(rule);
        let layer = experiment.and_then(|found| found.layer.as_ref());
        let node = layer.map(|layer| self.document.node(layer.node));
        let id = experiment.map_or("", |found| self.document.node(found.node).name());
        let interval = list(node.and_then(|node| node.get("experiments")?.get(id)));
        let [from, to] = [0, 1].map(|nth| share(interval.get::<usize>(nth).copied()));
        let said = if inside { "in this experiment's share" } else { "in another share" };
        let of = layer.map_or(POSITIONS, |share| share.bucket.positions);
        format!("{}: {said}", placed("layer", node, per_cent(position.into(), of), [from, to]))
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
        let unit = text_at(self.attributes, by).unwrap_or_default();
        let ranges = self.ranges(rule, in_now);
        let served = variant.map_or("no range has it", |variant| self.variant(variant));
        let of = self.bucket(rule).map_or(POSITIONS, |bucket| bucket.positions);
        format!("{by} {unit} is at {} %; {ranges}: {served}", per_cent(position.into(), of))
    }

    fn ranges(&self, rule: usize, in_now: Option<u64>) -> String {
        let Some(rule) = self.rule_at(rule) else { return String::new() };
        if let Serve::Ramp(bucket, ramp) = rule.serve {
            let served = self.variant(ramp.variant);
            let share = per_cent(in_now.unwrap_or_default(), bucket.positions);
            return format!("{served} has 0–{share} % at this instant");
        }
        let one = |r: &Range<'_>| format!("{} has {}–{} %", r.variant, millionths(r.from), millionths(r.to));
        ranges(self.document.node(rule.node)).iter().map(one).collect::<Vec<_>>().join(", ")
    }
}

/// The operators of a test. An operand of `containsAll` is a test of its own; a list of units has no operator.
fn asked(node: Node<'_>) -> String {
    match node.kind() {
        Kind::Object => {}
        Kind::Array => return " in the list".into(),
        _ => return format!(" contains {}", node.source()),
    }
    let mut text = String::new();
    for member in node.members().filter(|member| member.name != "attribute") {
        text.push_str(&format!(" {} {}", member.name, Tree::of(member.node).print_on_one_line()));
    }
    text
}

/// A position against the share of a layer or a holdout.
fn placed(kind: &str, node: Option<Node<'_>>, position: String, [from, to]: [u64; 2]) -> String {
    let name = node.map_or("", Node::name);
    format!("{kind} {name}, position {position} % of {}–{} %", millionths(from), millionths(to))
}

/// The node at an offset, and the test of an attribute that it is or belongs to.
fn test_at(root: Node<'_>, at: u32) -> (Option<Node<'_>>, Node<'_>) {
    let (mut node, mut test) = (root, None);
    loop {
        if node.get("attribute").is_some() {
            test = Some(node);
        }
        let mut parts = node.items().chain(node.members().map(|member| member.node));
        match parts.find(|part| part.start() <= at && at < part.end()) {
            Some(part) if node.start() != at => node = part,
            _ => return (test, node),
        }
    }
}

/// The node that starts at an offset.
fn node_at(mut node: Node<'_>, at: u32) -> Option<Node<'_>> {
    while node.start() != at {
        let mut parts = node.items().chain(node.members().map(|member| member.node));
        node = parts.find(|part| part.start() <= at && at < part.end())?;
    }
    Some(node)
}
