//! Operations as JSON, and their outcomes as JSON.

use burgee::context::ContextInput;
use burgee::document;
use burgee::{Consent, Context, Evaluator, Timestamp};
use burgee_tools::edit::{Operation, Stamp, edit as carry_out};
use burgee_tools::json::Json;
use burgee_tools::{Error, snapshot};
use serde_json::{Value, json};

/// 2026-11-21T08:00:00Z
pub(crate) const NOW: i64 = 1_795_248_000_000;

/// The outcome of an operation, or its error.
pub(crate) fn ask(text: &str, operation: &Value, now: Value) -> Result<Value, Value> {
    let stamp = Stamp { now: now.as_i64(), actor: None };
    to_json(operation_of(operation).and_then(|operation| carry_out(text, &operation, &stamp)))
}

pub(crate) fn operation_of(operation: &Value) -> Result<Operation, Error> {
    serde_json::from_value::<Json<'static>>(operation.clone()).unwrap().try_into()
}

/// A result as JSON.
pub(crate) fn to_json<T: serde::Serialize>(result: Result<T, Error>) -> Result<Value, Value> {
    result.map(|value| json!(value)).map_err(|error| json!(error))
}

/// The result of a flag for a user with these attributes.
pub(crate) fn evaluate(text: &str, flag: &str, attributes: Value) -> Value {
    let attributes = document::parse(attributes.to_string()).map_err(|(issue, _)| issue).unwrap();
    let user = ContextInput { attributes: attributes.root(), assignments: None };
    json!(snapshot::evaluate(text, flag, &user, NOW, Consent::Unknown).unwrap())
}

/// The outcome of an operation without stamps. Its undo restores the text, byte by byte.
pub(crate) fn edit(text: &str, operation: Value) -> Value {
    let answer = ask(text, &operation, Value::Null).unwrap_or_else(|error| panic!("{operation}: {error}"));
    assert_eq!(undo(&answer), text, "{operation}");
    answer
}

/// The text after an operation.
pub(crate) fn edited(text: &str, operation: Value) -> String {
    edit(text, operation)["text"].as_str().unwrap().into()
}

/// The text after several operations.
pub(crate) fn in_turn(text: &str, operations: impl IntoIterator<Item = Value>) -> String {
    operations.into_iter().fold(text.into(), |text: String, operation| edited(&text, operation))
}

/// The text after an outcome's undo.
pub(crate) fn undo(answer: &Value) -> String {
    let undone = ask(answer["text"].as_str().unwrap(), &answer["undo"], json!(NOW)).unwrap();
    undone["text"].as_str().unwrap().into()
}

/// The message of an operation's error.
pub(crate) fn error_message(text: &str, operation: Value) -> String {
    let error = ask(text, &operation, json!(NOW)).expect_err("an error");
    error["message"].as_str().unwrap().into()
}

/// A snapshot in the house style. Each line of `flags` is indented by four spaces.
pub(crate) fn with_flags(flags: &str) -> String {
    format!("{{\n  \"format\": \"burgee/1\",\n  \"flags\": {{\n{flags}\n  }}\n}}\n")
}

/// The variant for a user with these attributes.
pub(crate) fn served(text: &str, flag: &str, attributes: Value) -> Value {
    evaluate(text, flag, attributes)["variant"].clone()
}

/// The variants of a hundred users.
pub(crate) fn crowd(text: &str, flag: &str) -> Vec<Value> {
    let evaluator = Evaluator::new(text).unwrap();
    let one = |user: u32| {
        let plan = if user.is_multiple_of(2) { "free" } else { "pro" };
        let context = Context::new(format!("user-{user}")).with("plan", plan).with_consent(Consent::Granted);
        let context = evaluator.prepare(&context, Timestamp::from_millis(NOW));
        json!(evaluator.decide(flag, &context).and_then(|answer| answer.variant))
    };
    (0..100).map(one).collect()
}
