use crate::{load, prepare};
use burgee::{Consent, Context, Evaluator, Object, Timestamp, Value};

/// Whether a condition holds.
fn holds(condition: &str, context: &Context) -> bool {
    let flag = format!(
        r#"{{"f": {{"variants": {{"on": true, "off": false}}, "fallthrough": "off",
            "rules": [{{"if": {condition}, "serve": "on"}}]}}}}"#
    );
    let evaluator = load(&flag);
    evaluator.boolean("f", &prepare(&evaluator, context), false)
}

#[test]
fn attributes_of_every_type_are_read_by_conditions() {
    let user = Context::new("user-17")
        .with("plan", "pro")
        .with("age", 42)
        .with("ratio", 0.5)
        .with("beta", true)
        .with("tags", ["a", "b"])
        .with("app", Object::from([("version", "2.1.0")]))
        .with("email", "user-17@Example.com")
        .with("nothing", Value::Null);
    for condition in [
        r#"{"attribute": "targetingKey", "equals": "user-17"}"#,
        r#"{"attribute": "plan", "in": ["pro"]}"#,
        r#"{"attribute": "age", "gte": 42}"#,
        r#"{"attribute": "ratio", "equals": 0.5}"#,
        r#"{"attribute": "beta", "equals": true}"#,
        r#"{"attribute": "tags", "equals": "b"}"#,
        r#"{"attribute": "app.version", "semver": ">=2.1.0"}"#,
        r#"{"attribute": "emailDomain", "equals": "example.com"}"#,
        r#"{"attribute": "nothing", "exists": false}"#,
        r#"{"attribute": "tags", "as": "size", "equals": 2}"#,
        r#"{"attribute": "app", "as": "json", "equals": "{\"version\":\"2.1.0\"}"}"#,
    ] {
        assert!(holds(condition, &user), "{condition}");
        assert!(!holds(&format!(r#"{{"not": {condition}}}"#), &user), "{condition}");
    }
}

#[test]
fn numbers_that_are_not_finite_match_no_operator() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let user = Context::anonymous().with("age", number);
        assert!(holds(r#"{"attribute": "age", "exists": true}"#, &user), "{number}");
        assert!(!holds(r#"{"attribute": "age", "gte": 0}"#, &user), "{number}");
        assert!(!holds(r#"{"attribute": "age", "lt": 0}"#, &user), "{number}");
        assert!(holds(r#"{"attribute": "age", "as": "json", "equals": "null"}"#, &user), "{number}");
        let is_true = holds(r#"{"attribute": "age", "as": "boolean", "equals": true}"#, &user);
        assert_eq!(is_true, !number.is_nan(), "{number}");
    }
}

#[test]
fn a_full_name_wins_over_a_path() {
    let app = Object::from([("version", "1.0.0")]);
    let user = Context::anonymous().with("app", app).with("app.version", "2.0.0");
    assert_eq!(user.get("app.version"), Some(&Value::from("2.0.0")));
    assert!(holds(r#"{"attribute": "app.version", "semver": "2.0.0"}"#, &user));
    let user = user.with("app.version", Value::Null);
    assert_eq!(user.get("app.version"), Some(&Value::from("1.0.0")));
    assert!(holds(r#"{"attribute": "app.version", "semver": "1.0.0"}"#, &user));
}

#[test]
fn the_last_value_of_an_attribute_counts() {
    let user = Context::new("user-17").with("plan", "free").with("plan", "pro");
    assert_eq!(user.get("plan"), Some(&Value::from("pro")));
    assert_eq!(user.attributes().len(), 2);
}

#[test]
fn an_anonymous_context_has_no_unit() {
    assert_eq!(Context::anonymous().unit("targetingKey"), None);
    assert_eq!(Context::new("").unit("targetingKey"), None);
    assert_eq!(Context::new("user-17").unit("targetingKey").as_deref(), Some("user-17"));
    assert_eq!(Context::anonymous().with("id", 17).unit("id").as_deref(), Some("17"));
    assert_eq!(Context::anonymous().with("id", true).unit("id").as_deref(), Some("true"));
    let user = Context::anonymous().with("email", "user-17@Example.com");
    assert_eq!(user.unit("emailDomain").as_deref(), Some("example.com"));
}

fn experiment(extra: &str) -> Evaluator {
    let text = format!(
        r#"{{"format": "burgee/1", "experiments": {{"e": {{"status": "running", "version": 2, {extra}}}}},
            "flags": {{"f": {{"variants": {{"a": "a", "b": "b"}}, "fallthrough": "a",
            "rules": [{{"experiment": "e", "split": {{"a": 100, "b": 0}}}}]}}}}}}"#
    );
    Evaluator::new(text).unwrap()
}

#[test]
fn an_earlier_assignment_is_kept() {
    let evaluator = experiment(r#""sticky": true"#);
    let served = |context: Context| {
        let user = prepare(&evaluator, &context);
        let exposure = evaluator.decide("f", &user).unwrap().exposure.unwrap();
        assert_eq!((exposure.experiment, exposure.version, exposure.sticky), ("e", 2, true));
        evaluator.string("f", &user, "").to_owned()
    };
    assert_eq!(served(Context::new("user-17")), "a");
    assert_eq!(served(Context::new("user-17").with_assignment("e", "b", 2)), "b");
    assert_eq!(served(Context::new("user-17").with_assignment("e", "b", 1)), "a");
    assert_eq!(served(Context::new("user-17").with_assignment("e", "no_such_variant", 2)), "a");
    assert_eq!(served(Context::new("user-17").with_assignment("another", "b", 2)), "a");
}

#[test]
fn consent_decides_who_is_enrolled() {
    let evaluator = experiment(r#""requiresConsent": true"#);
    let exposed = |consent| {
        let context = Context::new("user-17").with_consent(consent);
        let user = evaluator.prepare(&context, Timestamp::from_millis(0));
        assert_eq!((context.consent(), user.consent()), (consent, consent));
        evaluator.decide("f", &user).unwrap().exposure.is_some()
    };
    assert_eq!([Consent::Granted, Consent::Denied, Consent::Unknown].map(exposed), [true, false, false]);
}
