//! Tests of what an attribute is taken for.

use super::conditions::interval;
use super::words::{PARTS, TEXTS, VERSIONS};
use super::{Choices, Members};
use serde_json::{Value, json};

const WRITTEN: [&str; 10] = ["18", "0", "true", "-1", "1e+21", "64.9", "pro", "", "user-1", "1793491200000"];
const LOWER: [&str; 6] = ["pro", "österreich", "company.com", "bob@partner.com", "", "Pro"];
const TYPES: [&str; 6] = ["string", "number", "boolean", "array", "object", "null"];
const JSON: [&str; 8] =
    ["18", "true", "\"pro\"", "[]", "{\"nested\":true}", "[\"pro\"]", "\"value \\\"1\\\"\"", "1e+21"];

/// `as`, and an operator that meets what it gives.
pub(super) fn operators(choices: &mut Choices<'_>, leaf: &mut Members) {
    let view = *choices.pick(&["text", "lowercase", "number", "version", "size", "type", "json", "boolean"]);
    leaf.put("as", view);
    let texts: &[&str] = match view {
        "number" | "size" => return numbers(choices, leaf),
        "boolean" => return leaf.put("equals", choices.below(2) == 0),
        "text" => &WRITTEN,
        "lowercase" => &LOWER,
        "version" => &VERSIONS,
        "type" => &TYPES,
        _ => &JSON,
    };
    match choices.below(5) {
        0 => leaf.put("equals", *choices.pick(texts)),
        1 | 2 => leaf.put("in", choices.several(texts, 4)),
        3 if view != "version" => {
            let name = choices.pick::<&str>(&["startsWith", "endsWith", "contains"]);
            leaf.put(name, choices.several(&PARTS, 3));
        }
        _ if view == "version" => {
            interval(choices, leaf, [["gte", "gt"], ["lt", "lte"]], |choices| (*choices.pick(&VERSIONS)).into());
        }
        _ => interval(choices, leaf, [["gte", "gt"], ["lt", "lte"]], |choices| (*choices.pick(&TEXTS)).into()),
    }
}

fn numbers(choices: &mut Choices<'_>, leaf: &mut Members) {
    match choices.below(4) {
        0 => leaf.put("equals", number(choices)),
        1 => leaf.put("in", (0..choices.below(4)).map(|_| number(choices)).collect::<Vec<_>>()),
        _ => interval(choices, leaf, [["gte", "gt"], ["lt", "lte"]], number),
    }
}

fn number(choices: &mut Choices<'_>) -> Value {
    choices
        .pick(&[json!(1), json!(0), json!(2), json!(18), json!(64.9), json!(3), json!(31), json!(-0.5), json!(1e21)])
        .clone()
}
