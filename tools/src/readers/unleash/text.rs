//! Texts with JavaScript's semantics.

use crate::json::Json;
use burgee::document::Node;
use burgee::literal::number;
use std::borrow::Cow;

/// White space and line ends as in `trim` and `\s`.
fn is_space(c: char) -> bool {
    c == '\u{feff}' || c.is_whitespace() && c != '\u{85}'
}

pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// The parts between commas, without the spaces next to a comma.
pub(super) fn split(text: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    if text.is_empty() {
        return parts;
    }
    // Spaces before the first and after the last part are not next to a comma.
    for part in text.split(',') {
        let part = match parts.last_mut() {
            Some(before) => {
                *before = before.trim_end_matches(is_space);
                part.trim_start_matches(is_space)
            }
            None => part,
        };
        parts.push(part);
    }
    parts
}

/// A number, or the number that JavaScript reads from a text, if it is finite.
pub(super) fn number(node: Node<'_>) -> Option<Cow<'_, str>> {
    match node.text() {
        Some(text) => number::read(text).map(|number| number::written(number).into()),
        None => node.number().map(Cow::Borrowed),
    }
}

/// Whether a text contains another, ignoring case. `str::contains` would add 0.8 KB.
pub(super) fn has(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len()).any(|bytes| bytes.eq_ignore_ascii_case(part.as_bytes()))
}

/// A list of texts.
pub(super) fn texts(parts: Vec<&str>) -> Json<'_> {
    Json::Array(parts.into_iter().map(Json::text).collect())
}
