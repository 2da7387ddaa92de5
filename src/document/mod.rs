//! Snapshot text as JSON nodes with their positions.
//!
//! The parser keeps numbers as they are written (no tables for floats), refuses duplicate keys, and records the span of
//! each node, so that messages can give line, column and path. A derived deserialiser has none of this and takes 40 KB
//! more of the module. All nodes are in one list, in the order of the text: a tree takes several times the code, memory
//! and time.

mod issue;
mod node;
mod parse;
mod place;
mod write;

pub use issue::{CatalogueEntry, Fault, Issue, Severity, faults};
pub use node::{Items, Members};
pub(crate) use parse::ALIKE;
pub use parse::{CATALOGUE, MAX_BYTES, parse};
pub use write::push_string;

use crate::hash::NameTable;
use alloc::{string::String, vec::Vec};
use core::num::NonZeroU32;

/// A text and its nodes.
#[derive(Clone, Debug)]
pub struct Document {
    text: String,
    /// Each node before its parts; the parts of an object are names and values in turn.
    nodes: Vec<NodeRecord>,
    /// The strings that contain escapes, decoded.
    decoded: Vec<String>,
    /// The members of large objects, except the first few, with the index of the object as their scope.
    names: NameTable,
}

/// The record of a node: its place in the text and in the list.
#[derive(Clone, Copy, Debug)]
struct NodeRecord {
    kind: Kind,
    start: u32,
    end: u32,
    /// For a list or object, one past its last part (exclusive end). For a string, its number in `decoded`, from 1; 0 for a
    /// string without escapes.
    link: u32,
}

/// The type of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `false`
    False,
    /// `true`
    True,
    /// A number.
    Number,
    /// A string.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}

/// One JSON value of a document.
#[derive(Clone, Copy, Debug)]
pub struct Node<'d> {
    document: &'d Document,
    index: u32,
}

/// A name and its value.
#[derive(Clone, Copy, Debug)]
pub struct Member<'d> {
    /// The name, decoded.
    pub name: &'d str,
    /// Offset of the name's opening quote.
    pub start: u32,
    /// The value.
    pub node: Node<'d>,
}

/// The index of a node, in one machine word: the compiler handles many of them.
pub(crate) type At = NonZeroU32;

/// The index of the root; 0 is not a node.
const ROOT: u32 = 1;

/// An iterator over the items of a list or the values of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts<'d> {
    document: &'d Document,
    next: u32,
    behind: u32,
    named: u32,
}

impl Iterator for Parts<'_> {
    type Item = At;

    fn next(&mut self) -> Option<At> {
        let index = self.next;
        // While a list or object is being parsed, its end is not known yet.
        if index >= self.behind || index as usize >= self.document.nodes.len() {
            return None;
        }
        self.next = self.document.behind(index) + self.named;
        At::new(index)
    }
}

/// The record for an index without a node.
const NOWHERE: NodeRecord = NodeRecord { kind: Kind::Null, start: 0, end: 0, link: 0 };

/// The number of members that are searched linearly.
const FEW: u32 = 8;

impl Document {
    /// The text of the document.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The root node.
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        self.node(ROOT)
    }

    /// The node at an index; `null` if there is none.
    #[must_use]
    pub fn node(&self, index: u32) -> Node<'_> {
        Node { document: self, index }
    }

    pub(crate) fn kind(&self, at: At) -> Kind {
        self.span(at.get()).kind
    }

    pub(crate) fn start(&self, at: At) -> u32 {
        self.span(at.get()).start
    }

    /// The text of a string; empty for anything else.
    pub(crate) fn text_at(&self, at: At) -> &str {
        self.node(at.get()).text().unwrap_or_default()
    }

    /// The name of the member with this value.
    pub(crate) fn name_of(&self, at: At) -> &str {
        self.node(at.get()).name()
    }

    pub(crate) fn source(&self, at: At) -> &str {
        self.node(at.get()).source()
    }

    /// The offset of the name of the member with this value.
    pub(crate) fn start_of_name(&self, at: At) -> u32 {
        self.span(at.get() - 1).start
    }

    /// The items of a list or the values of an object; none for other nodes.
    pub(crate) fn parts(&self, at: At) -> Parts<'_> {
        self.parts_of(at.get())
    }

    /// The items or values of the node at an index, which may not exist.
    pub(crate) fn parts_of(&self, index: u32) -> Parts<'_> {
        let span = self.span(index);
        let named = u32::from(span.kind == Kind::Object);
        let behind = if let Kind::Object | Kind::Array = span.kind { span.link } else { 0 };
        Parts { document: self, next: index + 1 + named, behind, named }
    }

    /// The member called `name`.
    pub(crate) fn member(&self, at: At, name: &str) -> Option<At> {
        At::new(self.node(at.get()).get(name)?.index)
    }

    /// The items of a list; any other node is its only item.
    pub(crate) fn items_or_itself(&self, at: At) -> Parts<'_> {
        match self.kind(at) {
            Kind::Array => self.parts(at),
            _ => self.itself(at),
        }
    }

    /// An iterator over a single node.
    pub(crate) fn itself(&self, at: At) -> Parts<'_> {
        Parts { document: self, next: at.get(), behind: at.get() + 1, named: 0 }
    }

    /// One past a node and its parts (exclusive end).
    fn behind(&self, index: u32) -> u32 {
        let span = self.span(index);
        if let Kind::Array | Kind::Object = span.kind { span.link } else { index + 1 }
    }

    fn span(&self, index: u32) -> &NodeRecord {
        self.nodes.get(index as usize).unwrap_or(&NOWHERE)
    }

    /// Whether the node at an index is this string.
    fn is(&self, index: u32, text: &str) -> bool {
        let span = self.span(index);
        match span.link {
            0 => self.text.as_bytes().get(span.start as usize + 1..span.end as usize - 1) == Some(text.as_bytes()),
            _ => self.string(span) == text,
        }
    }

    fn string(&self, span: &NodeRecord) -> &str {
        match (span.link as usize).checked_sub(1) {
            Some(nth) => self.decoded.get(nth).map_or("", String::as_str),
            None => self.text.get(span.start as usize + 1..span.end as usize - 1).unwrap_or_default(),
        }
    }
}

impl Kind {
    /// A description for messages, with an article.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::False | Kind::True => "a boolean",
            Kind::Number => "a number",
            Kind::String => "a string",
            Kind::Array => "a list",
            Kind::Object => "an object",
        }
    }
}
