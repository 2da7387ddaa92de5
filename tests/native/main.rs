//! The API for Rust programs.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod contexts;
mod errors;
mod evaluations;
mod numbers;
mod prepared;
mod reads;
mod serialization;
mod values;

use burgee::{Context, Evaluator, PreparedContext, Timestamp};

/// A snapshot with these flags, which has no issues.
fn load(flags: &str) -> Evaluator {
    let evaluator = Evaluator::new(format!(r#"{{"format": "burgee/1", "flags": {flags}}}"#)).unwrap();
    assert_eq!(evaluator.issues(), []);
    evaluator
}

fn prepare(evaluator: &Evaluator, context: &Context) -> PreparedContext {
    evaluator.prepare(context, Timestamp::from_millis(0))
}
