//! Unchanged text stays as it was written, and new text gets the layout of the rest.

use super::support::{edit, edited};
use serde_json::{Value, json};

fn kill() -> Value {
    json!({ "kind": "disable_for_all", "flag": "x" })
}

fn update(set: Value) -> Value {
    json!({ "kind": "update_flag", "flag": "x", "set": set })
}

#[test]
fn new_lines_are_indented_with_tabs() {
    let text = "{\n\t\"format\": \"burgee/1\",\n\t\"flags\": {\n\t\t\"x\": {\n\t\t\t\"variants\": { \"a\": true }\n\t\t}\n\t}\n}";
    let created = edited(text, json!({ "kind": "create_flag", "flag": "y", "variants": { "a": 1 } }));
    let flag = ",\n\t\t\"y\": {\n\t\t\t\"variants\": { \"a\": 1 },\n\t\t\t\"off\": \"a\",\n\t\t\t\"fallthrough\": \"a\"\n\t\t}\n\t}\n}";
    assert_eq!(created, text.replace("\n\t}\n}", flag));
    assert_eq!(edited(&created, json!({ "kind": "delete_flag", "flag": "y" })), text);
}

#[test]
fn new_lines_end_with_carriage_returns() {
    let text = "{\r\n    \"format\": \"burgee/1\",\r\n    \"flags\": {\r\n        \"x\": {\r\n            \"variants\": {\"a\": 1}\r\n        }\r\n    }\r\n}\r\n";
    let created = edited(text, json!({ "kind": "create_ab_test", "flag": "x", "weights": { "a": 100 } }));
    assert_eq!(created.matches('\n').count(), created.matches("\r\n").count());
    assert!(created.ends_with("    \"experiments\": {\r\n        \"x\": {\r\n            \"status\": \"draft\"\r\n        }\r\n    }\r\n}\r\n"), "{created}");
}

#[test]
fn a_compact_line_stays_compact() {
    let text = r#"{"format":"burgee/1","flags":{"x":{"variants":{"a":true},"fallthrough":"a"}}}"#;
    assert_eq!(edited(text, kill()), text.replace("{\"variants\"", "{\"enabled\":false,\"variants\""));
    let rolled = edited(text, json!({ "kind": "enable_for_users", "flag": "x", "users": ["u"] }));
    let rules = r#""rules":[{"name":"users","if":{"attribute":"targetingKey","in":["u"]},"serve":"a"}],"fallthrough""#;
    assert_eq!(rolled, text.replace("\"fallthrough\"", rules));
}

#[test]
fn a_line_with_spaces_stays_one_line() {
    let text = r#"{ "format": "burgee/1", "flags": { "x": { "variants": { "a": true } } } }"#;
    assert_eq!(edited(text, kill()), text.replace("{ \"variants\"", "{ \"enabled\": false, \"variants\""));
    let created = edited(text, json!({ "kind": "create_flag", "flag": "y" }));
    let flag = r#""y": { "variants": { "on": true, "off": false }, "off": "off", "fallthrough": "off" }"#;
    assert_eq!(created, text.replace("} } } }", &format!("}} }}, {flag} }} }}")));
}

#[test]
fn unusual_spaces_and_leading_commas_are_continued() {
    let text = "{\"format\" :\"burgee/1\"\n ,\"flags\": {\n   \"x\":{ \"variants\":{\"a\":true ,\"b\" : false}\n       , \"off\":\"a\" }\n } }\n";
    let off = edited(text, update(json!({ "off": "b", "fallthrough": "a" })));
    assert_eq!(off, text.replace("\"off\":\"a\"", "\"off\":\"b\"\n       , \"fallthrough\": \"a\""));
    assert_eq!(edited(&off, update(json!({ "off": "a", "fallthrough": null }))), text);
}

#[test]
fn unknown_members_and_the_digits_of_numbers_stay() {
    let text = "{\n  \"format\": \"burgee/1\",\n  \"flags\": {\n    \"x\": {\n      \"zebra\": [1.50, 2e0],\n      \"variants\": { \"a\": 12e0, \"\\u0062\": 1.0 },\n      \"later\": null\n    }\n  }\n}\n";
    assert_eq!(edited(text, kill()), text.replace("      \"zebra\"", "      \"enabled\": false,\n      \"zebra\""));
    assert_eq!(
        edited(text, update(json!({ "off": "b" }))),
        text.replace("      \"later\"", "      \"off\": \"b\",\n      \"later\"")
    );
}

#[test]
fn a_line_that_becomes_too_long_is_broken() {
    let flag = r#""x": { "variants": { "on": true, "off": false }, "off": "off", "fallthrough": "off" }"#;
    let text = format!("{{\n  \"format\": \"burgee/1\",\n  \"flags\": {{\n    {flag}\n  }}\n}}\n");
    let broken = "\"x\": {\n      \"variants\": { \"on\": true, \"off\": false },\n      \"off\": \"off\",\n      \"rules\": \
                  [{ \"rollout\": { \"serve\": \"on\", \"percent\": 5 } }],\n      \"fallthrough\": \"off\"\n    }";
    let operation = json!({ "kind": "rollout_percentage", "flag": "x", "percent": 5 });
    assert_eq!(edited(&text, operation), text.replace(flag, broken));
}

#[test]
fn the_diff_shows_changed_lines_with_context() {
    let text = "{\n  \"format\": \"burgee/1\",\n  \"revision\": 9,\n  \"flags\": {\n    \"x\": {\n      \"variants\": { \"a\": true },\n      \"off\": \"a\"\n    }\n  }\n}\n";
    let answer = edit(text, kill());
    let diff = "@@ line 1 @@\n {\n   \"format\": \"burgee/1\",\n-  \"revision\": 9,\n+  \"revision\": 10,\n   \"flags\": {\n     \
                \"x\": {\n+      \"enabled\": false,\n       \"variants\": { \"a\": true },\n       \"off\": \"a\"\n";
    assert_eq!(answer["diff"], diff);
    assert_eq!(edit(answer["text"].as_str().unwrap(), kill())["diff"], "");
}

#[test]
fn the_diff_shortens_long_lines_to_the_difference() {
    let users = (0..100).map(|n| json!(format!("user-{n}"))).collect::<Vec<_>>();
    let flag = json!({ "variants": { "on": true }, "rules": [{ "if": { "attribute": "targetingKey", "in": users }, "serve": "on" }] });
    let text = json!({ "format": "burgee/1", "flags": { "x": flag } }).to_string();
    let answer = edit(&text, json!({ "kind": "enable_for_users", "flag": "x", "users": ["new"] }));
    let diff = "@@ line 1 @@\n\
                -…,\"user-96\",\"user-97\",\"user-98\",\"user-99\"]},\"serve\":\"on\"}]}}}\n\
                +…,\"user-96\",\"user-97\",\"user-98\",\"user-99\",\"new\"]},\"serve\":\"on\"}]}}}\n";
    assert_eq!(answer["diff"], diff);
}
