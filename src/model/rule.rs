//! Rules: for whom, when, and what they serve.

use super::condition::Condition;
use super::reader::{Fields, Reader};
use super::{VariantIndex, WHOLE};
use crate::document::{Node, Place, Severity, Value};
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

const FIELDS: [&str; 10] = [
    "name",
    "if",
    "start",
    "end",
    "serve",
    "rollout",
    "split",
    "experiment",
    "by",
    "salt",
];

impl<'n> Reader<'n> {
    pub(crate) fn rule(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        variants: &Names<'n>,
    ) -> Option<Rule<'n>> {
        let fields = self.fields(node, place, &FIELDS, Severity::Warning)?;
        let name = self.optional(fields, "name", place, Self::text);
        let condition = self.optional(fields, "if", place, Self::condition);
        let (start, end) = self.window(fields, place);
        let bucketing = self.bucketing(fields, place);
        let serve = self.serve(fields, node, place, variants);
        let first = serve.as_ref().and_then(Serve::first);
        let experiment = self.optional(fields, "experiment", place, |r, n, p| {
            r.enrolment(n, p, variants, first)
        });
        let is_rollout = fields.get("rollout").is_some();
        Some(Rule {
            name,
            condition,
            start,
            end,
            serve: serve?,
            is_rollout,
            bucketing,
            experiment,
        })
    }

    /// `start` and `end`, the first before the second.
    pub(crate) fn window(
        &mut self,
        fields: Fields<'n>,
        place: Place<'_>,
    ) -> (Option<i64>, Option<i64>) {
        let start = self.optional(fields, "start", place, Self::instant);
        let end = self.optional(fields, "end", place, Self::instant);
        if let (Some(from), Some(to), Some(node)) = (start, end, fields.get("end"))
            && from >= to
        {
            self.error(
                "window",
                place.key("end"),
                node,
                &["`end` is not after `start`"],
            );
        }
        (start, end)
    }

    pub(crate) fn bucketing(&mut self, fields: Fields<'n>, place: Place<'_>) -> Bucketing<'n> {
        let by = self.optional(fields, "by", place, |r, n, p| {
            Some(r.one_or_many(n, p, Self::attribute))
        });
        let salt = self.optional(fields, "salt", place, Self::text);
        Bucketing {
            by: by.unwrap_or_default(),
            salt,
        }
    }

    fn serve(
        &mut self,
        fields: Fields<'n>,
        node: &Node<'_>,
        place: Place<'_>,
        variants: &Names<'n>,
    ) -> Option<Serve> {
        let mut given = ["serve", "rollout", "split"]
            .into_iter()
            .filter(|name| fields.get(name).is_some());
        let (Some(name), None) = (given.next(), given.next()) else {
            let message = "expected exactly one of `serve`, `rollout` or `split`";
            self.error("serve", place, node, &[message]);
            return None;
        };
        let (node, place) = (fields.get(name)?, place.key(name));
        if let ("serve" | "rollout", Some(experiment)) = (name, fields.get("experiment")) {
            let message = "an experiment needs a `split`";
            self.error("serve", place, experiment, &[message]);
        }
        match name {
            "serve" => self.variant(node, place, variants).map(Serve::Variant),
            "rollout" => self.rollout(node, place, variants),
            _ => self.split(node, place, variants).map(Serve::Split),
        }
    }

    /// A percentage in millionths.
    pub(crate) fn percent(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<u64> {
        let text = self.number(node, place)?;
        let share = decimal::scaled(text, 6).filter(|share| *share <= WHOLE);
        if share.is_none() {
            let message = "` is no percentage from 0 to 100 with at most six decimals";
            self.error("percent", place, node, &["`", text, message]);
        }
        share
    }

    fn rollout(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        variants: &Names<'n>,
    ) -> Option<Serve> {
        let known = ["serve", "percent", "steps", "progress"];
        let fields = self.fields(node, place, &known, Severity::Warning)?;
        let variant = self.required((fields, node), "serve", place, |r, n, p| {
            r.variant(n, p, variants)
        });
        if fields.get("steps").is_some() {
            return self.ramp(fields, place, variant);
        }
        let to = self.required((fields, node), "percent", place, Self::percent)?;
        Some(Serve::Split(alloc::vec![Range {
            from: 0,
            to,
            variant: variant?
        }]))
    }

    fn ramp(
        &mut self,
        fields: Fields<'n>,
        place: Place<'_>,
        variant: Option<VariantIndex>,
    ) -> Option<Serve> {
        if let Some(percent) = fields.get("percent") {
            self.error(
                "serve",
                place.key("percent"),
                percent,
                &["`percent` and `steps` exclude each other"],
            );
        }
        let linear = self
            .optional(fields, "progress", place, Self::progress)
            .unwrap_or(false);
        let steps = self.optional(fields, "steps", place, Self::steps)?;
        Some(Serve::Ramp(Ramp {
            variant: variant?,
            steps,
            linear,
        }))
    }

    fn progress(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<bool> {
        match self.text(node, place)? {
            "step" => Some(false),
            "linear" => Some(true),
            other => {
                self.error(
                    "value",
                    place,
                    node,
                    &["expected `step` or `linear`, found `", other, "`"],
                );
                None
            }
        }
    }

    fn steps(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<Vec<(i64, u64)>> {
        let items = self.list(node, place)?;
        if items.is_empty() {
            self.error("steps", place, node, &["expected at least one step"]);
        }
        let mut steps: Vec<(i64, u64)> = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let place = place.item(index);
            let Some(fields) = self.fields(item, place, &["at", "percent"], Severity::Warning)
            else {
                continue;
            };
            let at = self.required((fields, item), "at", place, Self::instant);
            let share = self.required((fields, item), "percent", place, Self::percent);
            let (Some(at), Some(share)) = (at, share) else {
                continue;
            };
            if steps.last().is_some_and(|(last, _)| *last >= at) {
                self.error(
                    "steps",
                    place.key("at"),
                    item,
                    &["steps must come in the order of time"],
                );
            }
            steps.push((at, share));
        }
        Some(steps)
    }

    fn split(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        variants: &Names<'n>,
    ) -> Option<Vec<Range>> {
        let ranges = match &node.value {
            Value::Array(items) => items
                .iter()
                .enumerate()
                .filter_map(|(i, item)| self.range(item, place.item(i), variants))
                .collect(),
            _ => self.weights(node, place, variants)?,
        };
        if ranges.is_empty() {
            self.error("split", place, node, &["expected at least one variant"]);
        }
        Some(ranges)
    }

    /// Percentages in the author's order, each range beginning where the one before ends.
    fn weights(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        variants: &Names<'n>,
    ) -> Option<Vec<Range>> {
        let mut from = 0;
        let mut ranges = Vec::new();
        for member in self.object(node, place)? {
            let place = place.key(&member.name);
            let variant = self.variant_named(&member.name, &member.node, place, variants);
            let share = self.percent(&member.node, place);
            if let (Some(variant), Some(share)) = (variant, share) {
                ranges.push(Range {
                    from,
                    to: from + share,
                    variant,
                });
                from += share;
            }
        }
        if from > WHOLE {
            self.error(
                "split",
                place,
                node,
                &["the percentages add up to more than 100"],
            );
        }
        Some(ranges)
    }

    fn range(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        variants: &Names<'n>,
    ) -> Option<Range> {
        let fields = self.fields(node, place, &["serve", "from", "to"], Severity::Warning)?;
        let variant = self.required((fields, node), "serve", place, |r, n, p| {
            r.variant(n, p, variants)
        });
        let from = self.required((fields, node), "from", place, Self::percent);
        let to = self.required((fields, node), "to", place, Self::percent);
        let range = Range {
            from: from?,
            to: to?,
            variant: variant?,
        };
        if range.from > range.to {
            self.error("split", place, node, &["`to` is less than `from`"]);
        }
        Some(range)
    }

    /// A reference to an experiment, whose winner and control are looked up among the flag's variants.
    fn enrolment(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        variants: &Names<'n>,
        first: Option<VariantIndex>,
    ) -> Option<Enrolment> {
        let id = self.text(node, place)?;
        let Some(experiment) = self.experiments.index(id) else {
            self.error(
                "unknown-experiment",
                place,
                node,
                &["there is no experiment `", id, "`"],
            );
            return None;
        };
        let Some(found) = self.experiment_at(experiment) else {
            self.error(
                "broken-reference",
                place,
                node,
                &["the experiment `", id, "` is broken"],
            );
            return None;
        };
        let (control, winner) = (found.control, found.winner);
        let mut named = |name: &str| self.variant_named(name, node, place, variants);
        let winner = winner.and_then(&mut named);
        let control = control.and_then(&mut named).or(first)?;
        Some(Enrolment {
            experiment,
            control,
            winner,
        })
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
