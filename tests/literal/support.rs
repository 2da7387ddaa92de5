//! Runs a property on generated values and counts the cases.

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestCaseError, TestCaseResult, TestRunner};
use std::cell::Cell;

/// Runs `property` on `cases` generated values, and asserts that it ran at least that often.
pub(crate) fn check_cases<S: Strategy>(cases: u32, values: S, property: impl Fn(S::Value) -> TestCaseResult) {
    let count = Cell::new(0);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&values, |value| {
        property(value)?;
        count.set(count.get() + 1);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    assert!(count.get() >= cases, "only {} of {cases} cases", count.get());
}

/// Fails a property with its input when the result is not the expected one.
pub(crate) fn expect_equal<T: PartialEq + std::fmt::Debug>(input: &str, found: T, expected: T) -> TestCaseResult {
    if found == expected {
        return Ok(());
    }
    Err(TestCaseError::fail(format!("{input:?}: found {found:?}, expected {expected:?}")))
}
