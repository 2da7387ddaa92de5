//! JSON text → values, and values as the input of a context.

use super::{Number, Object, Value};
use crate::context::pack::Input;
use crate::document::{self, Kind, Node};
use crate::native::Error;
use core::str::FromStr;

/// Reads JSON text (RFC 8259) of at most 16 MiB and 64 levels. Duplicate names are errors.
impl FromStr for Value {
    type Err = Error;

    fn from_str(text: &str) -> Result<Value, Error> {
        let document = document::parse(text).map_err(|(issue, text)| Error::new(alloc::vec![issue], text))?;
        Ok(Value::from_node(document.root()))
    }
}

impl Value {
    /// Copies a node.
    pub(crate) fn from_node(node: Node<'_>) -> Value {
        match node.kind() {
            Kind::Null => Value::Null,
            Kind::False => Value::Bool(false),
            Kind::True => Value::Bool(true),
            Kind::Number => Number::parse(node.source()).map_or(Value::Null, Value::Number),
            Kind::String => node.text().unwrap_or_default().into(),
            Kind::Array => node.items().map(Value::from_node).collect(),
            Kind::Object => {
                let members = node.members().map(|member| (member.name, Value::from_node(member.node)));
                Value::Object(members.collect())
            }
        }
    }
}

/// A borrowed value, or an object that is not wrapped in a value.
#[derive(Clone, Copy)]
pub(crate) enum ValueRef<'v> {
    Value(&'v Value),
    Object(&'v Object),
}

impl<'v> ValueRef<'v> {
    fn object(self) -> Option<&'v Object> {
        match self {
            ValueRef::Value(value) => value.as_object(),
            ValueRef::Object(object) => Some(object),
        }
    }

    pub(crate) fn value(self) -> Option<&'v Value> {
        if let ValueRef::Value(value) = self { Some(value) } else { None }
    }
}

impl<'v> Input<'v> for ValueRef<'v> {
    fn kind(self) -> Kind {
        match self.value() {
            None | Some(Value::Object(_)) => Kind::Object,
            Some(Value::Null) => Kind::Null,
            Some(Value::Bool(false)) => Kind::False,
            Some(Value::Bool(true)) => Kind::True,
            Some(Value::Number(_)) => Kind::Number,
            Some(Value::String(_)) => Kind::String,
            Some(Value::List(_)) => Kind::Array,
        }
    }

    fn text(self) -> Option<&'v str> {
        self.value()?.as_str()
    }

    fn number(self) -> f64 {
        self.value().and_then(Value::as_f64).unwrap_or_default()
    }

    fn get(self, name: &str) -> Option<Self> {
        self.object()?.get(name).map(ValueRef::Value)
    }

    fn items(self) -> impl Iterator<Item = Self> {
        self.value().and_then(Value::as_list).unwrap_or_default().iter().map(ValueRef::Value)
    }

    fn members(self) -> impl Iterator<Item = (&'v str, Self)> {
        let members = self.object().into_iter().flat_map(Object::iter);
        members.map(|(name, value)| (name, ValueRef::Value(value)))
    }
}
