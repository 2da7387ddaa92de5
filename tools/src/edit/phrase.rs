//! What a flag serves, in a phrase.

use super::request::Request;
use super::rules::rules_of;
use super::words::{joined, percent};
use crate::json::Tree;
use crate::requests::parts::{is, items, text_of};
use crate::requests::ranges::{Range, ranges};
use burgee::document::Node;

/// More values than this are counted.
const MOST_VALUES: usize = 3;

/// What a flag serves as it is.
pub(super) fn serves(request: &Request<'_>, key: &str) -> String {
    match sound(request, key) {
        None => "the caller's default: it is broken".into(),
        Some(flag) if is(flag.get("enabled"), false) => {
            format!("{} to everyone: it is off", variant(text_of(flag, "off")))
        }
        Some(_) => serves_when_on(request, key),
    }
}

/// What a flag serves when its switch is on.
pub(super) fn serves_when_on(request: &Request<'_>, key: &str) -> String {
    let Some(flag) = sound(request, key) else { return "the caller's default".into() };
    let mut parts: Vec<String> = Vec::new();
    for rule in rules_of(flag) {
        let whom = rule.get("if").map(condition);
        let (phrase, all) = rule_phrase(rule, whom.as_deref());
        parts.push(phrase);
        if all {
            return parts.join(", then ");
        }
    }
    let rest = variant(text_of(flag, "fallthrough"));
    if parts.is_empty() { format!("{rest} to everyone") } else { format!("{}, else {rest}", parts.join(", then ")) }
}

/// A flag that works.
fn sound<'r>(request: &Request<'r>, key: &str) -> Option<Node<'r>> {
    request.part("flags", key).filter(|_| request.meaning(key).is_some())
}

fn variant(name: Option<&str>) -> String {
    name.map_or_else(|| "the caller's default".into(), |name| format!("`{name}`"))
}

/// One rule, and whether it leaves nobody for those behind it.
fn rule_phrase(rule: Node<'_>, whom: Option<&str>) -> (String, bool) {
    let timed = rule.get("start").or(rule.get("end")).is_some();
    let when = if timed { " for a time" } else { "" };
    if let Some(served) = rule.get("serve") {
        let served = variant(served.text());
        return (format!("{served} {}{when}", whom.unwrap_or("to everyone")), whom.is_none() && !timed);
    }
    let if_whom = whom.map_or_else(String::new, |whom| format!(" {whom}"));
    let rollout = rule.get("rollout");
    if let Some(ramp) = rollout.filter(|rollout| rollout.get("steps").is_some()) {
        return (format!("{} to a growing share{if_whom}{when}", variant(text_of(ramp, "serve"))), false);
    }
    let filled = ranges(rule).into_iter().filter(|range| range.to > range.from || rollout.is_some());
    let share = |range: Range<'_>| format!("`{}` to {} %", range.variant, percent(range.to - range.from));
    let shares: Vec<_> = filled.map(share).collect();
    let experiment = text_of(rule, "experiment").map_or_else(String::new, |id| format!(" in experiment `{id}`"));
    (format!("{}{if_whom}{experiment}{when}", shares.join(" and ")), false)
}

/// For whom, as far as a phrase can say.
fn condition(node: Node<'_>) -> String {
    if let Some(segment) = text_of(node, "segment") {
        return format!("in segment `{segment}`");
    }
    let only = node.members().all(|member| ["attribute", "in", "equals"].contains(&member.name));
    let values = items(node.get("equals").or(node.get("in")));
    let Some(attribute) = text_of(node, "attribute").filter(|_| only) else { return "under a condition".into() };
    if values.len() > MOST_VALUES {
        return format!("where `{attribute}` is one of {}", values.len());
    }
    let values: Vec<String> = values.into_iter().map(said).collect();
    format!("where `{attribute}` is {}", joined(values.iter().map(|value| &**value), "or"))
}

fn said(node: Node<'_>) -> String {
    node.text().map_or_else(|| Tree::of(node).print_on_one_line(), String::from)
}
