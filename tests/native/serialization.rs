use crate::{load, prepare};
use burgee::{Consent, Context, Evaluator, Object, Value};
use serde_json::{Value as Json, json};

#[test]
fn values_convert_from_and_to_serde_json() {
    let json = json!({"b": [null, true, 1, -1, 1.5, "text"], "a": {}, "large": u64::MAX});
    let value = Value::from(json.clone());
    assert_eq!(value.to_string(), json.to_string());
    assert_eq!(Json::from(value), json);
    assert_eq!(Json::from(Value::from(f64::NAN)), Json::Null);
    assert_eq!(Json::from("1e400".parse::<Value>().unwrap()), Json::Null);
}

#[test]
fn values_are_serialised_as_json() {
    let text = r#"{"b":[null,true,1,-1,1.5,"text"],"a":{},"large":18446744073709551615}"#;
    let value: Value = serde_json::from_str(text).unwrap();
    assert_eq!(value, text.parse().unwrap());
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
    let object: Object = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&object).unwrap(), text);
    assert!(serde_json::from_str::<Object>("[]").unwrap_err().to_string().contains("expected a JSON object"));
}

#[test]
fn contexts_are_serialised() {
    let context = Context::new("user-17").with_consent(Consent::Granted).with_assignment("e", "a", 2);
    let json = json!({
        "attributes": {"targetingKey": "user-17"},
        "assignments": {"e": {"variant": "a", "version": 2}},
        "consent": "granted",
    });
    assert_eq!(serde_json::to_value(&context).unwrap(), json);
    assert_eq!(serde_json::from_value::<Context>(json).unwrap(), context);
    assert_eq!(serde_json::from_str::<Context>("{}").unwrap(), Context::anonymous());
}

#[test]
fn malformed_contexts_are_refused() {
    for (text, message) in [
        (r#"{"attribute": {}}"#, "unknown field `attribute`"),
        (r#"{"consent": "maybe"}"#, "unknown variant `maybe`"),
        (r#"{"assignments": {"e": {"variant": "a"}}}"#, "missing field `version`"),
        (r#"{"assignments": {"e": {"variant": "a", "version": -1}}}"#, "invalid value: integer `-1`, expected u32"),
        ("[]", "expected a context"),
    ] {
        let error = serde_json::from_str::<Context>(text).unwrap_err().to_string();
        assert!(error.contains(message), "{text}: {error}");
    }
}

#[test]
fn a_stored_exposure_serves_as_an_assignment() {
    let text = r#"{"assignments": {"e": {"variant": "a", "version": 2, "by": "targetingKey", "sticky": true}}}"#;
    let context: Context = serde_json::from_str(text).unwrap();
    assert_eq!(context, Context::anonymous().with_assignment("e", "a", 2));
}

#[test]
fn evaluations_are_serialised() {
    let evaluator = Evaluator::new(
        r#"{"format": "burgee/1", "experiments": {"e": {"status": "running"}},
            "flags": {"f": {"variants": {"a": {"n": 1}}, "rules": [{"name": "all", "experiment": "e", "split": {"a": 100}}]}}}"#,
    )
    .unwrap();
    let evaluation = |context| json!(evaluator.decide("f", &prepare(&evaluator, &context)));
    assert_eq!(
        evaluation(Context::new("user-17")),
        json!({
            "value": {"n": 1}, "variant": "a", "reason": "SPLIT", "rule": {"index": 0, "name": "all"},
            "exposure": {"experiment": "e", "version": 1, "sticky": false, "by": "targetingKey"},
        })
    );
    assert_eq!(
        evaluation(Context::anonymous()),
        json!({"value": null, "variant": null, "reason": "DEFAULT", "rule": null, "exposure": null})
    );
}

#[test]
fn issues_are_serialised() {
    let error = Evaluator::new(r#"{"format": "burgee/1", "flags": []}"#).unwrap_err();
    assert_eq!(
        json!(error.issues()),
        json!([{"severity": "error", "code": error.issues()[0].code, "path": "flags", "at": 32,
            "message": "expected an object, found a list"}])
    );
    assert_eq!(json!(load("{}").issues()), json!([]));
}
