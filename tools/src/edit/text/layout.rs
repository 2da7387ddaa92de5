//! Commas, line breaks and indentation around new, replaced and removed values.

use super::draft::{Patch, Step};
use super::style::{Style, WIDTH};
use crate::json::Json;
use burgee::document::{Kind, Node};

/// A new member, or a new item if it has no name.
pub(super) struct Insertion<'i, 'n> {
    pub(super) index: usize,
    pub(super) name: Option<&'i str>,
    pub(super) value: &'i Json<'n>,
    /// The number of outer levels that get one line per member.
    pub(super) open: usize,
}

impl Insertion<'_, '_> {
    fn print(&self, style: &Style, base: &str) -> String {
        match self.name {
            Some(name) => style.print_member(name, self.value, base, self.open),
            None => style.print(self.value, base, 0, self.open),
        }
    }
}

/// The byte ranges of a container's members or items.
fn children(container: Node<'_>) -> Vec<(usize, usize)> {
    let members = container.members().map(|member| (member.start as usize, member.node.end() as usize));
    members.chain(container.items().map(span)).collect()
}

fn span(node: Node<'_>) -> (usize, usize) {
    (node.start() as usize, node.end() as usize)
}

/// The indentation of the line that contains an offset.
fn indentation(text: &str, at: usize) -> &str {
    let line = text.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    let rest = line.trim_start_matches([' ', '\t']);
    line.get(..line.len() - rest.len()).unwrap_or_default()
}

/// The columns between the indentation and an offset.
fn column(text: &str, at: usize) -> usize {
    let line = text.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    line.trim_start_matches([' ', '\t']).chars().count()
}

/// The length of the line that contains an offset.
fn line_length(text: &str, at: usize) -> usize {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = after.split(['\r', '\n']).next().unwrap_or_default();
    before.chars().count() + after.chars().count()
}

/// The comma and the whitespace between a new child and its neighbour, as between the present children.
fn separator(text: &str, style: &Style, container: Node<'_>, index: usize) -> String {
    let spans = children(container);
    let after = index.clamp(1, spans.len().saturating_sub(1).max(1));
    if let (Some((_, end)), Some((start, _))) = (spans.get(after - 1), spans.get(after)) {
        return text.get(*end..*start).unwrap_or(",").into();
    }
    let first = spans.first().map_or(container.start() as usize + 1, |span| span.0);
    let before = text.get(container.start() as usize + 1..first).unwrap_or_default();
    let space = if style.compact { "" } else { " " };
    format!(",{}", if before.contains('\n') { before } else { space })
}

/// Whether a line with a new child stays within the width. A line that is already longer may grow.
pub(super) fn fits(text: &str, style: &Style, container: Node<'_>, new: &Insertion<'_, '_>) -> bool {
    let spans = children(container);
    let separator = separator(text, style, container, new.index);
    if style.flat || separator.contains('\n') || spans.is_empty() && !continues_after(text, container) {
        return true;
    }
    let length = line_length(text, container.start() as usize);
    let name = new.name.map_or(0, |name| name.chars().count() + 4);
    let added = separator.chars().count() + name + style.line(new.value).chars().count();
    length > WIDTH || new.open == 0 && length + added <= WIDTH
}

/// Whether the line goes on after this node, apart from a comma.
fn continues_after(text: &str, container: Node<'_>) -> bool {
    let after = text.get(container.end() as usize..).unwrap_or_default();
    let rest = after.split('\n').next().unwrap_or_default();
    !rest.trim_matches([',', ' ', '\r', '\t']).is_empty()
}

/// Puts each child of a one-line container on a line of its own.
pub(super) fn on_lines(text: &str, style: &Style, container: Node<'_>) -> Option<Patch> {
    let spans = children(container);
    let (start, end) = span(container);
    let source = text.get(start..end)?;
    if source.contains('\n') || spans.is_empty() {
        return None;
    }
    let brackets = if source.starts_with('{') { "{}" } else { "[]" };
    let base = indentation(text, start);
    let child = |(from, to): (usize, usize)| text.get(from..to).unwrap_or_default().into();
    Some(Patch { start, end, text: style.block(brackets, base, spans.into_iter(), child) })
}

/// Inserts a new child.
pub(super) fn insertion(text: &str, style: &Style, container: Node<'_>, new: &Insertion<'_, '_>) -> Patch {
    let spans = children(container);
    let separator = separator(text, style, container, new.index);
    let base = match separator.rsplit_once('\n') {
        Some((_, base)) => base,
        None => indentation(text, container.start() as usize),
    };
    match (new.index.checked_sub(1).and_then(|before| spans.get(before)).or(spans.last()), spans.first()) {
        (None, _) | (_, None) => first_child(text, style, container, new),
        (_, Some((start, _))) if new.index == 0 => {
            Patch { start: *start, end: *start, text: format!("{}{separator}", new.print(style, base)) }
        }
        (Some((_, end)), _) => Patch { start: *end, end: *end, text: format!("{separator}{}", new.print(style, base)) },
    }
}

/// Inserts the first child of an empty container.
fn first_child(text: &str, style: &Style, container: Node<'_>, new: &Insertion<'_, '_>) -> Patch {
    let (start, end) = span(container);
    let value = new.value.clone();
    let container_value = match new.name {
        Some(name) => Json::object([(name.into(), value)]),
        None => Json::Array(vec![value]),
    };
    let open = if new.open > 0 { new.open + 1 } else { 0 };
    let printed = style.print(&container_value, indentation(text, start), column(text, start), open);
    Patch { start, end, text: printed }
}

/// Whether a node's replacement stays within the width, on the node's line or on several lines.
pub(super) fn fits_instead(text: &str, style: &Style, node: Node<'_>, value: &Json<'_>) -> bool {
    let ends_line = !continues_after(text, node) && column(text, node.start() as usize) < WIDTH / 2;
    style.flat || ends_line || stays_on_line(text, style, node, value)
}

fn stays_on_line(text: &str, style: &Style, node: Node<'_>, value: &Json<'_>) -> bool {
    let old = node.source();
    let length = line_length(text, node.start() as usize);
    let new = length + style.line(value).chars().count() - old.chars().count().min(length);
    !old.contains('\n') && (length > WIDTH || new <= WIDTH)
}

/// Replaces a node.
pub(super) fn replacement(text: &str, style: &Style, node: Node<'_>, value: &Json<'_>) -> Patch {
    let (start, end) = span(node);
    if stays_on_line(text, style, node, value) {
        return Patch { start, end, text: style.line(value) };
    }
    Patch { start, end, text: style.print(value, indentation(text, start), column(text, start), 0) }
}

/// Removes a child and one of the commas next to it.
pub(super) fn removal(container: Node<'_>, child: Step<'_>) -> Option<Patch> {
    let index = match child {
        Step::Name(name) => container.position(name)? as usize,
        Step::Item(index) if container.kind() == Kind::Array => index,
        Step::Item(_) => return None,
    };
    let spans = children(container);
    let (start, end) = *spans.get(index)?;
    let before = index.checked_sub(1).and_then(|before| spans.get(before));
    let (start, end) = match (before, spans.get(index + 1)) {
        (Some((_, before)), _) => (*before, end),
        (None, Some((after, _))) => (start, *after),
        (None, None) => (container.start() as usize + 1, container.end() as usize - 1),
    };
    Some(Patch { start, end, text: String::new() })
}
