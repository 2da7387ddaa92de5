use crate::{load, prepare};
use burgee::{Context, Evaluator, PreparedContext, Value};

const FLAGS: &str = r#"{
    "boolean": {"variants": {"v": true}, "fallthrough": "v"},
    "string": {"variants": {"v": "text"}, "fallthrough": "v"},
    "number": {"variants": {"v": 1.5}, "fallthrough": "v"},
    "integer": {"variants": {"v": 9007199254740993}, "fallthrough": "v"},
    "object": {"variants": {"v": {"a": 1}}, "fallthrough": "v"},
    "list": {"variants": {"v": [1]}, "fallthrough": "v"},
    "mixed": {"type": "object", "variants": {"v": true, "w": {}}, "fallthrough": "v"},
    "default": {"variants": {"v": true}}
}"#;

/// The flags for which a read does not return its default.
fn readable<T>(read: impl Fn(&Evaluator, &str, &PreparedContext) -> Option<T>) -> Vec<(String, T)> {
    let evaluator = load(FLAGS);
    let user = prepare(&evaluator, &Context::anonymous());
    assert!(read(&evaluator, "no such flag", &user).is_none());
    evaluator.keys().filter_map(|key| Some((key.to_owned(), read(&evaluator, key, &user)?))).collect()
}

#[test]
fn boolean_reads_boolean_flags_only() {
    let read = |evaluator: &Evaluator, key: &str, user: &PreparedContext| {
        let (one, other) = (evaluator.boolean(key, user, true), evaluator.boolean(key, user, false));
        (one == other).then_some(one)
    };
    assert_eq!(readable(read), [("boolean".into(), true)]);
}

#[test]
fn string_reads_string_flags_only() {
    let read = |evaluator: &Evaluator, key: &str, user: &PreparedContext| {
        Some(evaluator.string(key, user, "the default").to_owned()).filter(|text| text != "the default")
    };
    assert_eq!(readable(read), [("string".into(), "text".into())]);
}

#[test]
fn number_reads_number_flags_only() {
    let read = |evaluator: &Evaluator, key: &str, user: &PreparedContext| {
        Some(evaluator.number(key, user, -1.0)).filter(|number| *number != -1.0)
    };
    assert_eq!(readable(read), [("number".into(), 1.5), ("integer".into(), 9_007_199_254_740_992.0)]);
}

#[test]
fn integer_reads_integers_exactly() {
    let read = |evaluator: &Evaluator, key: &str, user: &PreparedContext| {
        Some(evaluator.integer(key, user, -1)).filter(|number| *number != -1)
    };
    assert_eq!(readable(read), [("integer".into(), 9_007_199_254_740_993)]);
}

#[test]
fn object_reads_any_value_of_object_flags() {
    let fallback = Value::from("the default");
    let read = |evaluator: &Evaluator, key: &str, user: &PreparedContext| {
        Some(evaluator.object(key, user, &fallback).to_string()).filter(|text| *text != fallback.to_string())
    };
    let expected = [("object", r#"{"a":1}"#), ("list", "[1]"), ("mixed", "true")];
    assert_eq!(readable(read), expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
}
