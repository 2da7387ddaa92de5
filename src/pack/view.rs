//! What an attribute is taken for: the conversions of `as`. `pkg-template/evaluator/view.js` does the same.

use super::Seen;
use crate::document::{Kind, Node, push_string};
use crate::literal::{decimal, number, sortable::sortable};
use crate::program::As;
use alloc::{borrow::Cow, string::String};

/// A value as a whole, where that is what is asked for.
pub(super) fn whole<'d>(view: As, node: Node<'d>) -> Option<Seen<'d>> {
    match view {
        As::Size if node.kind() == Kind::Array => Some(Seen::Number(node.items().count() as f64)),
        As::Size => Some(Seen::Other),
        As::Type => Some(Seen::Text(type_name(node.kind()).into())),
        As::Json => {
            let mut text = String::new();
            write_json(&mut text, node);
            Some(Seen::Text(text.into()))
        }
        As::Boolean => Some(Seen::Bool(match node.kind() {
            Kind::Null | Kind::False => false,
            Kind::Number => decimal::parse(node.source()) != Some(0.0),
            Kind::String => node.text() != Some(""),
            Kind::True | Kind::Array | Kind::Object => true,
        })),
        _ => None,
    }
}

/// One value, or one item of a list.
pub(super) fn converted(view: As, seen: Seen<'_>) -> Seen<'_> {
    match (view, seen) {
        (As::Text, Seen::Bool(value)) => Seen::Text(if value { "true" } else { "false" }.into()),
        (As::Version, Seen::Bool(_)) => Seen::Other,
        (As::Text | As::Version, Seen::Number(value)) => versioned(view, number::written(value).into()),
        (As::Text | As::Version, Seen::Text(text)) => versioned(view, text),
        (As::Lowercase, Seen::Text(text)) => Seen::Text(text.to_lowercase().into()),
        (As::Number, Seen::Bool(value)) => Seen::Number(f64::from(u8::from(value))),
        (As::Number, Seen::Text(text)) => number::read(&text).map_or(Seen::Other, Seen::Number),
        // Of what is taken whole only a text without a node comes here: the domain of an e-mail address.
        (As::Size, _) => Seen::Other,
        (As::Boolean, Seen::Text(text)) => Seen::Bool(!text.is_empty()),
        (As::Type, _) => Seen::Text(type_name(Kind::String).into()),
        (As::Json, Seen::Text(text)) => {
            let mut quoted = String::new();
            push_string(&mut quoted, &text);
            Seen::Text(quoted.into())
        }
        (_, seen) => seen,
    }
}

fn versioned(view: As, text: Cow<'_, str>) -> Seen<'_> {
    Seen::Text(if view == As::Version { sortable(&text).into() } else { text })
}

fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::False | Kind::True => "boolean",
        Kind::Number => "number",
        Kind::String => "string",
        Kind::Array => "array",
        Kind::Object => "object",
    }
}

/// JSON text as `JSON.stringify` writes it.
pub(super) fn write_json(out: &mut String, node: Node<'_>) {
    match node.kind() {
        Kind::Number => match decimal::parse(node.source()) {
            Some(value) => out.push_str(&number::written(value)),
            None => out.push_str("null"),
        },
        Kind::String => push_string(out, node.text().unwrap_or_default()),
        Kind::Array => {
            out.push('[');
            for (index, item) in node.items().enumerate() {
                separate(out, index);
                write_json(out, item);
            }
            out.push(']');
        }
        Kind::Object => {
            out.push('{');
            for (index, member) in node.members().enumerate() {
                separate(out, index);
                push_string(out, member.name);
                out.push(':');
                write_json(out, member.node);
            }
            out.push('}');
        }
        Kind::Null | Kind::False | Kind::True => out.push_str(node.source()),
    }
}

fn separate(out: &mut String, index: usize) {
    if index > 0 {
        out.push(',');
    }
}
