//! Users: attributes of the right kind mostly, and everything else that a caller may send.

use super::words::{ATTRIBUTES, Kind, VARIANTS, now, usual};
use super::{Choices, Members};
use crate::meaning::User;
use serde_json::{Map, Value, json};

pub(super) fn user(choices: &mut Choices<'_>) -> User {
    let mut attributes = Value::Object(Map::new());
    for (path, kind) in ATTRIBUTES {
        if path != "emailDomain" || choices.one_in(6) {
            attribute(choices, &mut attributes, path, kind);
        }
    }
    User {
        attributes,
        assignments: assignments(choices),
        now: now(choices),
        consent: choices.pick(&["unknown", "granted", "granted", "denied"])[..].to_owned(),
    }
}

/// Flat or nested, or both.
fn attribute(choices: &mut Choices<'_>, attributes: &mut Value, path: &str, kind: Kind) {
    let rarity = if kind == Kind::Unit { 12 } else { 5 };
    if choices.one_in(rarity) {
        return;
    }
    let value = value(choices, kind);
    match choices.below(4) {
        0 | 1 => nest(attributes, path, value),
        2 => attributes[path] = value,
        _ => {
            nest(attributes, path, value);
            if path.contains('.') {
                attributes[path] = choices.pick(&[json!(null), json!("flat"), json!(17)]).clone();
            }
        }
    }
}

fn nest(attributes: &mut Value, path: &str, value: Value) {
    let mut node = attributes;
    for name in path.split('.') {
        node = &mut node[name];
    }
    *node = value;
}

fn value(choices: &mut Choices<'_>, kind: Kind) -> Value {
    match choices.below(16) {
        11..14 if kind != Kind::Unit => list(choices, kind),
        14 => match choices.below(5) {
            0 => json!(null),
            1 => json!({ "nested": true }),
            2 => json!([usual(kind, choices), null]),
            3 => json!([[usual(kind, choices)], 18, "pro"]),
            _ => json!([]),
        },
        15 => choices.pick(&ODD.map(|text| serde_json::from_str::<Value>(text).unwrap())).clone(),
        _ => usual(kind, choices),
    }
}

/// Values of any type, as JSON; many are numbers to who takes text for them.
const ODD: [&str; 20] = [
    "true",
    "\"pro\"",
    "18",
    "-0.0",
    "\"1\"",
    "false",
    "\"18\"",
    "\" 64.9 \"",
    "\"0x1F\"",
    "\"1e21\"",
    "\"\"",
    "\"1e400\"",
    "\"+-1\"",
    "\".5\"",
    "1e21",
    "\"PRO\"",
    "\"ÖSTERREICH\"",
    "{\"a\":[1.0,null]}",
    "\"v1.2\"",
    "\"Ⅻ\"",
];

/// Items of its kind, and sometimes one that is not.
fn list(choices: &mut Choices<'_>, kind: Kind) -> Value {
    let items = (0..choices.below(4)).map(|_| usual(kind, choices)).collect::<Vec<_>>();
    let odd = choices.one_in(3).then(|| choices.pick(&[json!(null), json!([]), json!({})]).clone());
    items.into_iter().chain(odd).collect()
}

fn assignments(choices: &mut Choices<'_>) -> Value {
    let mut assignments = Members::default();
    for id in ["e0", "e1", "e2", "e3"] {
        if choices.one_in(2) {
            let version = match choices.below(8) {
                7 => choices.pick(&[json!(1.5), json!(-1), json!("1"), json!(null), json!(4_294_967_296_u64)]).clone(),
                _ => json!(1 + choices.below(4)),
            };
            let variant = if choices.one_in(12) { json!("gone") } else { json!(*choices.pick(&VARIANTS)) };
            assignments.put(id, json!({ "variant": variant, "version": version }));
        }
    }
    if choices.one_in(8) { json!([]) } else { assignments.done() }
}
