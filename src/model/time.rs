//! Instants in a document: RFC 3339 text, or milliseconds since 1970.

use super::faults::{DATE, WINDOW};
use super::reader::{Fields, Reader};
use crate::document::{Node, Value};
use crate::literal::{date, decimal};

impl<'n> Reader<'n> {
    /// An instant in ms since 1970.
    pub(super) fn instant(&mut self, node: &'n Node<'n>) -> Option<i64> {
        let found = match &node.value {
            Value::String(text) => date::parse(text),
            Value::Number(text) => decimal::scaled(text, 0).and_then(|ms| i64::try_from(ms).ok()),
            _ => return self.wrong_type(node, "a date"),
        };
        if found.is_none() {
            self.error(node, &DATE, &[]);
        }
        found
    }

    /// `start` and `end`, the first before the second.
    pub(super) fn window(&mut self, fields: Fields<'n>) -> (Option<i64>, Option<i64>) {
        let start = fields.get("start").and_then(|node| self.instant(node));
        let end = fields.get("end").and_then(|node| self.instant(node));
        if let (Some(from), Some(to), Some(node)) = (start, end, fields.get("end"))
            && from >= to
        {
            self.error(node, &WINDOW, &[]);
        }
        (start, end)
    }
}
