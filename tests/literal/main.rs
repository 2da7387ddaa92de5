//! The literals that conditions compare: tables of exact expectations, and properties that compare
//! each with the crate that is usually taken for it.
#![expect(clippy::panic, reason = "a test fails by panicking")]

mod cidr;
mod date;
mod decimal;
mod number;
mod pattern;
mod semver;
mod sortable;
mod support;
