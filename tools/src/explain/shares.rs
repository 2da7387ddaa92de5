//! Lines for positions: where a unit is among the ranges of a split, a rollout, a layer or a holdout.

use super::Case;
use crate::nodes::list;
use crate::snapshot::ranges::{Range, ranges, share};
use crate::snapshot::wording::percent;
use burgee::context::text_at;
use burgee::document::Node;
use burgee::literal::decimal;
use burgee::model::{POSITIONS, Serve, VariantIndex};

/// A position as a percentage of all positions, with up to four decimals.
fn position_percent(position: u64, positions: u64) -> String {
    let share = u128::from(position) * 1_000_000 / u128::from(positions.max(1));
    decimal::print(share as u64, 4)
}

impl Case<'_> {
    pub(super) fn holdout(&self, rule: usize, index: usize, position: u32, held: bool) -> String {
        let holdouts = self.experiment(rule).map(|experiment| self.model.numbers_of(experiment.holdouts));
        let holdout = holdouts.and_then(|holdouts| self.model.holdouts.get(*holdouts.get(index)? as usize));
        let node = holdout.map(|share| self.document.node(share.node));
        let to = share(node.and_then(|node| node.get("percent")));
        let result = if held { "held out, the control is served" } else { "not held out" };
        let positions = holdout.map_or(POSITIONS, |share| share.bucket.positions);
        let position = position_percent(position.into(), positions);
        format!("{}: {result}", range_of("holdout", node, &position, [0, to]))
    }

    pub(super) fn layer(&self, rule: usize, position: u32, inside: bool) -> String {
        let experiment = self.experiment(rule);
        let layer = experiment.and_then(|found| found.layer.as_ref());
        let node = layer.map(|layer| self.document.node(layer.node));
        let id = experiment.map_or("", |found| self.document.node(found.node).name());
        let interval = list(node.and_then(|node| node.get("experiments")?.get(id)));
        let [from, to] = [0, 1].map(|nth| share(interval.get::<usize>(nth).copied()));
        let result = if inside { "in this experiment's share" } else { "in another share" };
        let positions = layer.map_or(POSITIONS, |share| share.bucket.positions);
        let position = position_percent(position.into(), positions);
        format!("{}: {result}", range_of("layer", node, &position, [from, to]))
    }

    /// A unit's position, and the ranges of a rollout or a split.
    pub(super) fn position(
        &self,
        rule: usize,
        position: u32,
        nth: usize,
        variant: Option<VariantIndex>,
        in_now: Option<u64>,
    ) -> String {
        let attribute = self.units(rule).get(nth).copied().unwrap_or("");
        let unit = text_at(self.attributes, attribute).unwrap_or_default();
        let ranges = self.ranges(rule, in_now);
        let served = variant.map_or("in no range", |variant| self.variant(variant));
        let positions = self.bucket(rule).map_or(POSITIONS, |bucket| bucket.positions);
        let position = position_percent(position.into(), positions);
        format!("{attribute} {unit} is at {position} %; {ranges}: {served}")
    }

    fn ranges(&self, rule: usize, in_now: Option<u64>) -> String {
        let Some(rule) = self.rule_at(rule) else { return String::new() };
        if let Serve::Ramp(bucket, ramp) = rule.serve {
            let served = self.variant(ramp.variant);
            let share = position_percent(in_now.unwrap_or_default(), bucket.positions);
            return format!("{served} has 0–{share} % at this time");
        }
        let range =
            |range: &Range<'_>| format!("{} has {}–{} %", range.variant, percent(range.from), percent(range.to));
        ranges(self.document.node(rule.node)).iter().map(range).collect::<Vec<_>>().join(", ")
    }
}

/// A position, and the range of a layer or a holdout.
fn range_of(kind: &str, node: Option<Node<'_>>, position: &str, [from, to]: [u64; 2]) -> String {
    let name = node.map_or("", Node::name);
    format!("{kind} {name}, position {position} % of {}–{} %", percent(from), percent(to))
}
