//! New names: every reference follows, and nobody changes sides.

use super::support::{crowd, edit, edited};
use serde_json::json;

const TEXT: &str = r#"{
  "format": "burgee/1",
  "segments": { "lucky": { "flag": "page", "in": ["a", "b"] } },
  "experiments": {
    "e": { "status": "running", "control": "a", "winner": "a" },
    "unrelated": { "status": "draft", "control": "a", "audience": { "not": { "flag": "page", "in": ["a"] } } }
  },
  "flags": {
    "page": {
      "variants": { "a": "a", "b": "b", "quo\"te": "a" },
      "off": "a",
      "overrides": { "a": ["a", "qa-1"] },
      "rules": [
        { "name": "a", "if": { "attribute": "plan", "in": ["a"] }, "serve": "a" },
        { "if": { "attribute": "plan", "in": ["pro"] }, "rollout": { "serve": "a", "percent": 20 } },
        { "if": { "attribute": "plan", "in": ["pro"] }, "split": [{ "serve": "a", "from": 0, "to": 30 }] },
        { "experiment": "e", "split": { "b": 30, "a": 70 } }
      ],
      "fallthrough": "a",
      "metadata": { "tags": ["a"], "flag": "page" }
    },
    "other": {
      "variants": { "on": true, "off": false },
      "prerequisites": [{ "flag": "page", "in": ["quo\"te"] }],
      "rules": [{ "if": { "any": [{ "flag": "page", "in": ["a"] }] }, "serve": "on" }]
    }
  }
}
"#;

#[test]
fn a_variant_is_renamed_everywhere_and_only_there() {
    let answer = edit(TEXT, json!({ "kind": "rename_variant", "flag": "page", "from": "a", "to": "first one" }));
    let expected = TEXT
        .replace("\"in\": [\"a\", \"b\"]", "\"in\": [\"first one\", \"b\"]")
        .replace(
            "\"running\", \"control\": \"a\", \"winner\": \"a\"",
            "\"running\", \"control\": \"first one\", \"winner\": \"first one\"",
        )
        .replace("{ \"a\": \"a\", \"b\"", "{ \"first one\": \"a\", \"b\"")
        .replace("\"off\": \"a\"", "\"off\": \"first one\"")
        .replace("{ \"a\": [\"a\"", "{ \"first one\": [\"a\"")
        .replace("\"serve\": \"a\"", "\"serve\": \"first one\"")
        .replace("\"a\": 70", "\"first one\": 70")
        .replace("\"fallthrough\": \"a\"", "\"fallthrough\": \"first one\"")
        .replace("\"page\", \"in\": [\"a\"]", "\"page\", \"in\": [\"first one\"]");
    assert_eq!(answer["text"], expected);
    assert_eq!(answer["summary"], "variant `a` of `page` is called `first one`");
    let back = json!({ "kind": "rename_variant", "flag": "page", "from": "first one", "to": "a" });
    assert_eq!(edited(&expected, back), TEXT);
    let before =
        crowd(TEXT, "page").iter().map(|v| if v == "a" { json!("first one") } else { v.clone() }).collect::<Vec<_>>();
    assert_eq!(crowd(&expected, "page"), before);
    assert!(before.contains(&json!("b")) && before.contains(&json!("first one")));
}

#[test]
fn a_name_with_quotes_is_renamed() {
    let text = edited(TEXT, json!({ "kind": "rename_variant", "flag": "page", "from": "quo\"te", "to": "plain" }));
    assert_eq!(text, TEXT.replace("quo\\\"te", "plain"));
}

#[test]
fn a_sticky_experiment_is_mentioned() {
    let text = TEXT.replace("\"status\": \"running\"", "\"status\": \"running\", \"sticky\": true");
    let answer = edit(&text, json!({ "kind": "rename_variant", "flag": "page", "from": "a", "to": "c" }));
    let note = "variant `a` of `page` is called `c`; units that keep `a` in the sticky `e` are assigned anew";
    assert_eq!(answer["summary"], note);
}

#[test]
fn a_flag_keeps_its_positions() {
    let answer = edit(TEXT, json!({ "kind": "rename_flag", "flag": "page", "to": "front" }));
    let expected = TEXT
        .replace("    \"page\": {", "    \"front\": {")
        .replace("\"flag\": \"page\", \"in\"", "\"flag\": \"front\", \"in\"")
        .replace("\"fallthrough\": \"a\",", "\"fallthrough\": \"a\",\n      \"salt\": \"page\",");
    assert_eq!(answer["text"], expected);
    assert_eq!(crowd(TEXT, "page"), crowd(&expected, "front"));
    let summary = "`page` is called `front`, and keeps its old name as its salt; calls that read it have to follow";
    assert_eq!(answer["summary"], summary);
    assert_eq!(
        edited(&expected, json!({ "kind": "rename_flag", "flag": "other", "to": "o" })),
        expected.replace("\"other\"", "\"o\"")
    );
}
