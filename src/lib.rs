//! Burgee decides feature flags and A/B tests where the user is: in the page, or in the worker that serves it.
//!
//! Read it in the order in which data flows: snapshot text → [`document`] → ([`compile`]) [`program`] → a decision
//! ([`evaluate`]) for one [`context`]. Nothing here reads a clock, a random number, a network or a file.
#![no_std]
extern crate alloc;

pub mod bucket;
pub mod compile;
mod condition;
pub mod context;
mod digits;
pub mod document;
pub mod evaluate;
mod evaluator;
#[cfg(feature = "full")]
mod hash;
pub mod literal;
pub mod manifest;
mod names;
pub mod pack;
pub mod program;
mod sort;
pub mod trace;

#[cfg(feature = "edit")]
pub mod check;
#[cfg(feature = "edit")]
mod edit;
#[cfg(feature = "edit")]
pub mod explain;
#[cfg(feature = "readers")]
pub mod readers;
#[cfg(feature = "requests")]
pub mod tools;
#[cfg(feature = "wasm")]
mod wasm;

pub use context::{Consent, Context};
pub use evaluator::{Answer, Evaluator, Exposure};
