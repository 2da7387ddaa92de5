//! Rules that nobody gets to.

use super::Check;
use super::lints::{EXPERIMENT_UNREACHABLE, RULE_OVER, SAME_CONDITION, UNREACHABLE};
use super::view::{FlagView, RuleView};
use crate::document::{Kind, Node};
use crate::program::{Rule, Serve, Status, WHOLE};
use crate::tools::parts::{items, ranges};
use alloc::vec::Vec;

impl<'c> Check<'c> {
    pub(super) fn reach(&mut self) {
        for flag in self.flags() {
            for later in flag.rules() {
                self.rule_reach(&flag, later);
            }
        }
    }

    fn rule_reach(&mut self, flag: &FlagView<'c>, later: RuleView<'c>) {
        if let Some(end) = later.node.get("end").filter(|_| later.rule.window.end <= self.now) {
            return self.warn(end, &RULE_OVER, &[]);
        }
        let mut before = flag.rules().take(later.index);
        if let Some(earlier) = before.find(|earlier| self.leaves_nobody(*earlier, later)) {
            match self.experiment_of(later.rule) {
                Some(e) => self.warn(later.node, &EXPERIMENT_UNREACHABLE, &[e.id, &earlier.label()]),
                None => self.warn(later.node, &UNREACHABLE, &[&earlier.label()]),
            }
            return;
        }
        let Some(condition) = later.node.get("if") else { return };
        let same = |earlier: &RuleView<'c>| {
            let its = earlier.node.get("if");
            its.is_some_and(|its| equal(its, condition)) && self.stays_open(*earlier) && self.takes_all(earlier.rule)
        };
        let found = flag.rules().take(later.index).find(same);
        if let Some(earlier) = found {
            self.warn(condition, &SAME_CONDITION, &[&earlier.label()]);
        }
    }

    /// Whether the earlier rule decides for all whom the later one could be for.
    fn leaves_nobody(&self, earlier: RuleView<'_>, later: RuleView<'_>) -> bool {
        let open = is_for_all(earlier.node) && self.stays_open(earlier);
        // Who has no unit goes past a split, and then past the next one by the same attribute.
        let hashed = !matches!(later.rule.serve, Serve::Variant(_)) && !self.serves_winner(later.rule);
        let same_unit = || units(earlier.node) == units(later.node);
        open && (self.takes_all(earlier.rule) || takes_every_unit(earlier) && hashed && same_unit())
    }

    fn stays_open(&self, RuleView { rule, node, .. }: RuleView<'_>) -> bool {
        rule.window.start <= self.now && node.get("end").is_none()
    }

    /// Whether the rule decides for all whom its condition is about.
    fn takes_all(&self, rule: &Rule) -> bool {
        matches!(rule.serve, Serve::Variant(_)) || self.serves_winner(rule)
    }

    fn serves_winner(&self, rule: &Rule) -> bool {
        let concluded = self.experiment_of(rule).is_some_and(|e| e.experiment.status == Status::Concluded);
        concluded && rule.experiment.is_some_and(|enrolment| enrolment.winner.is_some())
    }
}

fn takes_every_unit(RuleView { rule, node, .. }: RuleView<'_>) -> bool {
    let whole = || ranges(node).iter().map(|range| range.to - range.from).sum::<u64>() >= WHOLE;
    rule.experiment.is_none() && matches!(rule.serve, Serve::Split(..)) && whole()
}

/// The attributes that a rule says it hashes.
fn units(rule: Node<'_>) -> Vec<&str> {
    items(rule.get("by")).into_iter().filter_map(Node::text).collect()
}

/// Whether a rule has no condition, or one that says nothing.
pub(super) fn is_for_all(rule: Node<'_>) -> bool {
    rule.get("if").is_none_or(holds_always)
}

fn holds_always(condition: Node<'_>) -> bool {
    condition.get("all").is_some_and(|all| all.items().all(holds_always))
}

/// Whether two values are the same, wherever they stand and in whatever order their members come.
fn equal(one: Node<'_>, other: Node<'_>) -> bool {
    one.kind() == other.kind()
        && match one.kind() {
            Kind::Null | Kind::False | Kind::True => true,
            Kind::Number => one.source() == other.source(),
            Kind::String => one.text() == other.text(),
            Kind::Array => {
                one.items().count() == other.items().count() && one.items().zip(other.items()).all(|(a, b)| equal(a, b))
            }
            Kind::Object => {
                one.members().count() == other.members().count()
                    && one.members().all(|member| other.get(member.name).is_some_and(|its| equal(member.node, its)))
            }
        }
}
