//! Running properties with a count of the cases that were compared.

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestCaseError, TestCaseResult, TestRunner};
use std::cell::Cell;

/// Runs `property` on `cases` generated values, and asserts that it was that many.
pub(crate) fn compare<S: Strategy>(cases: u32, values: S, property: impl Fn(S::Value) -> TestCaseResult) {
    let compared = Cell::new(0);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&values, |value| {
        property(value)?;
        compared.set(compared.get() + 1);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    assert!(compared.get() >= cases, "only {} of {cases} cases", compared.get());
}

/// An equality that a property asserts, with what was compared.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(input: &str, ours: T, theirs: T) -> TestCaseResult {
    if ours == theirs {
        return Ok(());
    }
    Err(TestCaseError::fail(format!("{input:?}: {ours:?}, should be {theirs:?}")))
}
