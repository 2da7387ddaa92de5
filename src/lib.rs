//! Burgee decides feature flags and A/B tests where the user is: in the page, or in the worker that serves it.
//!
//! Read it in the order in which data flows: snapshot text → [`document`] → ([`compile`]) [`program`] → [`code`] → a
//! decision ([`evaluate`]) for one [`context`]. Nothing here reads a clock, a random number, a network or a file. Who gets
//! code needs nothing of what comes before it (feature `compile`).
#![no_std]
extern crate alloc;

pub mod bucket;
pub mod code;
mod condition;
pub mod context;
pub mod decision;
mod digits;
pub mod evaluate;
mod hash;
pub mod literal;
mod md5;
pub mod trace;
mod utf;

#[cfg(feature = "compile")]
pub mod compile;
#[cfg(feature = "compile")]
pub mod document;
#[cfg(feature = "compile")]
mod evaluator;
#[cfg(feature = "compile")]
pub mod manifest;
#[cfg(feature = "compile")]
mod names;
#[cfg(feature = "compile")]
pub mod pack;
#[cfg(feature = "compile")]
pub mod program;
#[cfg(feature = "compile")]
mod sort;

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
#[cfg(feature = "compile")]
pub use evaluator::{Answer, Evaluator, Exposure};
