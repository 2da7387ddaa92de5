//! Constants of the file with JavaScript's semantics.

use crate::json::Json;
use burgee::document::{Kind, Node};
use burgee::literal::{decimal, number};
use std::borrow::Cow;

#[derive(Clone, Copy)]
pub(super) enum Constant<'t> {
    Null,
    Bool(bool),
    Number(f64),
    Text(&'t str),
    /// A list or an object: it equals no value and is not a number.
    Other,
}

impl<'t> Constant<'t> {
    pub(super) fn of(node: Node<'t>) -> Constant<'t> {
        match node.kind() {
            Kind::Null => Constant::Null,
            Kind::False => Constant::Bool(false),
            Kind::True => Constant::Bool(true),
            Kind::Number => decimal::parse(node.source()).map_or(Constant::Other, Constant::Number),
            Kind::String => Constant::Text(node.text().unwrap_or_default()),
            Kind::Array | Kind::Object => Constant::Other,
        }
    }

    pub(super) fn truthy(self) -> bool {
        match self {
            Constant::Null => false,
            Constant::Bool(value) => value,
            Constant::Number(value) => value != 0.0,
            Constant::Text(text) => !text.is_empty(),
            Constant::Other => true,
        }
    }

    /// `Number(value)`, unless that is `NaN`.
    pub(super) fn number(self) -> Option<f64> {
        match self {
            Constant::Null => Some(0.0),
            Constant::Bool(value) => Some(f64::from(u8::from(value))),
            Constant::Number(value) => Some(value),
            Constant::Text(text) => number::read(text),
            Constant::Other => None,
        }
    }

    /// `String(value)` of a scalar.
    pub(super) fn text(self) -> Option<Cow<'t, str>> {
        match self {
            Constant::Null => Some("null".into()),
            Constant::Bool(value) => Some(if value { "true" } else { "false" }.into()),
            Constant::Number(value) => Some(number::written(value).into()),
            Constant::Text(text) => Some(text.into()),
            Constant::Other => None,
        }
    }

    /// `===`
    pub(super) fn same(self, other: Constant<'_>) -> bool {
        match (self, other) {
            (Constant::Null, Constant::Null) => true,
            (Constant::Bool(one), Constant::Bool(other)) => one == other,
            (Constant::Number(one), Constant::Number(other)) => one == other,
            (Constant::Text(one), Constant::Text(other)) => one == other,
            _ => false,
        }
    }

    pub(super) fn tree(self) -> Json<'t> {
        match self {
            Constant::Null | Constant::Other => Json::Null,
            Constant::Bool(value) => Json::Bool(value),
            Constant::Number(value) => Json::number(number::written(value)),
            Constant::Text(text) => Json::text(text),
        }
    }
}
