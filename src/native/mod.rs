//! The API for Rust programs.

mod context;
mod error;
mod evaluation;
mod evaluator;
mod prepared;
mod read;
#[cfg(feature = "serde")]
mod serialization;
mod timestamp;
mod value;
mod variants;

pub use crate::document::{Issue, Severity};
pub use context::Context;
pub use error::Error;
pub use evaluation::{Evaluation, Exposure, RuleMatch};
pub use evaluator::Evaluator;
pub use prepared::{FlagHandle, PreparedContext};
pub use timestamp::Timestamp;
pub use value::{Number, Object, Value};
