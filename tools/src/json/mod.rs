//! JSON values that the tools write.
//!
//! `serde_json::Value` was compared. It has ordered objects with `preserve_order`, but its numbers are binary: a number
//! of a document with more digits than an `f64` would change when it is copied. With `arbitrary_precision` it keeps
//! them, but serde-wasm-bindgen then writes each number as an object. Its printers put each member on a line of its own
//! or everything on one line; the house style (print.rs) fills lines up to 100 columns.

mod convert;
mod fields;
mod print;

pub(crate) use fields::read_fields;

use burgee::document::{Kind, Node};
use std::borrow::Cow;

/// A JSON value with ordered members and exact numbers.
///
/// From and to other formats of serde, numbers are binary, as in JavaScript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as its JSON text.
    Number(Cow<'a, str>),
    /// A string.
    String(Cow<'a, str>),
    /// A list.
    Array(Vec<Json<'a>>),
    /// Names and values in order. Names are unique.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl<'a> Json<'a> {
    /// The value of a node.
    #[must_use]
    pub fn of(node: Node<'a>) -> Json<'a> {
        match node.kind() {
            Kind::Null => Json::Null,
            Kind::False => Json::Bool(false),
            Kind::True => Json::Bool(true),
            Kind::Number => Json::number(node.source()),
            Kind::String => Json::text(node.text().unwrap_or_default()),
            Kind::Array => Json::Array(node.items().map(Json::of).collect()),
            Kind::Object => Json::object(node.members().map(|member| (member.name.into(), Json::of(member.node)))),
        }
    }

    /// The same value with copied strings.
    #[must_use]
    pub fn into_owned(self) -> Json<'static> {
        let owned = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Json::Null => Json::Null,
            Json::Bool(value) => Json::Bool(value),
            Json::Number(text) => Json::Number(owned(text)),
            Json::String(text) => Json::String(owned(text)),
            Json::Array(items) => Json::Array(items.into_iter().map(Json::into_owned).collect()),
            Json::Object(members) => {
                Json::object(members.into_iter().map(|(name, value)| (owned(name), value.into_owned())))
            }
        }
    }

    /// A number, given as its JSON text.
    pub fn number(text: impl Into<Cow<'a, str>>) -> Json<'a> {
        Json::Number(text.into())
    }

    /// A string.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Json<'a> {
        Json::String(text.into())
    }

    /// An object with these members in this order.
    pub fn object(members: impl IntoIterator<Item = (Cow<'a, str>, Json<'a>)>) -> Json<'a> {
        Json::Object(members.into_iter().collect())
    }
}
