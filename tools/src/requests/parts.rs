//! Parts of a document that may be there or not, as those ask for them who look at one.

use burgee::document::{Member, Node};

/// The members of an object; none of anything else.
pub(crate) fn members(node: Option<Node<'_>>) -> Vec<Member<'_>> {
    node.into_iter().flat_map(Node::members).collect()
}

/// The items of a list; none of anything else.
pub(crate) fn list(node: Option<Node<'_>>) -> Vec<Node<'_>> {
    node.into_iter().flat_map(Node::items).collect()
}

/// A list's items, or what is no list as the only item.
#[cfg(feature = "edit")]
pub(crate) fn items(node: Option<Node<'_>>) -> Vec<Node<'_>> {
    let alone = node.filter(|node| node.kind() != burgee::document::Kind::Array);
    list(node).into_iter().chain(alone).collect()
}

/// The text of a member.
pub(crate) fn text_of<'d>(node: Node<'d>, name: &str) -> Option<&'d str> {
    node.get(name)?.text()
}

/// Whether a node is this boolean.
pub(crate) fn is(node: Option<Node<'_>>, value: bool) -> bool {
    node.and_then(Node::boolean) == Some(value)
}
