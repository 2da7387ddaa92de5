//! Kinds of rules, by how they are written.

use crate::requests::parts::{is, list, text_of};
use burgee::document::Node;

/// Where a rule's fields go.
pub(super) const ORDER: &str = "name if start end experiment by salt serve rollout split";

/// A flag's rules.
pub(super) fn rules_of(flag: Node<'_>) -> Vec<Node<'_>> {
    list(flag.get("rules"))
}

/// Whether a rule applies to everyone at any time.
pub(super) fn is_unconditional(rule: Node<'_>) -> bool {
    ["if", "start", "end", "experiment"].iter().all(|name| rule.get(name).is_none())
}

/// What a rule serves to everyone, whatever comes behind it.
pub(super) fn served_to_everyone(rule: Node<'_>) -> Option<&str> {
    text_of(rule, "serve").filter(|_| is_unconditional(rule))
}

/// The list of values that a rule compares an attribute with, if it is `{"if": {"attribute", "in"}, "serve"}` and
/// nothing more.
pub(super) fn list_for<'d>(rule: Node<'d>, attribute: &str, variant: &str) -> Option<Vec<Node<'d>>> {
    let condition = rule.get("if")?;
    let plain = rule.members().all(|member| ["name", "if", "serve"].contains(&member.name))
        && condition.members().all(|member| ["attribute", "in"].contains(&member.name));
    let same = text_of(condition, "attribute") == Some(attribute) && text_of(rule, "serve") == Some(variant);
    condition.get("in").filter(|_| plain && same).map(|values| list(Some(values)))
}

/// What is to be known of a flag whose switch is off, behind the sentence about a rule.
pub(super) fn note_off(flag: Node<'_>) -> String {
    let off = is(flag.get("enabled"), false);
    if off { "; the flag is off, `enable` turns it on".into() } else { String::new() }
}
