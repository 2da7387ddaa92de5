//! What a flag serves, in a phrase.

use super::request::{Request, items, members, text_of};
use super::rules::rules_of;
use super::words::{joined, percent};
use crate::document::Node;
use crate::model::{FlagBody, Range, Rule, Serve};
use alloc::{format, string::String, vec::Vec};

/// More values than this are counted.
const MOST_VALUES: usize = 3;

/// What a flag serves as it is.
pub(super) fn serves(request: &Request<'_>, key: &str) -> String {
    match body_of(request, key) {
        None => "the caller's default: it is broken".into(),
        Some(body) if !body.enabled => format!("{} to everyone: it is off", variant(body, body.off)),
        Some(_) => serves_when_on(request, key),
    }
}

/// What a flag serves when its switch is on.
pub(super) fn serves_when_on(request: &Request<'_>, key: &str) -> String {
    let flag = request.root.get("flags").and_then(|flags| flags.get(key));
    let (Some(body), Some(flag)) = (body_of(request, key), flag) else { return "the caller's default".into() };
    let mut parts: Vec<String> = Vec::new();
    for (rule, node) in body.rules.iter().zip(rules_of(flag)) {
        let whom = node.get("if").map(condition);
        let (phrase, all) = rule_phrase(body, rule, node, whom.as_deref());
        parts.push(phrase);
        if all {
            return parts.join(", then ");
        }
    }
    let rest = variant(body, body.fallthrough);
    if parts.is_empty() { format!("{rest} to everyone") } else { format!("{}, else {rest}", parts.join(", then ")) }
}

fn body_of<'r>(request: &Request<'r>, key: &str) -> Option<&'r FlagBody<'r>> {
    request.snapshot.flags.iter().find(|flag| flag.key == key)?.body.as_ref()
}

fn variant(body: &FlagBody<'_>, index: Option<u16>) -> String {
    let found = index.and_then(|index| body.variants.get(usize::from(index)));
    found.map_or_else(|| "the caller's default".into(), |variant| format!("`{}`", variant.name))
}

/// One rule, and whether it leaves nobody for those behind it.
fn rule_phrase(body: &FlagBody<'_>, rule: &Rule<'_>, node: &Node<'_>, whom: Option<&str>) -> (String, bool) {
    let timed = rule.start.is_some() || rule.end.is_some();
    let when = if timed { " for a time" } else { "" };
    let if_whom = whom.map_or_else(String::new, |whom| format!(" {whom}"));
    match &rule.serve {
        Serve::Variant(index) => {
            let whom = whom.unwrap_or("to everyone");
            (format!("{} {whom}{when}", variant(body, Some(*index))), rule.condition.is_none() && !timed)
        }
        Serve::Ramp(ramp) => {
            (format!("{} to a growing share{if_whom}{when}", variant(body, Some(ramp.variant))), false)
        }
        Serve::Split(ranges) => {
            let share =
                |r: &Range| format!("{} to {} %", variant(body, Some(r.variant)), percent(r.to.saturating_sub(r.from)));
            let shares: Vec<_> =
                ranges.iter().filter(|range| range.to > range.from || rule.is_rollout).map(share).collect();
            let experiment =
                text_of(node, "experiment").map_or_else(String::new, |id| format!(" in experiment `{id}`"));
            (format!("{}{if_whom}{experiment}{when}", shares.join(" and ")), false)
        }
    }
}

/// For whom, as far as a phrase can say.
fn condition(node: &Node<'_>) -> String {
    if let Some(segment) = text_of(node, "segment") {
        return format!("in segment `{segment}`");
    }
    let only = members(Some(node)).iter().all(|member| ["attribute", "in", "equals"].contains(&&*member.name));
    let values = node.get("equals").map(core::slice::from_ref).unwrap_or_else(|| items(node.get("in")));
    let Some(attribute) = text_of(node, "attribute").filter(|_| only) else { return "under a condition".into() };
    if values.len() > MOST_VALUES {
        return format!("where `{attribute}` is one of {}", values.len());
    }
    let values: Vec<String> = values.iter().map(said).collect();
    format!("where `{attribute}` is {}", joined(values.iter().map(|value| &**value), "or"))
}

fn said(node: &Node<'_>) -> String {
    node.value.as_str().map_or_else(|| node.print_on_one_line(), String::from)
}
