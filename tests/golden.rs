//! The case files, natively. The same files run through WebAssembly, the harness and the Worker.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/features.rs"]
mod features;
#[path = "support/prepare.rs"]
mod prepare;

#[test]
fn cases_give_what_they_expect() {
    cases::run();
}

#[test]
fn cases_have_every_feature() {
    features::are_all_there();
}
