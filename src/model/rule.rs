//! Rules: for whom, when, and what they serve.

use super::condition::Condition;
use super::faults::{
    BACKWARDS, BROKEN_EXPERIMENT, DECIMALS, EMPTY_SPLIT, EXCLUSIVE, EXPERIMENTS_VARIANT, NEEDS_SPLIT, NO_STEPS,
    OVER_WHOLE, PERCENT, SERVE, STEP_ORDER, TOO_MANY, UNKNOWN_EXPERIMENT,
};
use super::overlap::Taken;
use super::reader::{Fields, Reader, items};
use super::{MAX_UNITS, VariantIndex, WHOLE};
use crate::document::{Node, Severity, Value};
use crate::literal::decimal;
use crate::names::Names;
use alloc::vec::Vec;

/// One step of a flag's decision list.
#[derive(Clone, Debug)]
pub struct Rule<'n> {
    /// What people call it.
    pub name: Option<&'n str>,
    /// For whom; everyone when absent.
    pub condition: Option<Condition<'n>>,
    /// From when on, in ms since 1970, this instant included.
    pub start: Option<i64>,
    /// Until when, this instant excluded.
    pub end: Option<i64>,
    /// What it serves.
    pub serve: Serve,
    /// Whether it was written as a rollout, whose positions are those of the flag.
    pub is_rollout: bool,
    /// By what units are spread over a rollout or a split.
    pub bucketing: Bucketing<'n>,
    /// The experiment that this rule runs.
    pub experiment: Option<Enrolment>,
}

/// A rule's part in an experiment.
#[derive(Clone, Copy, Debug)]
pub struct Enrolment {
    /// The experiment.
    pub experiment: u32,
    /// What those get who may not take part: without consent, or held out.
    pub control: VariantIndex,
    /// What everyone gets when the experiment is concluded.
    pub winner: Option<VariantIndex>,
}

/// What a rule serves to those to whom it applies.
#[derive(Clone, Debug)]
pub enum Serve {
    /// One variant, to all.
    Variant(VariantIndex),
    /// Variants by position; who is in no range goes on to the next rule.
    Split(Vec<Range>),
    /// One variant to a share that grows with time.
    Ramp(Ramp),
}

/// The part of all positions from `from` to `to`, in millionths of a per cent, that a variant has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Where it starts.
    pub from: u64,
    /// Where it ends, itself not included.
    pub to: u64,
    /// Whose it is.
    pub variant: VariantIndex,
}

/// A progressive rollout.
#[derive(Clone, Debug)]
pub struct Ramp {
    /// What is rolled out.
    pub variant: VariantIndex,
    /// Instants (ms since 1970) and the share from then on, in millionths of a per cent; instants ascend.
    pub steps: Vec<(i64, u64)>,
    /// Whether the share moves in a line from step to step, instead of jumping at each.
    pub linear: bool,
}

/// What is hashed to find a unit's position.
#[derive(Clone, Debug, Default)]
pub struct Bucketing<'n> {
    /// The attribute, and those to fall back on when it is missing. `targetingKey` when empty.
    pub by: Vec<&'n str>,
    /// What keeps this rule's positions apart from others'.
    pub salt: Option<&'n str>,
}

const FIELDS: &str = "name if start end serve rollout split experiment by salt";

