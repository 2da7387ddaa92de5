//! Rules that no user reaches.

use super::Check;
use super::lints::{EXPERIMENT_UNREACHABLE, RULE_OVER, SAME_CONDITION, UNREACHABLE};
use super::parts::RulePart;
use crate::nodes::members;
use crate::snapshot::one_or_many;
use burgee::document::{Kind, Node, push_string};
use burgee::model::{Rule, Serve, Status};

/// A rule as it is compared with the rules before it.
struct Reach<'c> {
    view: RulePart<'c>,
    /// The condition, and its canonical text for comparing.
    condition: Option<(Node<'c>, String)>,
    for_all: bool,
    takes: Takes,
    /// Whether it serves only users with a unit to hash.
    hashes: bool,
}

/// Which users that meet a rule's condition never reach the next rule.
#[derive(PartialEq)]
enum Takes {
    /// All.
    All,
    /// All with a unit to hash.
    EveryUnit,
    /// Fewer, or the rule has not started, or it has an end.
    Some,
}

impl<'c> Check<'c> {
    pub(super) fn reach(&mut self) {
        for flag in self.flags() {
            let rules: Vec<Reach<'c>> = flag.rules().map(|view| self.reach_of(view)).collect();
            for (index, later) in rules.iter().enumerate() {
                self.rule_reach(rules.get(..index).unwrap_or_default(), later);
            }
        }
    }

    fn reach_of(&self, view: RulePart<'c>) -> Reach<'c> {
        let RulePart { rule, node, .. } = view;
        let serves_all = matches!(rule.serve, Serve::Variant(_)) || self.serves_winner(rule);
        let stays_open = rule.window.start <= self.now && node.get("end").is_none();
        let takes = match stays_open {
            true if serves_all => Takes::All,
            true if self.takes_every_unit(rule) => Takes::EveryUnit,
            _ => Takes::Some,
        };
        let condition = node.get("if").map(|condition| {
            let mut text = String::new();
            canonical(&mut text, condition);
            (condition, text)
        });
        Reach { view, condition, for_all: is_for_all(node), takes, hashes: !serves_all }
    }

    fn rule_reach(&mut self, before: &[Reach<'c>], later: &Reach<'c>) {
        let RulePart { rule, node, .. } = later.view;
        if let Some(end) = node.get("end").filter(|_| rule.window.end <= self.now) {
            return self.warn(end, &RULE_OVER, &[]);
        }
        if let Some(earlier) = before.iter().find(|earlier| earlier.covers(later)) {
            let label = earlier.view.label();
            return match self.experiment_of(rule) {
                Some(e) => self.warn(node, &EXPERIMENT_UNREACHABLE, &[e.id, &label]),
                None => self.warn(node, &UNREACHABLE, &[&label]),
            };
        }
        let Some((condition, text)) = &later.condition else { return };
        let same = |earlier: &&Reach<'c>| {
            earlier.takes == Takes::All && earlier.condition.as_ref().is_some_and(|(_, its)| its == text)
        };
        if let Some(earlier) = before.iter().find(same) {
            self.warn(*condition, &SAME_CONDITION, &[&earlier.view.label()]);
        }
    }

    fn serves_winner(&self, rule: &Rule) -> bool {
        let concluded = self.experiment_of(rule).is_some_and(|e| e.experiment.status == Status::Concluded);
        concluded && rule.experiment.is_some_and(|enrolment| enrolment.winner.is_some())
    }

    /// Whether a split has a variant at every position.
    fn takes_every_unit(&self, rule: &Rule) -> bool {
        let Serve::Split(bucket, cuts) = rule.serve else { return false };
        let positions = cuts.of(&self.model.cuts).iter().map(|(cut, _)| u64::from(cut.last - cut.first) + 1);
        rule.experiment.is_none() && positions.sum::<u64>() == bucket.positions
    }
}

impl Reach<'_> {
    /// Whether each unit of a later rule is also a unit of this rule. Other systems' hashes accept more values as
    /// units.
    fn has_units_of(&self, later: &Reach<'_>) -> bool {
        let [this, other] = [self, later].map(|reach| reach.view.node);
        units(this) == units(other) && (this.get("hash").is_some() || other.get("hash").is_none())
    }

    /// Whether no user reaches a later rule because of this one.
    fn covers(&self, later: &Reach<'_>) -> bool {
        self.for_all
            && match self.takes {
                Takes::All => true,
                // A user without a unit skips a split, and then also the next split by the same attribute.
                Takes::EveryUnit => later.hashes && self.has_units_of(later),
                Takes::Some => false,
            }
    }
}

/// The attributes of a rule's `by`.
fn units(rule: Node<'_>) -> Vec<&str> {
    one_or_many(rule.get("by")).into_iter().filter_map(Node::text).collect()
}

/// Whether a rule has no condition, or one that always holds.
pub(super) fn is_for_all(rule: Node<'_>) -> bool {
    rule.get("if").is_none_or(holds_always)
}

fn holds_always(condition: Node<'_>) -> bool {
    condition.get("all").is_some_and(|all| all.items().all(holds_always))
}

/// Writes a text that is the same for equal values, in any order of members.
fn canonical(out: &mut String, node: Node<'_>) {
    match node.text() {
        Some(text) => return push_string(out, text),
        None if !matches!(node.kind(), Kind::Array | Kind::Object) => return out.push_str(node.source()),
        None => {}
    }
    out.push(if node.kind() == Kind::Array { '[' } else { '{' });
    for item in node.items() {
        canonical(out, item);
        out.push(',');
    }
    let mut sorted = members(Some(node));
    sorted.sort_by_key(|member| member.name);
    for member in sorted {
        push_string(out, member.name);
        out.push(':');
        canonical(out, member.node);
    }
    out.push(']');
}
