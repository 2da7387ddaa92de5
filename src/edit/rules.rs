//! Kinds of rules, by how they are written.

use super::request::{items, members, text_of};
use crate::document::Node;
use alloc::string::String;

/// Where a rule's fields go.
pub(super) const ORDER: &str = "name if start end experiment by salt serve rollout split";

/// A flag's rules.
pub(super) fn rules_of<'n, 'd>(flag: &'d Node<'n>) -> &'d [Node<'n>] {
    items(flag.get("rules"))
}

/// Whether a rule applies to everyone at any time.
pub(super) fn is_unconditional(rule: &Node<'_>) -> bool {
    ["if", "start", "end", "experiment"].iter().all(|name| rule.get(name).is_none())
}

/// What a rule serves to everyone, whatever comes behind it.
pub(super) fn served_to_everyone<'d>(rule: &'d Node<'_>) -> Option<&'d str> {
    text_of(rule, "serve").filter(|_| is_unconditional(rule))
}

/// The list of values that a rule compares an attribute with, if it is `{"if": {"attribute", "in"}, "serve"}` and
/// nothing more.
pub(super) fn list_for<'n, 'd>(rule: &'d Node<'n>, attribute: &str, variant: &str) -> Option<&'d [Node<'n>]> {
    let condition = rule.get("if")?;
    let plain = members(Some(rule)).iter().all(|m| ["name", "if", "serve"].contains(&&*m.name))
        && members(Some(condition)).iter().all(|m| ["attribute", "in"].contains(&&*m.name));
    let same = text_of(condition, "attribute") == Some(attribute) && text_of(rule, "serve") == Some(variant);
    let list = condition.get("in").filter(|_| plain && same)?;
    Some(items(Some(list)))
}

/// What is to be known of a flag whose switch is off, behind the sentence about a rule.
pub(super) fn note_off(flag: &Node<'_>) -> String {
    let off = super::request::is(flag.get("enabled"), false);
    if off { "; the flag is off, `enable` turns it on".into() } else { String::new() }
}
