//! Conditions in three values.

use super::allocation::{is_within, of};
use super::decisions::{Deciding, list};
use super::number::{instant, millionths};
use super::operators::answer;
use super::position::edge;
use super::texts::{compared, converted};
use burgee::OPERATORS;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a condition comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    False,
    True,
    Unknown,
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Truth::True } else { Truth::False }
    }
}

/// False as soon as one is; unknown if one is and none is false.
fn all(truths: &[Truth]) -> Truth {
    match truths {
        truths if truths.contains(&Truth::False) => Truth::False,
        truths if truths.contains(&Truth::Unknown) => Truth::Unknown,
        _ => Truth::True,
    }
}

fn not(truth: Truth) -> Truth {
    match truth {
        Truth::False => Truth::True,
        Truth::True => Truth::False,
        Truth::Unknown => Truth::Unknown,
    }
}

/// By De Morgan.
fn any(truths: &[Truth]) -> Truth {
    not(all(&truths.iter().copied().map(not).collect::<Vec<_>>()))
}

impl Deciding<'_> {
    pub(super) fn condition(&self, condition: &Value) -> Truth {
        let each = |conditions: &Value| list(conditions).iter().map(|c| self.condition(c)).collect::<Vec<_>>();
        let (kind, truth) = if let Some(conditions) = condition.get("all") {
            ("all", all(&each(conditions)))
        } else if let Some(conditions) = condition.get("any") {
            ("any", any(&each(conditions)))
        } else if let Some(inner) = condition.get("not") {
            ("not", not(self.condition(inner)))
        } else if let Some(segment) = condition.get("segment") {
            ("segment", self.belongs(segment.as_str().unwrap()).into())
        } else if condition.get("flag").is_some() {
            ("flag", self.flag_serves(condition).into())
        } else if let Some(bucket) = condition.get("bucket") {
            ("bucket", self.is_in(bucket).into())
        } else if let Some(now) = condition.get("now") {
            ("now", self.is_now(now).into())
        } else {
            ("attribute", self.leaf(condition))
        };
        self.note(&format!("{kind} {truth:?}"));
        truth
    }

    /// A segment is a condition, or lists of units: excluded ones are out, included ones in, and of the rest those for
    /// whom `if` holds. What is unknown is no member.
    pub(super) fn belongs(&self, segment: &str) -> bool {
        let segment = &self.oracle.snapshot["segments"][segment];
        if ["included", "excluded", "if"].iter().all(|name| segment.get(name).is_none()) {
            return self.condition(segment) == Truth::True;
        }
        let by = segment["by"].as_str().unwrap_or("targetingKey");
        let listed = |name: &str| self.is_among(by, list(&segment[name]));
        if listed("excluded") {
            self.note("excluded from a segment");
            return false;
        }
        let included = listed("included");
        self.note(if included { "included in a segment" } else { "not listed in a segment" });
        included || segment.get("if").is_some_and(|condition| self.condition(condition) == Truth::True)
    }

    /// Whether an attribute is one of these texts, or a list that has one of them.
    fn is_among(&self, path: &str, units: &[Value]) -> bool {
        match self.attribute(path) {
            Some(Value::Array(items)) => items.iter().any(|item| units.contains(item)),
            Some(value) => units.contains(&value),
            None => false,
        }
    }

    /// Whether the unit stands in the share, or in one of the ranges. Who has no unit stands nowhere.
    fn is_in(&self, bucket: &Value) -> bool {
        let Some((_, position)) = self.position(bucket, "") else { return false };
        match bucket.get("positions") {
            Some(ranges) => list(ranges).iter().any(|range| is_within(range, position)),
            None => position < edge(millionths(&bucket["percent"]), of(bucket)),
        }
    }

    fn is_now(&self, now: &Value) -> bool {
        let is = |name: &str, holds: fn(&i64, &i64) -> bool| {
            now.get(name).is_none_or(|bound| holds(&self.user.now, &instant(bound).unwrap()))
        };
        is("after", i64::gt) && is("since", i64::ge) && is("before", i64::lt) && is("until", i64::le)
    }

    /// Several operators in one leaf are several tests, all of which must hold; two bounds of one interval are one.
    fn leaf(&self, leaf: &Value) -> Truth {
        let leaf = &compared(leaf);
        let value = self.attribute(leaf["attribute"].as_str().unwrap()).map(|value| converted(leaf, value));
        if let Some(view) = leaf["as"].as_str() {
            self.note(&format!("as {view}"));
        }
        let present = OPERATORS.iter().filter(|operator| leaf.get(operator.name).is_some());
        let tests: BTreeSet<_> = present.map(|operator| operator.test()).collect();
        all(&tests.into_iter().map(|test| self.test(test, leaf, value.as_ref())).collect::<Vec<_>>())
    }

    fn test(&self, operator: &str, leaf: &Value, value: Option<&Value>) -> Truth {
        let (truth, how) = match value {
            found if operator == "exists" => ((leaf["exists"] == found.is_some()).into(), "plain"),
            None => (policy(leaf, "missing"), "missing"),
            Some(value) if operator == "containsAll" => (contains_all(leaf, value), how_contained(value)),
            Some(Value::Array(items)) if operator == "containsAny" => (contains_any(leaf, items), "list"),
            Some(Value::Array(_)) if leaf["items"] == "none" => (policy(leaf, "mismatch"), "list"),
            Some(Value::Array(items)) => (every_or_some(operator, leaf, items), "list"),
            Some(value) => match answer(operator, leaf, value) {
                Some(holds) => (holds.into(), "plain"),
                None => (policy(leaf, "mismatch"), "mismatch"),
            },
        };
        let texts = ["gt", "gte", "lt", "lte"].iter().any(|name| leaf[*name].is_string());
        let operator = if operator == "gt" && texts { "text order" } else { operator };
        self.note(&format!("{operator} {how} {truth:?}"));
        for present in OPERATORS.iter().filter(|present| leaf.get(present.name).is_some()) {
            self.note(&format!("operator {} {truth:?}", present.name));
        }
        truth
    }
}