impl<'n> Reader<'n> {
    pub(super) fn rule(&mut self, node: &'n Node<'n>, variants: &Names<'n>) -> Option<Rule<'n>> {
        let fields = self.fields(node, FIELDS, Severity::Warning)?;
        let name = self.text_at(fields, "name");
        let condition = fields.get("if").and_then(|node| self.condition(node));
        let (start, end) = self.window(fields);
        let bucketing = self.bucketing(fields);
        let serve = self.serve(fields, variants);
        let first = serve.as_ref().and_then(Serve::first);
        let experiment = fields.get("experiment").and_then(|node| self.enrolment(node, variants, first));
        let is_rollout = fields.get("rollout").is_some();
        Some(Rule { name, condition, start, end, serve: serve?, is_rollout, bucketing, experiment })
    }

    pub(super) fn bucketing(&mut self, fields: Fields<'n>) -> Bucketing<'n> {
        let by = fields.get("by").map(items).unwrap_or_default();
        if let Some(node) = fields.get("by").filter(|_| by.len() > MAX_UNITS) {
            self.error(node, &TOO_MANY, &["8 attributes to hash"]);
        }
        let by = by.iter().filter_map(|item| self.attribute(item)).collect();
        Bucketing { by, salt: self.text_at(fields, "salt") }
    }

    fn serve(&mut self, fields: Fields<'n>, variants: &Names<'n>) -> Option<Serve> {
        let [serve, rollout, split] = ["serve", "rollout", "split"].map(|name| fields.get(name));
        if split.is_none()
            && let Some(experiment) = fields.get("experiment")
        {
            self.error(experiment, &NEEDS_SPLIT, &[]);
        }
        match (serve, rollout, split) {
            (Some(node), None, None) => self.variant(node, variants).map(Serve::Variant),
            (None, Some(node), None) => self.rollout(node, variants),
            (None, None, Some(node)) => self.split(node, variants).map(Serve::Split),
            _ => {
                self.error(fields.node, &SERVE, &[]);
                None
            }
        }
    }

    /// A percentage in millionths.
    pub(super) fn percent(&mut self, node: &'n Node<'n>) -> Option<u64> {
        let text = self.number(node)?;
        let share = decimal::scaled(text, 6).filter(|share| *share <= WHOLE);
        if share.is_none() {
            let within = decimal::parse(text).is_some_and(|percent| (0.0..=100.0).contains(&percent));
            self.error(node, if within { &DECIMALS } else { &PERCENT }, &[text]);
        }
        share
    }

    fn rollout(&mut self, node: &'n Node<'n>, variants: &Names<'n>) -> Option<Serve> {
        let fields = self.fields(node, "serve percent steps progress", Severity::Warning)?;
        let variant = self.need(fields, "serve").and_then(|node| self.variant(node, variants));
        let words = ["step", "linear"];
        let progress = fields.get("progress").and_then(|node| self.choice(node, &words, "`step` or `linear`"));
        if let Some(steps) = fields.get("steps") {
            return self.ramp(fields, steps, variant, progress);
        }
        let to = self.need(fields, "percent").and_then(|node| self.percent(node))?;
        Some(Serve::Split(alloc::vec![Range { from: 0, to, variant: variant? }]))
    }

    fn ramp(
        &mut self,
        fields: Fields<'n>,
        steps: &'n Node<'n>,
        variant: Option<VariantIndex>,
        progress: Option<usize>,
    ) -> Option<Serve> {
        if let Some(percent) = fields.get("percent") {
            self.percent(percent);
            self.error(fields.node, &EXCLUSIVE, &["percent", "steps"]);
        }
        let steps = self.steps(steps)?;
        Some(Serve::Ramp(Ramp { variant: variant?, steps, linear: progress == Some(1) }))
    }

    fn steps(&mut self, node: &'n Node<'n>) -> Option<Vec<(i64, u64)>> {
        let items = self.list(node)?;
        if items.is_empty() {
            self.error(node, &NO_STEPS, &[]);
        }
        let mut steps: Vec<(i64, u64)> = Vec::new();
        for item in items {
            let Some(fields) = self.fields(item, "at percent", Severity::Warning) else { continue };
            let at = self.need(fields, "at").and_then(|node| self.instant(node));
            let share = self.need(fields, "percent").and_then(|node| self.percent(node));
            let (Some(at), Some(share)) = (at, share) else { continue };
            if steps.last().is_some_and(|(last, _)| *last >= at) {
                self.error(item, &STEP_ORDER, &[]);
            }
            steps.push((at, share));
        }
        Some(steps)
    }

    fn split(&mut self, node: &'n Node<'n>, variants: &Names<'n>) -> Option<Vec<Range>> {
        let ranges: Vec<Range> = match &node.value {
            Value::Array(items) => self.ranges(items, variants),
            _ => self.weights(node, variants)?,
        };
        if ranges.is_empty() && is_empty(node) {
            self.error(node, &EMPTY_SPLIT, &[]);
        }
        Some(ranges)
    }

    fn ranges(&mut self, items: &'n [Node<'n>], variants: &Names<'n>) -> Vec<Range> {
        let mut ranges = Vec::new();
        let mut taken = Vec::new();
        for item in items {
            if let Some(range) = self.range(item, variants) {
                ranges.push(range);
                let name = item.get("serve").and_then(|node| node.value.as_str()).unwrap_or_default();
                taken.push(Taken { from: range.from, to: range.to, at: item, name });
            }
        }
        self.no_overlap(&taken);
        ranges
    }

    /// Percentages in the author's order, each range beginning where the one before ends.
    fn weights(&mut self, node: &'n Node<'n>, variants: &Names<'n>) -> Option<Vec<Range>> {
        let mut from = 0;
        let mut ranges = Vec::new();
        for member in self.object(node)? {
            let variant = self.variant_named(&member.name, &member.node, variants);
            let share = self.percent(&member.node);
            if let (Some(variant), Some(share)) = (variant, share) {
                ranges.push(Range { from, to: from + share, variant });
                from += share;
            }
        }
        if from > WHOLE {
            self.error(node, &OVER_WHOLE, &[]);
        }
        Some(ranges)
    }

    fn range(&mut self, node: &'n Node<'n>, variants: &Names<'n>) -> Option<Range> {
        let fields = self.fields(node, "serve from to", Severity::Warning)?;
        let variant = self.need(fields, "serve").and_then(|node| self.variant(node, variants));
        let from = self.need(fields, "from").and_then(|node| self.percent(node));
        let to = self.need(fields, "to").and_then(|node| self.percent(node));
        let range = Range { from: from?, to: to?, variant: variant? };
        if range.from > range.to {
            self.error(node, &BACKWARDS, &[]);
        }
        Some(range)
    }

    /// A reference to an experiment, whose winner and control are looked up among the flag's variants.
    fn enrolment(
        &mut self,
        node: &'n Node<'n>,
        variants: &Names<'n>,
        first: Option<VariantIndex>,
    ) -> Option<Enrolment> {
        let id = self.text(node)?;
        let Some(experiment) = self.experiments.index(id) else {
            self.error(node, &UNKNOWN_EXPERIMENT, &[id]);
            return None;
        };
        let Some(Some(found)) = self.known_experiments.get(experiment as usize) else {
            self.error(node, &BROKEN_EXPERIMENT, &[id]);
            return None;
        };
        let (control, winner) = (found.control, found.winner);
        let winner = winner.and_then(|name| self.experiments_variant("winner", name, node, variants));
        let control = control.and_then(|name| self.experiments_variant("control", name, node, variants));
        Some(Enrolment { experiment, control: control.or(first)?, winner })
    }

    fn experiments_variant(
        &mut self,
        role: &str,
        name: &str,
        at: &Node<'_>,
        variants: &Names<'n>,
    ) -> Option<VariantIndex> {
        let index = variants.index(name);
        if index.is_none() {
            self.error(at, &EXPERIMENTS_VARIANT, &[role, name]);
        }
        index.and_then(|index| VariantIndex::try_from(index).ok())
    }
}

fn is_empty(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

impl Serve {
    /// The variant that stands first: a split's control unless its experiment names another.
    fn first(&self) -> Option<VariantIndex> {
        match self {
            Serve::Variant(variant) => Some(*variant),
            Serve::Split(ranges) => ranges.first().map(|range| range.variant),
            Serve::Ramp(ramp) => Some(ramp.variant),
        }
    }
}
