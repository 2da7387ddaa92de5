//! A flag's rules, and which of them serve everyone.

use crate::nodes::{list, text_of};
use burgee::document::Node;

pub(crate) fn rules_of(flag: Node<'_>) -> Vec<Node<'_>> {
    list(flag.get("rules"))
}

/// Whether a rule applies to every user at any time.
pub(crate) fn is_unconditional(rule: Node<'_>) -> bool {
    ["if", "start", "end", "experiment"].iter().all(|name| rule.get(name).is_none())
}

/// The variant of a rule that serves everyone. Later rules are never reached.
pub(crate) fn served_to_everyone(rule: Node<'_>) -> Option<&str> {
    text_of(rule, "serve").filter(|_| is_unconditional(rule))
}
