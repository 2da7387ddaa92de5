//! Operations on a snapshot's text: exact texts, inverses, refusals. What a test edits, it also undoes (`support::edit`).
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

#[path = "edit/experiments.rs"]
mod experiments;
#[path = "edit/layout.rs"]
mod layout;
#[path = "edit/refusals.rs"]
mod refusals;
#[path = "edit/rename.rs"]
mod rename;
#[path = "edit/reweight.rs"]
mod reweight;
#[path = "edit/seed.rs"]
mod seed;
#[path = "edit/stamps.rs"]
mod stamps;
#[path = "edit/support.rs"]
mod support;
