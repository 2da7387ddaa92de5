//! Rules that serve everyone, so that later rules are never reached.

use crate::nodes::text_of;
use burgee::document::Node;

/// Whether a rule applies to every user at any time.
pub(super) fn is_unconditional(rule: Node<'_>) -> bool {
    ["if", "start", "end", "experiment"].iter().all(|name| rule.get(name).is_none())
}

/// The variant of a rule that serves everyone. Later rules are never reached.
pub(super) fn served_to_everyone(rule: Node<'_>) -> Option<&str> {
    text_of(rule, "serve").filter(|_| is_unconditional(rule))
}
