use crate::{load, prepare};
use burgee::{Context, Evaluator, Reason, Value};

const FLAG: &str = r#"{"f": {"variants": {"on": {"steps": [1, 2]}, "off": null}, "fallthrough": "off", "rules": [
    {"if": {"attribute": "plan", "equals": "team"}, "serve": "on"},
    {"name": "paying", "if": {"attribute": "plan", "equals": "pro"}, "serve": "on"}]}}"#;

#[test]
fn an_evaluation_has_its_names_and_values() {
    let evaluator = load(FLAG);
    let user = prepare(&evaluator, &Context::anonymous().with("plan", "pro"));
    let evaluation = evaluator.decide("f", &user).unwrap();
    assert_eq!(evaluation.value.unwrap().to_string(), r#"{"steps":[1,2]}"#);
    assert_eq!(evaluation.json(), Some(r#"{"steps": [1, 2]}"#));
    assert_eq!((evaluation.variant, evaluation.reason), (Some("on"), Reason::TargetingMatch));
    let rule = evaluation.rule.unwrap();
    assert_eq!((rule.index, rule.name), (1, Some("paying")));
    assert_eq!(evaluation.exposure, None);
    let user = prepare(&evaluator, &Context::anonymous().with("plan", "team"));
    let rule = evaluator.decide("f", &user).unwrap().rule.unwrap();
    assert_eq!((rule.index, rule.name), (0, None));
}

#[test]
fn null_is_a_value_and_the_callers_default_is_none() {
    let evaluator = load(FLAG);
    let evaluation = evaluator.decide("f", &prepare(&evaluator, &Context::anonymous())).unwrap();
    assert_eq!((evaluation.value, evaluation.reason), (Some(&Value::Null), Reason::Default));
    let evaluator = load(r#"{"f": {"variants": {"on": true}}}"#);
    let evaluation = evaluator.decide("f", &prepare(&evaluator, &Context::anonymous())).unwrap();
    assert_eq!((evaluation.value, evaluation.variant, evaluation.reason), (None, None, Reason::Static));
}

#[test]
fn a_broken_flag_is_an_error_and_the_others_work() {
    let evaluator = Evaluator::new(
        r#"{"format": "burgee/1", "flags": {
            "broken": {"variants": {"on": true}, "fallthrough": "off"},
            "sound": {"variants": {"a": 1, "b": 2}, "fallthrough": "b"}}}"#,
    )
    .unwrap();
    assert_eq!(evaluator.keys().collect::<Vec<_>>(), ["broken", "sound"]);
    assert_eq!(evaluator.issues().len(), 1);
    let user = prepare(&evaluator, &Context::anonymous());
    let broken = evaluator.decide("broken", &user).unwrap();
    assert_eq!((broken.reason, broken.value, broken.json()), (Reason::Error, None, None));
    assert_eq!(evaluator.decide("sound", &user).unwrap().value, Some(&Value::from(2)));
}

#[test]
fn debug_prints_the_public_fields() {
    let evaluator = load(r#"{"f": {"variants": {"on": true}, "fallthrough": "on"}}"#);
    let evaluation = evaluator.decide("f", &prepare(&evaluator, &Context::anonymous())).unwrap();
    assert_eq!(
        format!("{evaluation:?}"),
        r#"Evaluation { value: Some(Bool(true)), variant: Some("on"), reason: Static, rule: None, exposure: None }"#
    );
}

#[test]
fn the_revision_is_that_of_the_snapshot() {
    assert_eq!(load("{}").revision(), None);
    let evaluator = Evaluator::new(r#"{"format": "burgee/1", "revision": 42, "flags": {}}"#).unwrap();
    assert_eq!(evaluator.revision(), Some(42));
}
