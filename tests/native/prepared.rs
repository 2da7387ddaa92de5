use crate::{load, prepare};
use burgee::{
    Context, Error, Evaluation, Evaluator, Exposure, FlagHandle, Issue, Number, Object, PreparedContext, Reason,
    RuleMatch, Timestamp, Value,
};
use std::sync::Arc;
use std::time::Duration;

const ROLLOUT: &str = r#"{"f": {"variants": {"on": true, "off": false},
    "rules": [{"if": {"attribute": "plan", "in": ["pro"]}, "serve": "on"}], "fallthrough": "off"}}"#;

#[test]
fn types_are_send_and_sync() {
    fn assert<T: Send + Sync + 'static>() {}
    assert::<Evaluator>();
    assert::<Context>();
    assert::<PreparedContext>();
    assert::<FlagHandle>();
    assert::<Evaluation<'static>>();
    assert::<Exposure<'static>>();
    assert::<RuleMatch<'static>>();
    assert::<Error>();
    assert::<Issue>();
    assert::<Value>();
    assert::<Number>();
    assert::<Object>();
    assert::<Reason>();
    assert::<Timestamp>();
}

#[test]
fn an_evaluator_is_shared_between_threads() {
    let evaluator = Arc::new(load(ROLLOUT));
    let threads = ["pro", "free"].map(|plan| {
        let evaluator = Arc::clone(&evaluator);
        std::thread::spawn(move || {
            evaluator.boolean("f", &prepare(&evaluator, &Context::anonymous().with("plan", plan)), false)
        })
    });
    assert_eq!(threads.map(|thread| thread.join().unwrap()), [true, false]);
}

#[test]
fn a_prepared_context_serves_a_snapshot_with_the_same_attributes_and_flags() {
    let before = load(ROLLOUT);
    let after = load(&ROLLOUT.replace(r#""serve": "on""#, r#""rollout": {"serve": "on", "percent": 100}"#));
    let user = prepare(&before, &Context::anonymous().with("plan", "pro"));
    let handle = before.flag("f").unwrap();
    assert_eq!(before.decide_flag(handle, &user).variant, Some("on"));
    // The rollout reads one more attribute.
    assert_eq!(after.decide("f", &user).unwrap().reason, Reason::Error);
    let after = load(&ROLLOUT.replace(r#""serve": "on""#, r#""serve": "off""#));
    assert_eq!(after.decide_flag(handle, &user).variant, Some("off"));
}

#[test]
fn a_context_of_another_snapshot_is_an_error() {
    let (one, other) = (load(ROLLOUT), load(&ROLLOUT.replace("pro", "enterprise")));
    let user = prepare(&one, &Context::anonymous().with("plan", "pro"));
    let evaluation = other.decide("f", &user).unwrap();
    assert_eq!((evaluation.reason, evaluation.value, evaluation.variant), (Reason::Error, None, None));
    assert!(other.boolean("f", &user, true));
}

#[test]
fn a_handle_of_another_snapshot_is_an_error() {
    let (one, other) = (load(ROLLOUT), load(&ROLLOUT.replace(r#""f""#, r#""g""#)));
    let handle = one.flag("f").unwrap();
    let user = prepare(&other, &Context::anonymous());
    assert_eq!(other.decide_flag(handle, &user).reason, Reason::Error);
    assert_eq!(other.decide_flag(other.flag("g").unwrap(), &user).variant, Some("off"));
}

#[test]
fn a_clone_of_an_evaluator_takes_its_contexts_and_handles() {
    let evaluator = load(ROLLOUT);
    let (user, handle) = (prepare(&evaluator, &Context::anonymous()), evaluator.flag("f").unwrap());
    assert_eq!(evaluator.clone().decide_flag(handle, &user).variant, Some("off"));
}

#[test]
fn there_is_no_handle_to_an_unknown_flag() {
    let evaluator = load(ROLLOUT);
    assert_eq!(evaluator.flag("g"), None);
    assert_eq!(evaluator.decide("g", &prepare(&evaluator, &Context::anonymous())), None);
}

#[test]
fn a_prepared_context_can_be_moved_to_another_instant() {
    let evaluator = load(
        r#"{"f": {"variants": {"on": true, "off": false}, "fallthrough": "off",
            "rules": [{"start": "2026-11-01", "serve": "on"}]}}"#,
    );
    let before = evaluator.prepare(&Context::anonymous(), Timestamp::from_millis(1_793_491_199_999));
    assert_eq!(before.now().as_millis(), 1_793_491_199_999);
    assert!(!evaluator.boolean("f", &before, true));
    let after = before.at(Duration::from_millis(1_793_491_200_000));
    assert!(evaluator.boolean("f", &after, false));
}

#[test]
fn durations_beyond_the_range_of_timestamps_are_the_last_instant() {
    assert_eq!(Timestamp::from(Duration::MAX), Timestamp::from_millis(i64::MAX));
    assert!(Timestamp::from_millis(-1) < Timestamp::from_millis(0));
}
