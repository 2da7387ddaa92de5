//! What is derived from the table of operators: the JSON Schema of a test, and the table in `docs/format.md`.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use burgee::{OPERATOR_DOCUMENTATION, OPERATORS, Operand};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg-template/schema.json");
const FORMAT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/format.md");
const HEADER: &str = "| operator | operand | passes for |\n|---|---|---|\n";

#[test]
fn the_schema_of_a_test_has_each_operator_as_the_table_describes_it() {
    let schema: Value = serde_json::from_str(&fs::read_to_string(SCHEMA).unwrap()).unwrap();
    let test = &schema["$defs"]["test"];
    for (name, expected) in properties() {
        assert_eq!(test["properties"][&name], expected, "{name}: run `cargo test --test operators -- --ignored`");
    }
    let required: Vec<Value> = OPERATORS.iter().map(|operator| json!({ "required": [operator.name] })).collect();
    assert_eq!(test["anyOf"], json!(required));
}

#[test]
fn the_documentation_has_the_table_of_operators() {
    let page = fs::read_to_string(FORMAT).unwrap();
    assert!(
        page.contains(&documentation()),
        "run `cargo test --test operators -- --ignored`, expected\n{}",
        documentation()
    );
}

#[test]
fn each_operator_is_documented_once() {
    let documented: Vec<_> = OPERATOR_DOCUMENTATION.iter().flat_map(|(operators, ..)| *operators).copied().collect();
    let names: BTreeSet<_> = OPERATORS.iter().map(|operator| operator.name).collect();
    assert_eq!(documented.len(), OPERATORS.len());
    assert_eq!(documented.into_iter().collect::<BTreeSet<_>>(), names);
    assert_eq!(names.len(), OPERATORS.len());
}

#[test]
#[ignore = "writes the schema and the page"]
fn write_the_schema_and_the_page() {
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(SCHEMA).unwrap()).unwrap();
    let test = &mut schema["$defs"]["test"];
    let kept = test["properties"].as_object().unwrap().clone();
    let known: BTreeSet<_> = OPERATORS.iter().map(|operator| operator.name).collect();
    let mut all = Map::new();
    all.insert("attribute".into(), kept["attribute"].clone());
    all.extend(properties());
    all.extend(kept.into_iter().filter(|(name, _)| name != "attribute" && !known.contains(name.as_str())));
    test["properties"] = all.into();
    test["anyOf"] = OPERATORS.iter().map(|operator| json!({ "required": [operator.name] })).collect();
    fs::write(SCHEMA, print(&schema, 0) + "\n").unwrap();

    let page = fs::read_to_string(FORMAT).unwrap();
    let (before, rest) = page.split_once(HEADER).unwrap();
    let after = rest.split_once("\n\n").unwrap().1;
    fs::write(FORMAT, format!("{before}{}\n{after}", documentation())).unwrap();
}

/// The schema of each operator.
fn properties() -> Vec<(String, Value)> {
    let of = |operand| match operand {
        Operand::Boolean => json!({ "type": "boolean" }),
        Operand::Scalar => json!({ "$ref": "#/$defs/scalar" }),
        Operand::Scalars => json!({ "type": "array", "items": { "$ref": "#/$defs/scalar" } }),
        Operand::Texts => json!({ "$ref": "#/$defs/textOrTexts" }),
        Operand::Bound => json!({ "$ref": "#/$defs/bound" }),
        Operand::Instant => json!({ "$ref": "#/$defs/instant" }),
        Operand::Range => json!({ "type": "string", "examples": [">=2.1.0 <3"] }),
        Operand::Pattern => json!({ "type": "string" }),
    };
    let described = |operator: &burgee::OperatorInfo| {
        let mut schema = Map::from_iter([("description".to_owned(), operator.description.into())]);
        schema.extend(of(operator.operand).as_object().unwrap().clone());
        (operator.name.to_owned(), schema.into())
    };
    OPERATORS.iter().map(described).collect()
}

fn documentation() -> String {
    let row = |(operators, operand, passes): &(&[&str], &str, &str)| {
        let names: Vec<_> = operators.iter().map(|name| format!("`{name}`")).collect();
        format!("| {} | {operand} | {passes} |\n", names.join(", ")).replace("|  |", "| |")
    };
    OPERATOR_DOCUMENTATION.iter().map(row).fold(HEADER.to_owned(), |table, row| table + &row)
}

/// JSON with two spaces a level, and on one line what fits into 120 characters.
fn print(value: &Value, depth: usize) -> String {
    let line = one_line(value);
    if depth * 2 + line.len() <= 110 {
        return line;
    }
    let (open, close, parts): (_, _, Vec<String>) = match value {
        Value::Object(members) => {
            let member = |(name, part): (&String, &Value)| format!("\"{name}\": {}", print(part, depth + 1));
            ("{", "}", members.iter().map(member).collect())
        }
        Value::Array(items) => ("[", "]", items.iter().map(|item| print(item, depth + 1)).collect()),
        _ => return line,
    };
    let indent = "  ".repeat(depth + 1);
    format!("{open}\n{indent}{}\n{}{close}", parts.join(&format!(",\n{indent}")), "  ".repeat(depth))
}

fn one_line(value: &Value) -> String {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let members: Vec<_> =
                members.iter().map(|(name, part)| format!("\"{name}\": {}", one_line(part))).collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(one_line).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}
