//! Texts as JavaScript cuts them.

use crate::document::{Node, Tree};
use crate::literal::number;
use alloc::borrow::Cow;

/// White space and line ends, as `trim` and `\s` have them.
fn is_space(c: char) -> bool {
    c == '\u{feff}' || c.is_whitespace() && c != '\u{85}'
}

pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// The parts between commas, without the spaces beside a comma.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    let last = text.matches(',').count();
    // What stands outside the first and the last part is no space beside a comma.
    text.split(',').enumerate().filter(|_| !text.is_empty()).map(move |(nth, part)| {
        let part = if nth > 0 { part.trim_start_matches(is_space) } else { part };
        if nth < last { part.trim_end_matches(is_space) } else { part }
    })
}

/// A number, or what JavaScript reads from a text, if that is finite.
pub(super) fn number(node: Node<'_>) -> Option<Cow<'_, str>> {
    match node.text() {
        Some(text) => number::read(text).map(|number| number::written(number).into()),
        None => node.number().map(Cow::Borrowed),
    }
}

/// A list of texts.
pub(super) fn texts<'t>(parts: impl IntoIterator<Item = &'t str>) -> Tree<'t> {
    Tree::Array(parts.into_iter().map(Tree::text).collect())
}
