//! What contexts are packed from: anything that can be read as a JSON value.

use crate::document::{Kind, Node};
use crate::literal::decimal;

/// A borrowed JSON value: a node of a document, or a [`crate::Value`].
pub(crate) trait Input<'v>: Copy {
    /// The value's kind.
    fn kind(self) -> Kind;

    /// A string's text.
    fn text(self) -> Option<&'v str>;

    /// A number, which is not finite if it exceeds the range of doubles; 0 for anything else.
    fn number(self) -> f64;

    /// An object's member.
    fn get(self, name: &str) -> Option<Self>;

    /// A list's items; none for anything else.
    fn items(self) -> impl Iterator<Item = Self>;

    /// An object's members; none for anything else.
    fn members(self) -> impl Iterator<Item = (&'v str, Self)>;
}

impl<'d> Input<'d> for Node<'d> {
    fn kind(self) -> Kind {
        Node::kind(self)
    }

    fn text(self) -> Option<&'d str> {
        Node::text(self)
    }

    fn number(self) -> f64 {
        Node::number(self).map_or(0.0, |text| decimal::parse(text).unwrap_or(f64::INFINITY))
    }

    fn get(self, name: &str) -> Option<Self> {
        Node::get(self, name)
    }

    fn items(self) -> impl Iterator<Item = Self> {
        Node::items(self)
    }

    fn members(self) -> impl Iterator<Item = (&'d str, Self)> {
        Node::members(self).map(|member| (member.name, member.node))
    }
}
