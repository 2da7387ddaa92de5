//! Values with JavaScript's semantics.

use burgee::document::{Kind, Node};
use burgee::literal::{decimal, number};

/// Whether a value is truthy.
pub(super) fn truthy(node: Node<'_>) -> bool {
    match node.kind() {
        Kind::Null | Kind::False => false,
        Kind::Number => number(node) != 0.0,
        Kind::String => node.text() != Some(""),
        Kind::True | Kind::Array | Kind::Object => true,
    }
}

/// The member of a name, if its value is truthy.
pub(super) fn truthy_member<'t>(node: Node<'t>, name: &str) -> Option<Node<'t>> {
    node.get(name).filter(|member| truthy(*member))
}

/// The text of a member.
pub(super) fn text_of<'t>(node: Node<'t>, name: &str) -> Option<&'t str> {
    node.get(name)?.text().filter(|text| !text.is_empty())
}

/// A rule's name for people.
pub(super) fn name_of<'t>(rule: Node<'t>) -> Option<&'t str> {
    text_of(rule, "name").or_else(|| text_of(rule, "id"))
}

/// The variations of a rule. A contextual bandit has them in another member, which older SDKs do not know.
pub(super) fn variations<'t>(rule: Node<'t>) -> impl Iterator<Item = Node<'t>> {
    let bandit = rule.get("contextualVariations").filter(|list| list.kind() != Kind::Null);
    bandit.or_else(|| rule.get("variations")).into_iter().flat_map(Node::items)
}

/// A value as a number, or NaN.
pub(super) fn number(node: Node<'_>) -> f64 {
    match node.kind() {
        Kind::Null | Kind::False => 0.0,
        Kind::True => 1.0,
        Kind::Number => decimal::parse(node.source()).unwrap_or(f64::NAN),
        Kind::String => number::read(node.text().unwrap_or_default()).unwrap_or(f64::NAN),
        Kind::Array | Kind::Object => f64::NAN,
    }
}

/// The items of a member that is a list.
pub(super) fn list<'t>(node: Node<'t>, name: &str) -> impl Iterator<Item = Node<'t>> {
    node.get(name).into_iter().flat_map(Node::items)
}
