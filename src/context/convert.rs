//! What an attribute is taken for: the conversions of `as`. `pkg-template/evaluator/view.js` does the same.

use super::pack::Scalar;
use crate::document::{Kind, Node, push_string};
use crate::literal::{decimal, number, sortable::sortable};
use crate::model::Conversion;
use alloc::{borrow::Cow, string::String};

/// A value as a whole, where that is what is asked for.
pub(super) fn whole<'d>(conversion: Conversion, node: Node<'d>) -> Option<Scalar<'d>> {
    match conversion {
        Conversion::Size if node.kind() == Kind::Array => Some(Scalar::Number(node.items().count() as f64)),
        Conversion::Size => Some(Scalar::Other),
        Conversion::Type => Some(Scalar::Text(type_name(node.kind()).into())),
        Conversion::Json => {
            let mut text = String::new();
            write_json(&mut text, node);
            Some(Scalar::Text(text.into()))
        }
        Conversion::Boolean => Some(Scalar::Bool(match node.kind() {
            Kind::Null | Kind::False => false,
            Kind::Number => decimal::parse(node.source()) != Some(0.0),
            Kind::String => node.text() != Some(""),
            Kind::True | Kind::Array | Kind::Object => true,
        })),
        _ => None,
    }
}

/// One value, or one item of a list.
pub(super) fn converted(conversion: Conversion, seen: Scalar<'_>) -> Scalar<'_> {
    match (conversion, seen) {
        (Conversion::Text, Scalar::Bool(value)) => Scalar::Text(if value { "true" } else { "false" }.into()),
        (Conversion::Version, Scalar::Bool(_)) => Scalar::Other,
        (Conversion::Text | Conversion::Version, Scalar::Number(value)) => {
            versioned(conversion, number::written(value).into())
        }
        (Conversion::Text | Conversion::Version, Scalar::Text(text)) => versioned(conversion, text),
        (Conversion::Lowercase, Scalar::Text(text)) => Scalar::Text(text.to_lowercase().into()),
        (Conversion::Number, Scalar::Bool(value)) => Scalar::Number(f64::from(u8::from(value))),
        (Conversion::Number, Scalar::Text(text)) => number::read(&text).map_or(Scalar::Other, Scalar::Number),
        // Of what is taken whole only a text without a node comes here: the domain of an e-mail address.
        (Conversion::Size, _) => Scalar::Other,
        (Conversion::Boolean, Scalar::Text(text)) => Scalar::Bool(!text.is_empty()),
        (Conversion::Type, _) => Scalar::Text(type_name(Kind::String).into()),
        (Conversion::Json, Scalar::Text(text)) => {
            let mut quoted = String::new();
            push_string(&mut quoted, &text);
            Scalar::Text(quoted.into())
        }
        (_, seen) => seen,
    }
}

fn versioned(conversion: Conversion, text: Cow<'_, str>) -> Scalar<'_> {
    Scalar::Text(if conversion == Conversion::Version { sortable(&text).into() } else { text })
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
