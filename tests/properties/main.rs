//! What holds whatever the numbers are: promises about rollouts, layers, holdouts and ramps, and that nothing which is
//! loaded or asked makes the crate panic.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod contexts;
mod loading;
#[path = "../support/prepare.rs"]
mod prepare;
mod ramps;
mod rollouts;
mod shares;
mod support;
