//! The case files, natively. The same files run through WebAssembly, the harness and the Worker.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "support/cases.rs"]
mod cases;

#[test]
fn cases_give_what_they_expect() {
    cases::run();
}
