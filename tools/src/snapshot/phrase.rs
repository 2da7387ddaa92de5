//! What a flag serves, as a phrase: `` `on` to 25 % in segment `beta`, else `off` ``.

use super::ranges::{Range, ranges};
use super::rules::rules_of;
use super::wording::{joined, percent};
use super::{Snapshot, one_or_many};
use crate::json::Json;
use crate::nodes::{is, text_of};
use burgee::document::Node;

/// A condition on more values than this shows only their number.
const MAX_VALUES: usize = 3;

/// What a flag serves at present.
pub(super) fn serves(snapshot: &Snapshot<'_>, key: &str) -> String {
    match valid_flag(snapshot, key) {
        None => "the caller's default: the flag has an error".into(),
        Some(flag) if is(flag.get("enabled"), false) => {
            format!("{} to everyone: the flag is off", variant(text_of(flag, "off")))
        }
        Some(_) => serves_when_on(snapshot, key),
    }
}

/// What a flag serves while its switch is on.
pub(crate) fn serves_when_on(snapshot: &Snapshot<'_>, key: &str) -> String {
    let Some(flag) = valid_flag(snapshot, key) else { return "the caller's default".into() };
    let mut parts: Vec<String> = Vec::new();
    for rule in rules_of(flag) {
        let condition = rule.get("if").map(condition);
        let (phrase, serves_everyone) = rule_phrase(rule, condition.as_deref());
        parts.push(phrase);
        if serves_everyone {
            return parts.join(", then ");
        }
    }
    let rest = variant(text_of(flag, "fallthrough"));
    if parts.is_empty() { format!("{rest} to everyone") } else { format!("{}, else {rest}", parts.join(", then ")) }
}

fn valid_flag<'s>(snapshot: &'s Snapshot<'_>, key: &str) -> Option<Node<'s>> {
    snapshot.part("flags", key).filter(|_| snapshot.compiled_flag(key).is_some())
}

fn variant(name: Option<&str>) -> String {
    name.map_or_else(|| "the caller's default".into(), |name| format!("`{name}`"))
}

/// The phrase of one rule, and whether the rule serves everyone, so that later rules are never reached.
fn rule_phrase(rule: Node<'_>, condition: Option<&str>) -> (String, bool) {
    let timed = rule.get("start").or(rule.get("end")).is_some();
    let when = if timed { " for a limited time" } else { "" };
    if let Some(served) = rule.get("serve") {
        let served = variant(served.text());
        let phrase = format!("{served} {}{when}", condition.unwrap_or("to everyone"));
        return (phrase, condition.is_none() && !timed);
    }
    let condition = condition.map_or_else(String::new, |condition| format!(" {condition}"));
    let rollout = rule.get("rollout");
    if let Some(ramp) = rollout.filter(|rollout| rollout.get("steps").is_some()) {
        return (format!("{} to a growing share{condition}{when}", variant(text_of(ramp, "serve"))), false);
    }
    let filled = ranges(rule).into_iter().filter(|range| range.to > range.from || rollout.is_some());
    let share = |range: Range<'_>| format!("`{}` to {} %", range.variant, percent(range.to - range.from));
    let shares: Vec<_> = filled.map(share).collect();
    let experiment = text_of(rule, "experiment").map_or_else(String::new, |id| format!(" in experiment `{id}`"));
    (format!("{}{condition}{experiment}{when}", shares.join(" and ")), false)
}

/// A segment or a short list of values; any other condition is not spelled out.
fn condition(node: Node<'_>) -> String {
    if let Some(segment) = text_of(node, "segment") {
        return format!("in segment `{segment}`");
    }
    let is_simple = node.members().all(|member| ["attribute", "in", "equals"].contains(&member.name));
    let values = one_or_many(node.get("equals").or(node.get("in")));
    let Some(attribute) = text_of(node, "attribute").filter(|_| is_simple) else { return "under a condition".into() };
    if values.len() > MAX_VALUES {
        return format!("where `{attribute}` is one of {} values", values.len());
    }
    let values: Vec<String> = values.into_iter().map(value_text).collect();
    format!("where `{attribute}` is {}", joined(values.iter().map(|value| &**value), "or"))
}

fn value_text(node: Node<'_>) -> String {
    node.text().map_or_else(|| Json::of(node).print_on_one_line(), String::from)
}
