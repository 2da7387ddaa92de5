//! Burgee decides feature flags and A/B tests where the user is: in the page, or in the worker that serves it.
//!
//! The modules follow the data: snapshot text → [`document`] → [`compile`] → [`model`] → [`program`] → a decision
//! ([`evaluate`]) for one [`context`]. The crate reads no clock, random number, network or file: time is an argument.
//! Everything before the program needs the feature `compile`; a module that only receives programs does without it.
#![no_std]
#![cfg_attr(
    not(feature = "compile"),
    expect(dead_code, reason = "what writes programs is next to what reads them; the linker drops it")
)]
extern crate alloc;

#[macro_use]
mod operators;

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

pub use context::{Consent, PackedContext};
#[cfg(feature = "compile")]
pub use native::{Evaluation, Evaluator, Exposure};
pub use operators::{DOCUMENTATION as OPERATOR_DOCUMENTATION, OPERATORS, Operand, OperatorInfo};