/// A list passes when one item does, or, where `items` says `all`, when it has items and each does. One that does not
/// pass, and has an item that the operator can't compare, is a mismatch.
fn every_or_some(operator: &str, leaf: &Value, items: &[Value]) -> Truth {
    let answers: Vec<_> = items.iter().map(|item| answer(operator, leaf, item)).collect();
    let passes = match leaf["items"].as_str() {
        Some("all") => !answers.is_empty() && answers.iter().all(|answer| *answer == Some(true)),
        _ => answers.contains(&Some(true)),
    };
    if !passes && answers.contains(&None) { policy(leaf, "mismatch") } else { passes.into() }
}

fn how_contained(value: &Value) -> &'static str {
    match value {
        Value::Array(_) => "list",
        Value::Object(_) => "mismatch",
        _ => "plain",
    }
}

fn contains_any(leaf: &Value, items: &[Value]) -> Truth {
    let answers: Vec<_> = items.iter().map(|item| answer("containsAny", leaf, item)).collect();
    let found = answers.contains(&Some(true));
    if !found && answers.contains(&None) { policy(leaf, "mismatch") } else { found.into() }
}

/// Each operand is among the items. A value that is not a list is its only item; without operands nothing passes.
fn contains_all(leaf: &Value, value: &Value) -> Truth {
    let operands = list(&leaf["containsAll"]);
    let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let has = |operand: &Value| contains_any(&json!({ "containsAny": [operand] }), items) == Truth::True;
    let incomparable = items.iter().any(|item| answer("containsAny", &json!({ "containsAny": [] }), item).is_none());
    match operands.iter().all(has) && !operands.is_empty() {
        false if incomparable => policy(leaf, "mismatch"),
        found => found.into(),
    }
}

fn policy(leaf: &Value, name: &str) -> Truth {
    match leaf.get(name) {
        None => Truth::False,
        Some(Value::Bool(holds)) => (*holds).into(),
        Some(_) => Truth::Unknown,
    }
}
