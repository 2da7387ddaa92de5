//! Percentages: splits that leave someone out, and rollouts that are no longer any.

use super::Check;
use super::lints::{NO_EFFECT, ROLLOUT_DONE, ROLLOUT_FALLS, ROLLOUT_TO_ALL, ROLLOUT_TO_NONE, SHORT_SPLIT};
use super::view::{RuleView, list};
use crate::document::Node;
use crate::model::{Ramp, Range, Serve, WHOLE};
use alloc::{format, string::String};

impl Check<'_> {
    pub(super) fn shares(&mut self) {
        for flag in self.flags() {
            for rule in flag.rules() {
                self.rule_shares(rule);
                self.useless_fields(rule);
            }
        }
    }

    fn rule_shares(&mut self, RuleView { rule, node, .. }: RuleView<'_>) {
        let rollout = node.get("rollout");
        match (&rule.serve, rollout, node.get("split")) {
            (Serve::Split(ranges), Some(rollout), _) => self.rollout(ranges, rollout.get("percent").unwrap_or(rollout)),
            (Serve::Split(ranges), _, Some(split)) => self.split(ranges, split),
            (Serve::Ramp(ramp), Some(rollout), _) => self.ramp(ramp, rollout.get("steps").unwrap_or(rollout)),
            _ => {}
        }
    }

    fn rollout(&mut self, ranges: &[Range], node: &Node<'_>) {
        match sum(ranges) {
            0 => self.warn(node, &ROLLOUT_TO_NONE, &[]),
            WHOLE => self.warn(node, &ROLLOUT_TO_ALL, &[]),
            _ => {}
        }
    }

    fn split(&mut self, ranges: &[Range], node: &Node<'_>) {
        let sum = sum(ranges);
        if sum < WHOLE {
            self.warn(node, &SHORT_SPLIT, &[&percent(sum)]);
        }
    }

    fn ramp(&mut self, ramp: &Ramp, node: &Node<'_>) {
        let pairs = ramp.steps.iter().zip(ramp.steps.iter().skip(1)).zip(list(Some(node)).iter().skip(1));
        for (_, step) in pairs.filter(|(((_, before), (_, after)), _)| after < before) {
            self.warn(step, &ROLLOUT_FALLS, &[]);
        }
        if ramp.steps.last().is_some_and(|(at, share)| *at <= self.now && *share == WHOLE) {
            self.warn(node, &ROLLOUT_DONE, &[]);
        }
    }

    /// What is hashed, said of a rule that hashes nothing; how steps follow, said of none.
    fn useless_fields(&mut self, RuleView { rule, node, .. }: RuleView<'_>) {
        if matches!(rule.serve, Serve::Variant(_)) {
            for name in ["by", "salt"] {
                node.get(name).into_iter().for_each(|field| self.warn(field, &NO_EFFECT, &[name]));
            }
        }
        let rollout = node.get("rollout").filter(|rollout| rollout.get("steps").is_none());
        if let Some(progress) = rollout.and_then(|rollout| rollout.get("progress")) {
            self.warn(progress, &NO_EFFECT, &["progress"]);
        }
    }
}

fn sum(ranges: &[Range]) -> u64 {
    ranges.iter().map(|range| range.to - range.from).sum()
}

/// Millionths of a per cent as a person writes them.
fn percent(millionths: u64) -> String {
    let text = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').into()
}
