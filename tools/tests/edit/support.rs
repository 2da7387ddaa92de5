//! Requests as the package sends them, and what comes back.

use burgee::{Consent, Context, Timestamp};
use burgee_tools::requests as tools;
use serde_json::{Value, json};

/// 2026-11-21T08:00:00Z
pub(crate) const NOW: i64 = 1_795_248_000_000;

/// What an operation gives, or its error.
pub(crate) fn ask(text: &str, operation: &Value, now: Value) -> Result<Value, Value> {
    let request = json!({ "do": "edit", "snapshot": text, "operation": operation, "now": now });
    let answer: Value = serde_json::from_str(&tools::answer(&request.to_string())).unwrap();
    answer.get("ok").cloned().ok_or_else(|| answer["error"].clone())
}

/// The answer to an operation that gives no stamps. Undoing it gives back the text, byte by byte.
pub(crate) fn edit(text: &str, operation: Value) -> Value {
    let answer = ask(text, &operation, Value::Null).unwrap_or_else(|error| panic!("{operation}: {error}"));
    assert_eq!(undo(&answer), text, "{operation}");
    answer
}

/// The text after an operation.
pub(crate) fn edited(text: &str, operation: Value) -> String {
    edit(text, operation)["text"].as_str().unwrap().into()
}

/// The text after several, one after the other.
pub(crate) fn in_turn(text: &str, operations: impl IntoIterator<Item = Value>) -> String {
    operations.into_iter().fold(text.into(), |text: String, operation| edited(&text, operation))
}

/// What an answer's own undoing gives.
pub(crate) fn undo(answer: &Value) -> String {
    let undone = ask(answer["text"].as_str().unwrap(), &answer["undo"], json!(NOW)).unwrap();
    undone["text"].as_str().unwrap().into()
}

/// The message with which an operation is refused.
pub(crate) fn refusal(text: &str, operation: Value) -> String {
    let error = ask(text, &operation, json!(NOW)).expect_err("a refusal");
    error["message"].as_str().unwrap().into()
}

/// A snapshot in the house style with these flags, each line of them indented by four spaces.
pub(crate) fn with_flags(flags: &str) -> String {
    format!("{{\n  \"format\": \"burgee/1\",\n  \"flags\": {{\n{flags}\n  }}\n}}\n")
}

/// What users with these attributes get.
pub(crate) fn served(text: &str, flag: &str, attributes: Value) -> Value {
    let operation = json!({ "kind": "get_variant", "flag": flag, "attributes": attributes });
    ask(text, &operation, json!(NOW)).unwrap()["variant"].clone()
}

/// What a hundred users get.
pub(crate) fn crowd(text: &str, flag: &str) -> Vec<Value> {
    let evaluator = burgee::Evaluator::new(text).unwrap();
    let one = |user: u32| {
        let plan = if user.is_multiple_of(2) { "free" } else { "pro" };
        let context = Context::new(format!("user-{user}")).with("plan", plan).with_consent(Consent::Granted);
        let context = evaluator.prepare(&context, Timestamp::from_millis(NOW));
        json!(evaluator.decide(flag, &context).and_then(|answer| answer.variant))
    };
    (0..100).map(one).collect()
}
