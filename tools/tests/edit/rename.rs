//! New names: all references are renamed, and assignments stay the same.

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
fn rename_variant_changes_all_references_and_nothing_else() {
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
    assert_eq!(answer["summary"], "variant `a` of `page` is renamed to `first one`");
    let back = json!({ "kind": "rename_variant", "flag": "page", "from": "first one", "to": "a" });
    assert_eq!(edited(&expected, back), TEXT);
    let before =
        crowd(TEXT, "page").iter().map(|v| if v == "a" { json!("first one") } else { v.clone() }).collect::<Vec<_>>();
    assert_eq!(crowd(&expected, "page"), before);
    assert!(before.contains(&json!("b")) && before.contains(&json!("first one")));
}

#[test]
fn rename_variant_finds_a_name_with_quotes() {
    let text = edited(TEXT, json!({ "kind": "rename_variant", "flag": "page", "from": "quo\"te", "to": "plain" }));
    assert_eq!(text, TEXT.replace("quo\\\"te", "plain"));
}

#[test]
fn rename_variant_warns_about_a_sticky_experiment() {
    let text = TEXT.replace("\"status\": \"running\"", "\"status\": \"running\", \"sticky\": true");
    let answer = edit(&text, json!({ "kind": "rename_variant", "flag": "page", "from": "a", "to": "c" }));
    let note = "variant `a` of `page` is renamed to `c`; units with a stored assignment to `a` in the sticky experiment `e` are \
                assigned again";
    assert_eq!(answer["summary"], note);
}

#[test]
fn rename_flag_keeps_the_positions_of_units() {
    let answer = edit(TEXT, json!({ "kind": "rename_flag", "flag": "page", "to": "front" }));
    let expected = TEXT
        .replace("    \"page\": {", "    \"front\": {")
        .replace("\"flag\": \"page\", \"in\"", "\"flag\": \"front\", \"in\"")
        .replace("\"fallthrough\": \"a\",", "\"fallthrough\": \"a\",\n      \"salt\": \"page\",");
    assert_eq!(answer["text"], expected);
    assert_eq!(crowd(TEXT, "page"), crowd(&expected, "front"));
    let summary =
        "`page` is renamed to `front`, and its old key becomes its salt; code that reads `page` must be changed";
    assert_eq!(answer["summary"], summary);
    assert_eq!(
        edited(&expected, json!({ "kind": "rename_flag", "flag": "other", "to": "o" })),
        expected.replace("\"other\"", "\"o\"")
    );
}
