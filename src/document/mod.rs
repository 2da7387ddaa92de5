//! Snapshot text as JSON nodes that know where they stand.
//!
//! The parser is our own because of what the page pays for and what an author gets: it keeps numbers as they were
//! written (no float tables), refuses duplicate keys, and gives each node its span, so that every later message can
//! name a line, a column and a path. All nodes of a text stand in one list, in the text's order: a tree of them is
//! several times the code, the memory and the time.

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
    /// Each before its parts; an object's are a name and a value in turn.
    nodes: Vec<NodeRecord>,
    /// The strings that are written with escapes.
    decoded: Vec<String>,
    /// The members of large objects behind the first few, by the object's index.
    names: NameTable,
}

/// Where one node stands in the text, and in the list.
#[derive(Clone, Copy, Debug)]
struct NodeRecord {
    kind: Kind,
    start: u32,
    end: u32,
    /// A list's or object's: the index behind its last part. A string's: which of `decoded` it is, from 1; 0 for one
    /// that stands in the text as it is.
    link: u32,
}

/// What a JSON value is.
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

/// A node by its index: what is many times looked at while a document is compiled takes one machine word.
pub(crate) type At = NonZeroU32;

/// The index of the root; 0 is no node.
const ROOT: u32 = 1;

/// The values among the parts of a list or an object.
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
        // The list or object that is just being read has no end yet.
        if index >= self.behind || index as usize >= self.document.nodes.len() {
            return None;
        }
        self.next = self.document.behind(index) + self.named;
        At::new(index)
    }
}

/// What is asked for an index that no node has.
const NOWHERE: NodeRecord = NodeRecord { kind: Kind::Null, start: 0, end: 0, link: 0 };

/// How many members are looked through one by one.
const FEW: u32 = 8;

impl Document {
    /// The text that it was read from.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The node that all others are parts of.
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        self.node(ROOT)
    }

    /// The node of an index; `null` where there is none.
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

    /// The name of the member whose value this is.
    pub(crate) fn name_of(&self, at: At) -> &str {
        self.node(at.get()).name()
    }

    pub(crate) fn source(&self, at: At) -> &str {
        self.node(at.get()).source()
    }

    /// Where the name of the member whose value this is begins.
    pub(crate) fn start_of_name(&self, at: At) -> u32 {
        self.span(at.get() - 1).start
    }

    /// The items of a list, or the values of an object's members; none of anything else.
    pub(crate) fn parts(&self, at: At) -> Parts<'_> {
        self.parts_of(at.get())
    }

    /// The same of a node that may not be there.
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

    /// The items of a list, or what is no list as the only one.
    pub(crate) fn items_or_itself(&self, at: At) -> Parts<'_> {
        match self.kind(at) {
            Kind::Array => self.parts(at),
            _ => self.itself(at),
        }
    }

    /// A node as the only one.
    pub(crate) fn itself(&self, at: At) -> Parts<'_> {
        Parts { document: self, next: at.get(), behind: at.get() + 1, named: 0 }
    }

    /// The index behind a node and its parts.
    fn behind(&self, index: u32) -> u32 {
        let span = self.span(index);
        if let Kind::Array | Kind::Object = span.kind { span.link } else { index + 1 }
    }

    fn span(&self, index: u32) -> &NodeRecord {
        self.nodes.get(index as usize).unwrap_or(&NOWHERE)
    }

    /// Whether the node of an index is this string.
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
    /// What a message calls a value of this kind.
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
