//! Burgee decides feature flags and A/B tests where the user is: in the page, or in the worker that serves it.
//!
//! The modules follow the data: snapshot text → [`document`] → [`compile`] → [`model`] → [`program`] → a decision
//! ([`evaluate`]) for one [`context`]. The crate reads no clock, random number, network or file: time is an argument.
//! Everything before the program needs the feature `compile`; a module that only receives programs does without it.
#![no_std]
extern crate alloc;

pub mod context;
pub mod evaluate;
pub mod hash;
pub mod literal;
pub mod program;

#[cfg(feature = "compile")]
pub mod assemble;
#[cfg(feature = "compile")]
pub mod compile;
#[cfg(feature = "compile")]
pub mod document;
#[cfg(feature = "compile")]
pub mod manifest;
#[cfg(feature = "compile")]
pub mod model;
#[cfg(feature = "compile")]
mod native;
#[cfg(feature = "wasm")]
mod wasm;

pub use context::Consent;
#[cfg(feature = "compile")]
pub use document::{Issue, Severity};
pub use evaluate::decision::Reason;
#[cfg(feature = "compile")]
pub use native::{
    Context, Error, Evaluation, Evaluator, Exposure, FlagHandle, Number, Object, PreparedContext, RuleMatch, Timestamp,
    Value,
};
