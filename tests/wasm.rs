//! What the native tests check, compiled to WebAssembly: `cargo xtask test wasm` runs it in Node and in Chromium.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/positions.rs"]
mod positions;
#[path = "support/prepare.rs"]
mod prepare;

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn cases_give_what_they_expect() {
    cases::run();
}

#[wasm_bindgen_test]
fn positions_are_the_frozen_ones() {
    positions::run();
}

#[wasm_bindgen_test]
fn evaluators_find_the_frozen_positions() {
    positions::run_through_evaluators();
}

#[wasm_bindgen_test]
fn evaluators_find_the_frozen_positions_of_other_hashes() {
    positions::run_other_hashes();
}
