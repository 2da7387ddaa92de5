//! Instants in a document: RFC 3339 text, or milliseconds since 1970.

use super::reader::Reader;
use crate::document::{Node, Place, Value};
use crate::literal::{date, decimal};

impl<'n> Reader<'n> {
    /// An instant in ms since 1970.
    pub(crate) fn instant(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<i64> {
        let found = match &node.value {
            Value::String(text) => date::parse(text),
            Value::Number(text) => decimal::scaled(text, 0).and_then(|ms| i64::try_from(ms).ok()),
            _ => {
                self.wrong_type("a date", node, place);
                return None;
            }
        };
        if found.is_none() {
            self.error(
                "date",
                place,
                node,
                &["expected a date such as `2026-11-01T09:00:00Z`"],
            );
        }
        found
    }
}
