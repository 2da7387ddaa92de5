//! JSON values: attributes of a context, and values of variants.

mod from;
mod number;
mod object;
mod read;

pub use number::Number;
pub use object::Object;
pub(super) use read::ValueRef;

use crate::document::push_string;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// A JSON value.
///
/// ```
/// use burgee::Value;
///
/// assert_eq!(Value::from("pro").as_str(), Some("pro"));
/// assert_eq!(Value::from(42).as_i64(), Some(42));
/// assert_eq!(Value::from(["a", "b"]).to_string(), r#"["a","b"]"#);
///
/// let parsed: Value = r#"{"plan": "pro", "seats": 3}"#.parse()?;
/// assert_eq!(parsed.get("seats").and_then(Value::as_f64), Some(3.0));
/// # Ok::<(), burgee::Error>(())
/// ```
///
/// `Display` writes JSON text, and `FromStr` reads it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// A list.
    List(Vec<Value>),
    /// An object.
    Object(Object),
}

impl Value {
    /// The boolean, if the value is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(value) = self { Some(*value) } else { None }
    }

    /// The string, if the value is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(value) = self { Some(value) } else { None }
    }

    /// The number as the nearest double, if the value is a number.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number().map(Number::as_f64)
    }

    /// The number, if the value is an integer from -2^63 to 2^63 - 1. It is exact.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// The number, if the value is an integer from 0 to 2^64 - 1. It is exact.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// The number, if the value is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        if let Value::Number(value) = self { Some(value) } else { None }
    }

    /// The items, if the value is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        if let Value::List(items) = self { Some(items) } else { None }
    }

    /// The object, if the value is one.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        if let Value::Object(object) = self { Some(object) } else { None }
    }

    /// The object, if the value is one; takes the value apart.
    #[must_use]
    pub fn into_object(self) -> Option<Object> {
        if let Value::Object(object) = self { Some(object) } else { None }
    }

    /// Whether the value is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The member called `name`, if the value is an object that has one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object()?.get(name)
    }
}

/// Writes JSON text without spaces.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Number(number) => write!(f, "{number}"),
            Value::String(text) => write_string(f, text),
            Value::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    f.write_str(if index > 0 { "," } else { "" })?;
                    write!(f, "{item}")?;
                }
                f.write_str("]")
            }
            Value::Object(object) => write!(f, "{object}"),
        }
    }
}

fn write_string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut quoted = String::new();
    push_string(&mut quoted, text);
    f.write_str(&quoted)
}
