//! The literals that conditions compare: tables of exact results, and properties that compare each parser with the crate
//! that is commonly used for that kind of literal.
#![expect(clippy::panic, reason = "a test fails by panicking")]

mod cidr;
mod date;
mod decimal;
mod number;
mod pattern;
mod semver;
mod sortable;
mod support;
