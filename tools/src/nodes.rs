//! Access to optional parts of a document.

use burgee::document::{Member, Node};

/// The members of an object; empty for any other node.
pub(crate) fn members(node: Option<Node<'_>>) -> Vec<Member<'_>> {
    node.into_iter().flat_map(Node::members).collect()
}

/// The items of a list; empty for any other node.
pub(crate) fn list(node: Option<Node<'_>>) -> Vec<Node<'_>> {
    node.into_iter().flat_map(Node::items).collect()
}

/// The text of a string member.
pub(crate) fn text_of<'d>(node: Node<'d>, name: &str) -> Option<&'d str> {
    node.get(name)?.text()
}

/// Whether a node is this boolean.
pub(crate) fn is(node: Option<Node<'_>>, value: bool) -> bool {
    node.and_then(Node::boolean) == Some(value)
}
