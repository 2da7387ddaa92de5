//! Splits with less than 100 %, and rollouts that are finished or have no effect.

use super::Check;
use super::lints::{NO_EFFECT, ROLLOUT_DONE, ROLLOUT_FALLS, ROLLOUT_TO_ALL, ROLLOUT_TO_NONE, SHORT_SPLIT};
use super::parts::RulePart;
use crate::nodes::list;
use crate::snapshot::ranges::{ranges, share};
use burgee::document::Node;
use burgee::literal::decimal;
use burgee::model::{HUNDRED_PERCENT, Ramp, Serve};

impl Check<'_> {
    pub(super) fn shares(&mut self) {
        for flag in self.flags() {
            for rule in flag.rules() {
                self.rule_shares(rule);
                self.useless_fields(rule);
            }
        }
    }

    fn rule_shares(&mut self, RulePart { rule, node, .. }: RulePart<'_>) {
        if let Some(percent) = node.get("rollout").and_then(|rollout| rollout.get("percent")) {
            self.rollout(percent);
        }
        if let Some(split) = node.get("split") {
            self.split(ranges(node).iter().map(|range| range.to - range.from).sum(), split);
        }
        let steps = node.get("rollout").and_then(|rollout| rollout.get("steps"));
        if let (Serve::Ramp(bucket, ramp), Some(steps)) = (rule.serve, steps) {
            self.ramp(&ramp, bucket.positions, steps);
        }
    }

    fn rollout(&mut self, percent: Node<'_>) {
        match share(Some(percent)) {
            0 => self.warn(percent, &ROLLOUT_TO_NONE, &[]),
            HUNDRED_PERCENT => self.warn(percent, &ROLLOUT_TO_ALL, &[]),
            _ => {}
        }
    }

    fn split(&mut self, sum: u64, node: Node<'_>) {
        if sum < HUNDRED_PERCENT {
            self.warn(node, &SHORT_SPLIT, &[&decimal::print(sum, 6)]);
        }
    }

    fn ramp(&mut self, ramp: &Ramp, positions: u64, node: Node<'_>) {
        let steps = ramp.steps.of(&self.model.steps);
        let pairs = steps.iter().zip(steps.iter().skip(1)).zip(list(Some(node)).into_iter().skip(1));
        for (_, step) in pairs.filter(|(((_, before), (_, after)), _)| after < before) {
            self.warn(step, &ROLLOUT_FALLS, &[]);
        }
        if steps.last().is_some_and(|(at, share)| *at <= self.now && *share == positions) {
            self.warn(node, &ROLLOUT_DONE, &[]);
        }
    }

    /// Hashing fields in a rule that hashes nothing, and `progress` in a rollout without steps.
    fn useless_fields(&mut self, RulePart { rule, node, .. }: RulePart<'_>) {
        if matches!(rule.serve, Serve::Variant(_)) {
            for name in ["by", "salt", "hash"] {
                node.get(name).into_iter().for_each(|field| self.warn(field, &NO_EFFECT, &[name]));
            }
        }
        let rollout = node.get("rollout").filter(|rollout| rollout.get("steps").is_none());
        if let Some(progress) = rollout.and_then(|rollout| rollout.get("progress")) {
            self.warn(progress, &NO_EFFECT, &["progress"]);
        }
    }
}
