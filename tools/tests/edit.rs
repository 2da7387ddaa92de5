//! Operations on a snapshot's text: exact texts, undos and errors. `support::edit` also undoes each edit.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

#[path = "edit/errors.rs"]
mod errors;
#[path = "edit/experiments.rs"]
mod experiments;
#[path = "edit/layout.rs"]
mod layout;
#[path = "edit/operations.rs"]
mod operations;
#[path = "edit/rename.rs"]
mod rename;
#[path = "edit/reweight.rs"]
mod reweight;
#[path = "edit/stamps.rs"]
mod stamps;
#[path = "edit/support.rs"]
mod support;
