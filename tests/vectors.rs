//! The frozen positions, natively.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

#[path = "support/positions.rs"]
mod positions;
#[path = "support/prepare.rs"]
mod prepare;

#[test]
fn positions_are_the_frozen_ones() {
    positions::run();
}

#[test]
fn evaluators_find_the_frozen_positions() {
    positions::run_through_evaluators();
}

#[test]
fn evaluators_find_the_frozen_positions_of_other_hashes() {
    positions::run_other_hashes();
}
