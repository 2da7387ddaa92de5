//! What an attribute is taken for where a test says `as`.

use burgee::{OPERATORS, Operand, OperatorInfo};
use regex::Regex;
use serde_json::{Value, json};

/// The value as the test takes it. What can't be converted becomes an object, which no operator compares.
pub(super) fn converted(leaf: &Value, value: Value) -> Value {
    let view = leaf["as"].as_str().unwrap_or("");
    match (view, &value) {
        ("size", Value::Array(items)) => json!(items.len()),
        ("size", _) => json!({}),
        ("type", _) => json!(type_of(&value)),
        ("json", _) => json!(json_text(&value)),
        ("boolean", Value::Null) => Value::Null,
        ("boolean", _) => json!(![json!(false), json!(""), json!(0), json!(0.0), json!(-0.0)].contains(&value)),
        (_, Value::Array(items)) => items.iter().map(|item| one(view, item)).collect(),
        _ => one(view, &value),
    }
}

/// The test with its strings made to sort, where the attribute's text is.
pub(super) fn compared(leaf: &Value) -> Value {
    let mut leaf = leaf.clone();
    if leaf["as"] == "version" {
        let compares = |operand| matches!(operand, Operand::Scalar | Operand::Scalars | Operand::Bound);
        for OperatorInfo { name, .. } in OPERATORS.iter().filter(|operator| compares(operator.operand)) {
            let sorting = |value: &Value| value.as_str().map_or(value.clone(), |text| json!(version(text)));
            if let Some(operand) = leaf.get_mut(*name) {
                *operand = operand.as_array().map_or_else(|| sorting(operand), |all| all.iter().map(sorting).collect());
            }
        }
    }
    leaf
}

fn one(view: &str, value: &Value) -> Value {
    match (view, value) {
        (_, Value::Null) => Value::Null,
        ("text", _) => text(value).map_or(json!({}), Value::String),
        ("version", Value::Bool(_)) => json!({}),
        ("version", _) => text(value).map_or(json!({}), |text| json!(version(&text))),
        ("lowercase", Value::String(text)) => json!(text.to_lowercase()),
        ("number", Value::Bool(value)) => json!(f64::from(u8::from(*value))),
        ("number", Value::String(text)) => number(text).map_or(json!({}), |number| json!(number)),
        _ => value.clone(),
    }
}

/// Strings, numbers as JavaScript writes them, booleans.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(_) => value.as_f64().map(written),
        _ => None,
    }
}

/// Rust and JavaScript have the same shortest digits; JavaScript puts an exponent to very large and very small ones.
fn written(number: f64) -> String {
    match number.abs() {
        0.0 => "0".into(),
        1e-6..1e21 => format!("{number}"),
        1e21.. => format!("{number:e}").replace('e', "e+"),
        _ => format!("{number:e}"),
    }
}

/// ECMAScript's `Number(text)`, as far as the digits of whole numbers in other bases fit 128 bits.
fn number(text: &str) -> Option<f64> {
    let text = text.trim_matches(|c: char| c == '\u{feff}' || (c.is_whitespace() && c != '\u{85}'));
    for (prefix, base) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = text.to_ascii_lowercase().strip_prefix(prefix) {
            let plain = !digits.starts_with('+');
            return u128::from_str_radix(digits, base).ok().filter(|_| plain).map(|number| number as f64);
        }
    }
    let decimal = Regex::new(r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$").unwrap();
    if text.is_empty() {
        return Some(0.0);
    }
    let number: f64 = text.parse().ok().filter(|_| decimal.is_match(text))?;
    number.is_finite().then_some(number)
}

/// A version padded so that its text sorts.
fn version(text: &str) -> String {
    let text = if text.is_empty() { "0" } else { text };
    let bare = Regex::new(r"(?s)^v|\+.*").unwrap().replace_all(text, "");
    let mut parts: Vec<_> = Regex::new("[-.]").unwrap().split(&bare).collect();
    if parts.len() == 3 {
        parts.push("~");
    }
    let number = Regex::new("^[0-9]+$").unwrap();
    let padded = parts.iter().map(|part| if number.is_match(part) { format!("{part:>5}") } else { (*part).into() });
    padded.collect::<Vec<_>>().join("-")
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn json_text(value: &Value) -> String {
    match value {
        Value::Number(number) => written(number.as_f64().unwrap()),
        Value::Array(items) => format!("[{}]", items.iter().map(json_text).collect::<Vec<_>>().join(",")),
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| format!("{}:{}", json!(name), json_text(value));
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
        }
        plain => plain.to_string(),
    }
}
