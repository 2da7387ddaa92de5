//! The exact text of explanations. `tests/explain/expected.txt` has all of them; review it before committing.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use burgee::Consent;
use burgee::context::ContextInput;
use burgee::document;
use burgee_tools::Error;
use burgee_tools::explain::Explanation;
use serde_json::{Value, json};
use std::fmt::Write as _;

const SNAPSHOT: &str = include_str!("explain/snapshot.json");
const EXPECTED: &str = include_str!("explain/expected.txt");
const NOW: i64 = 1_794_700_800_000;

/// Flags, attributes, and options that differ from the default.
fn requests() -> Vec<(&'static str, Value, Value)> {
    let user = json!({ "targetingKey": "user-17", "email": "user-17@example.com", "plan": "pro" });
    let with = |name: &str, value: Value| {
        let mut user = user.clone();
        user[name] = value;
        user
    };
    vec![
        ("static", user.clone(), json!({})),
        ("switched_off", user.clone(), json!({})),
        ("nothing", user.clone(), json!({})),
        ("forced", json!({ "targetingKey": "tester-1" }), json!({})),
        ("needs_static", user.clone(), json!({})),
        ("needs_off", user.clone(), json!({})),
        ("new_dashboard", user.clone(), json!({})),
        ("new_dashboard", with("email", json!("x@company.com")), json!({})),
        ("new_dashboard", with("app", json!({ "version": "2.4.0" })), json!({})),
        ("new_dashboard", json!({ "plan": "pro", "app.version": "2.4.0" }), json!({})),
        ("windows", user.clone(), json!({})),
        ("ramp", user.clone(), json!({})),
        ("split", user.clone(), json!({})),
        ("unknown", json!({}), json!({})),
        ("draft", user.clone(), json!({})),
        ("over", user.clone(), json!({})),
        ("audience", user.clone(), json!({})),
        ("consent", user.clone(), json!({})),
        ("consent", user.clone(), json!({ "consent": "denied" })),
        ("consent", user.clone(), json!({ "consent": "granted" })),
        ("held", user.clone(), json!({})),
        ("layered", user.clone(), json!({})),
        ("sticky", user.clone(), json!({ "assignments": { "sticky": { "variant": "b", "version": 2 } } })),
        ("sticky", user.clone(), json!({ "assignments": { "sticky": { "variant": "b", "version": 0 } } })),
        ("position", user.clone(), json!({})),
        ("position", json!({ "id": 17.5 }), json!({})),
        ("position", json!({}), json!({})),
        ("instant", user.clone(), json!({})),
        ("served_null", user.clone(), json!({})),
        ("range_of_null", user.clone(), json!({})),
        ("asks_null", with("plan", json!("PRO")), json!({})),
        ("hashed", with("number", json!(1e21)), json!({})),
        ("entering", user.clone(), json!({})),
        ("entering", user.clone(), json!({ "assignments": { "entering": { "variant": "a", "version": 1 } } })),
        ("apart", user.clone(), json!({})),
    ]
}

fn try_explain(flag: &str, attributes: &Value, more: &Value) -> Result<Explanation, Error> {
    let parse = |value: &Value| document::parse(value.to_string()).map_err(|(issue, _)| issue).unwrap();
    let (attributes, assignments) = (parse(attributes), parse(&more["assignments"]));
    let consent = match more["consent"].as_str() {
        Some("granted") => Consent::Granted,
        Some("denied") => Consent::Denied,
        _ => Consent::Unknown,
    };
    let user = ContextInput { attributes: attributes.root(), assignments: Some(assignments.root()) };
    burgee_tools::explain::explain(SNAPSHOT, flag, &user, NOW, consent)
}

fn explain(flag: &str, attributes: &Value, more: &Value) -> Value {
    json!(try_explain(flag, attributes, more).unwrap())
}

fn all() -> String {
    let mut text = String::new();
    for (flag, attributes, more) in requests() {
        let answer = explain(flag, &attributes, &more);
        writeln!(text, "{}\n", answer["text"].as_str().unwrap()).unwrap();
    }
    text
}

#[test]
fn explanations_have_the_expected_text() {
    assert_eq!(all(), EXPECTED);
    assert_eq!(EXPECTED.matches("\n\n").count(), requests().len());
}

#[test]
fn explanations_contain_every_kind_of_step() {
    let mut kinds: Vec<String> = Vec::new();
    for (flag, attributes, more) in requests() {
        let steps = explain(flag, &attributes, &more)["steps"].clone();
        kinds.extend(steps.as_array().unwrap().iter().map(|step| step["step"].as_str().unwrap().to_owned()));
    }
    kinds.sort();
    kinds.dedup();
    let expected = "assignment audience bucket condition consent entry experiment fallthrough flag holdout layer membership \
                    now off override position prerequisite rule segment test unit window";
    assert_eq!(kinds.join(" "), expected);
}

#[test]
fn an_explanation_has_its_steps_as_data() {
    let answer = explain("split", &json!({ "targetingKey": "user-17" }), &json!({}));
    let step = |depth: u8, step: &str, holds: Value, text: &str| json!({ "depth": depth, "step": step, "holds": holds, "text": text });
    let found = &answer;
    assert_eq!(found["steps"][0], step(0, "rule", Value::Null, "rule 1"));
    assert_eq!((&found["flag"], &found["reason"], &found["rule"]), (&json!("split"), &json!("SPLIT"), &json!(0)));
    assert_eq!((&found["exposed"], found["steps"].as_array().unwrap().len()), (&json!(true), 2));
}

#[test]
fn a_flag_that_is_unknown_or_has_an_error_is_not_explained() {
    let error = |flag| json!(try_explain(flag, &json!({}), &json!({})).unwrap_err());
    assert_eq!(error("absent")["message"], "there is no flag `absent`");
    let broken = error("broken");
    assert_eq!(broken["message"], "there is no variant `of`");
    assert_eq!(broken["issues"][0]["path"], "flags.broken.fallthrough");
    assert_eq!(broken["issues"].as_array().unwrap().len(), 1, "issues of other flags are not included");
}

#[test]
#[ignore = "writes the expected explanations"]
fn write() {
    std::fs::write("tests/explain/expected.txt", all()).unwrap();
}
