//! JSON that is made rather than read: each part owns its parts. What reads looks at the nodes of a document.

mod print;

use burgee::document::{Kind, Node};
use std::borrow::Cow;

/// One JSON value, to be printed or put into a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it is to be written.
    Number(Cow<'a, str>),
    /// A string.
    String(Cow<'a, str>),
    /// A list.
    Array(Vec<Tree<'a>>),
    /// Names and values in order; no name twice.
    Object(Vec<(Cow<'a, str>, Tree<'a>)>),
}

impl<'a> Tree<'a> {
    /// The same value as a node's.
    #[must_use]
    pub fn of(node: Node<'a>) -> Tree<'a> {
        match node.kind() {
            Kind::Null => Tree::Null,
            Kind::False => Tree::Bool(false),
            Kind::True => Tree::Bool(true),
            Kind::Number => Tree::number(node.source()),
            Kind::String => Tree::text(node.text().unwrap_or_default()),
            Kind::Array => Tree::Array(node.items().map(Tree::of).collect()),
            Kind::Object => Tree::object(node.members().map(|member| (member.name.into(), Tree::of(member.node)))),
        }
    }

    /// The same value, with its texts copied.
    #[must_use]
    pub fn into_owned(self) -> Tree<'static> {
        let owned = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Tree::Null => Tree::Null,
            Tree::Bool(value) => Tree::Bool(value),
            Tree::Number(text) => Tree::Number(owned(text)),
            Tree::String(text) => Tree::String(owned(text)),
            Tree::Array(items) => Tree::Array(items.into_iter().map(Tree::into_owned).collect()),
            Tree::Object(members) => {
                Tree::object(members.into_iter().map(|(name, part)| (owned(name), part.into_owned())))
            }
        }
    }

    /// A number, as it is to be written.
    pub fn number(text: impl Into<Cow<'a, str>>) -> Tree<'a> {
        Tree::Number(text.into())
    }

    /// A string.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Tree<'a> {
        Tree::String(text.into())
    }

    /// An object with these members in this order.
    pub fn object(members: impl IntoIterator<Item = (Cow<'a, str>, Tree<'a>)>) -> Tree<'a> {
        Tree::Object(members.into_iter().collect())
    }
}
