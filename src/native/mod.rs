//! The API for Rust programs.

mod evaluator;

pub use evaluator::{Evaluation, Evaluator, Exposure};
