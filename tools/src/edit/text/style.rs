//! The layout of a document, and new values in the same layout.

use crate::json::Json;
use burgee::document::{Node, push_string};

/// The longest line for an object or a list on one line.
pub(super) const WIDTH: usize = 100;

/// The layout of a document.
#[derive(Clone, Debug)]
pub(super) struct Style {
    /// The document is on one line.
    pub(super) flat: bool,
    /// No space after colons and commas.
    pub(super) compact: bool,
    pub(super) newline: &'static str,
    /// One level of indentation.
    pub(super) unit: String,
}

impl Style {
    pub(super) fn of(text: &str, root: Node<'_>) -> Style {
        let flat = !root.source().contains('\n');
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let first = root.members().next();
        let before = first.and_then(|m| text.get(root.start() as usize + 1..m.start as usize)).unwrap_or_default();
        let unit = before.rsplit_once('\n').map_or("  ", |(_, unit)| unit);
        let tight = first.and_then(|m| text.get(..m.node.start() as usize)).is_some_and(|text| text.ends_with(':'));
        Style { flat, compact: flat && tight, newline, unit: unit.into() }
    }

    /// The text of a new value on a line with the indentation `base` and `taken` more used columns. Objects of the
    /// first `open` levels get one line per member, however short they are.
    pub(super) fn print(&self, value: &Json<'_>, base: &str, taken: usize, open: usize) -> String {
        let line = self.line(value);
        let fits = base.chars().count() + taken + line.chars().count() < WIDTH;
        if self.flat || (open == 0 && fits) {
            return line;
        }
        let inner = format!("{base}{}", self.unit);
        match value {
            Json::Object(members) if !members.is_empty() => self.block("{}", base, members.iter(), |(name, value)| {
                self.print_member(name, value, &inner, open.saturating_sub(1))
            }),
            Json::Array(items) if !items.is_empty() => {
                self.block("[]", base, items.iter(), |item| self.print(item, &inner, 0, 0))
            }
            _ => line,
        }
    }

    /// A member at the beginning of a line.
    pub(super) fn print_member(&self, name: &str, value: &Json<'_>, base: &str, open: usize) -> String {
        let mut text = String::new();
        push_string(&mut text, name);
        text.push_str(if self.compact { ":" } else { ": " });
        let taken = text.chars().count();
        text.push_str(&self.print(value, base, taken, open));
        text
    }

    /// Brackets around children, each on a line of its own, one level deeper than `base`.
    pub(super) fn block<T>(
        &self,
        brackets: &str,
        base: &str,
        children: impl Iterator<Item = T>,
        print: impl Fn(T) -> String,
    ) -> String {
        let (open, close) = brackets.split_at(1);
        let mut text = String::from(open);
        for (index, child) in children.enumerate() {
            let comma = if index > 0 { "," } else { "" };
            text.push_str(&format!("{comma}{}{base}{}{}", self.newline, self.unit, print(child)));
        }
        text.push_str(&format!("{}{base}{close}", self.newline));
        text
    }

    /// The text of a value on one line.
    pub(super) fn line(&self, value: &Json<'_>) -> String {
        if !self.compact {
            return value.print_on_one_line();
        }
        let mut text = String::new();
        push_compact(&mut text, value);
        text
    }
}

fn push_compact(out: &mut String, value: &Json<'_>) {
    let comma = |out: &mut String, index: usize| out.push_str(if index > 0 { "," } else { "" });
    match value {
        Json::Object(members) => {
            out.push('{');
            for (index, (name, value)) in members.iter().enumerate() {
                comma(out, index);
                push_string(out, name);
                out.push(':');
                push_compact(out, value);
            }
            out.push('}');
        }
        Json::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                comma(out, index);
                push_compact(out, item);
            }
            out.push(']');
        }
        _ => out.push_str(&value.print_on_one_line()),
    }
}
