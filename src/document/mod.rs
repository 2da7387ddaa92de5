//! Snapshot text as JSON nodes that know where they stand.
//!
//! The parser is our own because of what the page pays for and what an author gets: it borrows from the text, keeps
//! numbers as they were written (no float tables), refuses duplicate keys, and gives each node its span, so that
//! every later message can name a line, a column and a path.

mod issue;
mod parse;
mod place;
#[cfg(feature = "tools")]
mod print;
mod write;

pub(crate) use issue::faults;
pub use issue::{Fault, Issue, Severity};
#[cfg(feature = "tools")]
pub use parse::FAULTS;
pub use parse::{MAX_BYTES, parse};
pub use place::path_at;
pub use write::push_string;

use alloc::{borrow::Cow, vec::Vec};

/// One JSON value and the bytes of the text that it came from.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    /// What it is.
    pub value: Value<'a>,
    /// Offset of its first byte.
    pub start: u32,
    /// Offset behind its last byte.
    pub end: u32,
}

/// A JSON value. Objects keep the author's order.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it was written.
    Number(&'a str),
    /// A string, decoded.
    String(Cow<'a, str>),
    /// A list.
    Array(Vec<Node<'a>>),
    /// Members in order; no name twice.
    Object(Vec<Member<'a>>),
}

/// A name and its value.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// The name, decoded.
    pub name: Cow<'a, str>,
    /// Offset of the name's opening quote.
    pub start: u32,
    /// The value.
    pub node: Node<'a>,
}

impl<'a> Node<'a> {
    /// What a message calls a value of this kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }

    /// The text that this node was read from.
    #[must_use]
    pub fn source<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("null")
    }

    /// The member called `name`, if this is an object that has one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        match &self.value {
            Value::Object(members) => members.iter().find(|m| m.name == name).map(|m| &m.node),
            _ => None,
        }
    }
}

impl Value<'_> {
    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// A number as it was written.
    #[must_use]
    pub fn as_number(&self) -> Option<&str> {
        match self {
            Value::Number(text) => Some(text),
            _ => None,
        }
    }
}
