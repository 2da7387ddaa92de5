//! The conversions of `as`: what an attribute is taken for. `pkg-template/evaluator/view.js` does the same.

use super::{Input, Scalar};
use crate::document::{Kind, push_string};
use crate::literal::{number, sortable::sortable};
use crate::model::Conversion;
use alloc::{borrow::Cow, string::String};

/// Converts a value as a whole; `None` if the conversion applies to a scalar, or to each item of a list.
pub(super) fn convert_whole<'v>(conversion: Conversion, value: impl Input<'v>) -> Option<Scalar<'v>> {
    match conversion {
        Conversion::Size if value.kind() == Kind::Array => Some(Scalar::Number(value.items().count() as f64)),
        Conversion::Size => Some(Scalar::Other),
        Conversion::Type => Some(Scalar::Text(type_name(value.kind()).into())),
        Conversion::Json => {
            let mut text = String::new();
            write_json(&mut text, value);
            Some(Scalar::Text(text.into()))
        }
        Conversion::Boolean => Some(Scalar::Bool(match value.kind() {
            Kind::Null | Kind::False => false,
            Kind::Number => {
                let number = value.number();
                number != 0.0 && !number.is_nan()
            }
            Kind::String => value.text() != Some(""),
            Kind::True | Kind::Array | Kind::Object => true,
        })),
        _ => None,
    }
}

/// Converts a scalar: an attribute, or one item of a list.
pub(super) fn convert_scalar(conversion: Conversion, scalar: Scalar<'_>) -> Scalar<'_> {
    match (conversion, scalar) {
        (Conversion::Text, Scalar::Bool(value)) => Scalar::Text(if value { "true" } else { "false" }.into()),
        (Conversion::Version, Scalar::Bool(_)) => Scalar::Other,
        (Conversion::Text | Conversion::Version, Scalar::Number(value)) => {
            convert_text(conversion, number::written(value).into())
        }
        (Conversion::Text | Conversion::Version, Scalar::Text(text)) => convert_text(conversion, text),
        (Conversion::Lowercase, Scalar::Text(text)) => Scalar::Text(text.to_lowercase().into()),
        (Conversion::Number, Scalar::Bool(value)) => Scalar::Number(f64::from(u8::from(value))),
        (Conversion::Number, Scalar::Text(text)) => number::read(&text).map_or(Scalar::Other, Scalar::Number),
        // The conversions below apply to whole values. The domain of an e-mail address, which is derived and has no
        // value of its own, is the only scalar that gets here.
        (Conversion::Size, _) => Scalar::Other,
        (Conversion::Boolean, Scalar::Text(text)) => Scalar::Bool(!text.is_empty()),
        (Conversion::Type, _) => Scalar::Text(type_name(Kind::String).into()),
        (Conversion::Json, Scalar::Text(text)) => {
            let mut quoted = String::new();
            push_string(&mut quoted, &text);
            Scalar::Text(quoted.into())
        }
        (_, scalar) => scalar,
    }
}

fn convert_text(conversion: Conversion, text: Cow<'_, str>) -> Scalar<'_> {
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

/// Appends a value as `JSON.stringify` writes it.
pub(super) fn write_json<'v>(out: &mut String, value: impl Input<'v>) {
    match value.kind() {
        Kind::Null => out.push_str("null"),
        Kind::False => out.push_str("false"),
        Kind::True => out.push_str("true"),
        Kind::Number => match value.number() {
            number if number.is_finite() => out.push_str(&number::written(number)),
            _ => out.push_str("null"),
        },
        Kind::String => push_string(out, value.text().unwrap_or_default()),
        Kind::Array => {
            out.push('[');
            for (index, item) in value.items().enumerate() {
                separate(out, index);
                write_json(out, item);
            }
            out.push(']');
        }
        Kind::Object => {
            out.push('{');
            for (index, (name, member)) in value.members().enumerate() {
                separate(out, index);
                push_string(out, name);
                out.push(':');
                write_json(out, member);
            }
            out.push('}');
        }
    }
}

fn separate(out: &mut String, index: usize) {
    if index > 0 {
        out.push(',');
    }
}
