//! Feature flags and A/B tests, decided in your own process: in a server, at the edge (`wasm32-wasip1` included), or in a
//! page.
//!
//! You load a *snapshot*, one JSON file with all flags, and decide from memory. A decision makes no request and takes
//! less than a microsecond. Decisions are the same, bit for bit, as those of the npm package `burgee` in browsers and
//! workers.
//!
//! ```
//! use burgee::{Context, Evaluator};
//! use std::time::UNIX_EPOCH;
//!
//! let evaluator = Evaluator::new(r#"{
//!   "format": "burgee/1",
//!   "flags": {
//!     "new_dashboard": {
//!       "variants": { "on": true, "off": false },
//!       "rules": [
//!         { "if": { "attribute": "plan", "in": ["pro", "enterprise"] }, "serve": "on" },
//!         { "rollout": { "serve": "on", "percent": 10 } }
//!       ],
//!       "fallthrough": "off"
//!     }
//!   }
//! }"#)?;
//!
//! let context = Context::new("user-17").with("plan", "pro").with("age", 42).with("tags", ["a", "b"]);
//! let user = evaluator.prepare(&context, UNIX_EPOCH.elapsed()?);
//!
//! assert!(evaluator.boolean("new_dashboard", &user, false));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | I want to | use |
//! |---|---|
//! | load a snapshot, and see what is wrong with it | [`Evaluator::new`], [`Error`], [`Evaluator::issues`] |
//! | describe a user | [`Context`], [`Value`], [`Consent`] |
//! | read a value, with a default | [`Evaluator::boolean`], [`string`](Evaluator::string), [`number`](Evaluator::number), [`integer`](Evaluator::integer), [`object`](Evaluator::object) |
//! | know why, and what to report | [`Evaluator::decide`], [`Evaluation`], [`Exposure`] |
//! | decide many times | [`PreparedContext`], [`FlagHandle`] |
//!
//! The crate reads no clock, random number, network or file: time is an argument, and reporting exposures is up to you.
//! It needs `alloc`, not `std`.
//!
//! # Features
//!
//! | feature | default | |
//! |---|---|---|
//! | `compile` | yes | from a snapshot's text to a program: all of the API above |
//! | `serde` | no | `Serialize` and `Deserialize`; [`Value`] from and to `serde_json::Value` |
//! | `wasm` | no | the exports of the npm package's WebAssembly modules; not for Rust programs |
//!
//! # Modules
//!
//! The modules below are what the API is made of, in the order of the data: snapshot text → [`document`] →
//! [`compile`] → [`model`] → [`program`] → a decision ([`evaluate`]) for one [`context`].
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

pub use context::Consent;
pub use evaluate::decision::Reason;
#[cfg(feature = "compile")]
pub use native::{
    Context, Error, Evaluation, Evaluator, Exposure, FlagHandle, Issue, Number, Object, PreparedContext, RuleMatch,
    Severity, Timestamp, Value,
};
pub use operators::{DOCUMENTATION as OPERATOR_DOCUMENTATION, OPERATORS, Operand, OperatorInfo};

/// The Rust example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
