//! How the author lays a document out, and new parts laid out alike.

use crate::json::Tree;
use burgee::document::{Node, push_string};

/// The longest line that a whole object or list is put on.
pub(super) const WIDTH: usize = 100;

/// The layout that a document shows.
#[derive(Clone, Debug)]
pub(super) struct Style {
    /// Everything stands on one line.
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

    /// The text of a new part on a line that is indented by `base` and has `taken` more columns filled. Objects within
    /// the first `open` levels get a line for each member, however short they are.
    pub(super) fn print(&self, part: &Tree<'_>, base: &str, taken: usize, open: usize) -> String {
        let line = self.line(part);
        let fits = base.chars().count() + taken + line.chars().count() < WIDTH;
        if self.flat || (open == 0 && fits) {
            return line;
        }
        let inner = format!("{base}{}", self.unit);
        match part {
            Tree::Object(members) if !members.is_empty() => self.block("{}", base, members.iter(), |(name, part)| {
                self.print_member(name, part, &inner, open.saturating_sub(1))
            }),
            Tree::Array(items) if !items.is_empty() => {
                self.block("[]", base, items.iter(), |item| self.print(item, &inner, 0, 0))
            }
            _ => line,
        }
    }

    /// A name and its value at the beginning of a line.
    pub(super) fn print_member(&self, name: &str, part: &Tree<'_>, base: &str, open: usize) -> String {
        let mut text = String::new();
        push_string(&mut text, name);
        text.push_str(if self.compact { ":" } else { ": " });
        let taken = text.chars().count();
        text.push_str(&self.print(part, base, taken, open));
        text
    }

    /// Brackets around children, each on a line of its own; those lines are indented by `base` and a level.
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

    /// The text on one line.
    pub(super) fn line(&self, part: &Tree<'_>) -> String {
        if !self.compact {
            return part.print_on_one_line();
        }
        let mut text = String::new();
        push_compact(&mut text, part);
        text
    }
}

fn push_compact(out: &mut String, part: &Tree<'_>) {
    let comma = |out: &mut String, index: usize| out.push_str(if index > 0 { "," } else { "" });
    match part {
        Tree::Object(members) => {
            out.push('{');
            for (index, (name, part)) in members.iter().enumerate() {
                comma(out, index);
                push_string(out, name);
                out.push(':');
                push_compact(out, part);
            }
            out.push('}');
        }
        Tree::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                comma(out, index);
                push_compact(out, item);
            }
            out.push(']');
        }
        _ => out.push_str(&part.print_on_one_line()),
    }
}
