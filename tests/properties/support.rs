//! Running properties, and asking the crate.

use burgee::{Consent, Context, Evaluation, Evaluator, Timestamp};
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestRng, TestRunner};
use serde_json::{Value, json};
use std::cell::Cell;

/// Runs a property on so many generated values, the same ones in each run.
pub(crate) fn holds<S: Strategy>(cases: u32, values: S, property: impl Fn(S::Value) -> TestCaseResult) {
    let count = Cell::new(0);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let outcome = TestRunner::new_with_rng(config, random).run(&values, |value| {
        property(value)?;
        count.set(count.get() + 1);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    assert!(count.get() >= cases, "only {} of {cases} cases", count.get());
}

/// A snapshot that has no issues.
pub(crate) fn load(mut snapshot: Value) -> Evaluator {
    snapshot["format"] = "burgee/1".into();
    let evaluator = Evaluator::new(snapshot.to_string()).unwrap();
    assert!(evaluator.issues().is_empty(), "{:?}", evaluator.issues());
    evaluator
}

/// What one unit gets at an instant, with consent.
pub(crate) fn ask<'e>(evaluator: &'e Evaluator, flag: &str, unit: &str, now: i64) -> Evaluation<'e> {
    let context = Context::new(unit).with_consent(Consent::Granted);
    let context = evaluator.prepare(&context, Timestamp::from_millis(now));
    evaluator.decide(flag, &context).unwrap()
}

/// Millionths of a per cent as an author writes them.
pub(crate) fn percent(millionths: u32) -> Value {
    json!(f64::from(millionths) / 1e6)
}

/// Everyone, in millionths of a per cent.
pub(crate) const HUNDRED_PERCENT: u32 = 100_000_000;

/// Salts and keys of any kind.
pub(crate) fn names() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[a-zA-Zäß./ -]{1,12}").unwrap()
}

/// Units, so many of them.
pub(crate) fn units(count: usize) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(proptest::string::string_regex("[a-z0-9ü@-]{1,20}").unwrap(), count)
}
