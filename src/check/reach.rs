//! Rules that nobody gets to.

use super::Check;
use super::lints::{EXPERIMENT_UNREACHABLE, RULE_OVER, SAME_CONDITION, UNREACHABLE};
use super::view::{FlagView, RuleView};
use crate::document::{Node, Value};
use crate::model::{Condition, Rule, Serve, Status, WHOLE};

impl<'c> Check<'c> {
    pub(super) fn reach(&mut self) {
        for flag in self.flags() {
            for later in flag.rules() {
                self.rule_reach(&flag, later);
            }
        }
    }

    fn rule_reach(&mut self, flag: &FlagView<'c>, later: RuleView<'c>) {
        if let Some(end) = later.node.get("end").filter(|_| later.rule.end.is_some_and(|end| end <= self.now)) {
            return self.warn(end, &RULE_OVER, &[]);
        }
        let mut before = flag.rules().take(later.index);
        if let Some(earlier) = before.find(|earlier| self.leaves_nobody(earlier.rule, later.rule)) {
            match self.experiment_of(later.rule) {
                Some(e) => self.warn(later.node, &EXPERIMENT_UNREACHABLE, &[e.id, &earlier.label()]),
                None => self.warn(later.node, &UNREACHABLE, &[&earlier.label()]),
            }
            return;
        }
        let Some(condition) = later.node.get("if") else { return };
        let same = |earlier: &RuleView<'c>| {
            let its = earlier.node.get("if");
            its.is_some_and(|its| equal(its, condition))
                && self.stays_open(earlier.rule)
                && self.takes_all(earlier.rule)
        };
        let found = flag.rules().take(later.index).find(same);
        if let Some(earlier) = found {
            self.warn(condition, &SAME_CONDITION, &[&earlier.label()]);
        }
    }

    /// Whether the earlier rule decides for all whom the later one could be for.
    fn leaves_nobody(&self, earlier: &Rule<'c>, later: &Rule<'c>) -> bool {
        let open = earlier.condition.as_ref().is_none_or(holds_always) && self.stays_open(earlier);
        // Who has no unit goes past a split, and then past the next one by the same attribute.
        let hashed = !matches!(later.serve, Serve::Variant(_)) && !self.serves_winner(later);
        open && (self.takes_all(earlier) || takes_every_unit(earlier) && hashed && same_unit(earlier, later))
    }

    fn stays_open(&self, rule: &Rule<'_>) -> bool {
        rule.start.is_none_or(|start| start <= self.now) && rule.end.is_none()
    }

    /// Whether the rule decides for all whom its condition is about.
    pub(super) fn takes_all(&self, rule: &Rule<'_>) -> bool {
        matches!(rule.serve, Serve::Variant(_)) || self.serves_winner(rule)
    }

    fn serves_winner(&self, rule: &Rule<'_>) -> bool {
        let concluded = self.experiment_of(rule).is_some_and(|e| e.status == Status::Concluded);
        concluded && rule.experiment.is_some_and(|enrolment| enrolment.winner.is_some())
    }
}

fn takes_every_unit(rule: &Rule<'_>) -> bool {
    let whole = |ranges: &[crate::model::Range]| ranges.iter().map(|r| r.to - r.from).sum::<u64>() >= WHOLE;
    rule.experiment.is_none() && matches!(&rule.serve, Serve::Split(ranges) if whole(ranges))
}

fn same_unit(one: &Rule<'_>, other: &Rule<'_>) -> bool {
    one.bucketing.by == other.bucketing.by
}

pub(super) fn holds_always(condition: &Condition<'_>) -> bool {
    matches!(condition, Condition::All(conditions) if conditions.iter().all(holds_always))
}

/// Whether two values are the same, wherever they stand and in whatever order their members come.
fn equal(one: &Node<'_>, other: &Node<'_>) -> bool {
    match (&one.value, &other.value) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a == b,
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|m| other.get(&m.name).is_some_and(|node| equal(&m.node, node)))
        }
        _ => false,
    }
}
