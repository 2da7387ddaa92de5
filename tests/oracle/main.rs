//! The crate against an oracle: a second implementation, slow and obvious, that reads the document where the crate runs a
//! compiled model. They must agree on generated snapshots and users, and on the cases that were worked out by hand.
//!
//! | variable | meaning | default |
//! |---|---|---|
//! | `BURGEE_SEED` | chooses the snapshots and users | 1 |
//! | `BURGEE_SNAPSHOTS` | how many snapshots the long campaign tries, each with 12 users | 50000 |
//!
//! The long campaign: `cargo test --release --test oracle -- --ignored`.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod agreement;
mod cases;
mod coverage;
mod generate;
mod meaning;
mod needs;
#[path = "../support/prepare.rs"]
mod prepare;
mod reduce;

use meaning::Scalar;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestError, TestRng, TestRunner};
use std::cell::Cell;

/// Each snapshot has up to six flags and is asked by this many users.
const USERS: usize = 12;

/// The least that the normal run compares.
const PAIRS: usize = 100_000;

fn variable(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

/// Compares on so many snapshots; how many decisions that were.
fn campaign(snapshots: u64, seen: &Scalar) -> usize {
    let pairs = Cell::new(0);
    on_each(snapshots, |drawn| {
        let compared = agreement::compare(&drawn.snapshot(), drawn.is_sound(), &drawn.users(), seen)?;
        pairs.set(pairs.get() + compared);
        Ok(())
    });
    pairs.get()
}

/// Tries something on so many snapshots with their users.
fn on_each(snapshots: u64, attempt: impl Fn(generate::Drawn) -> TestCaseResult) {
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&variable("BURGEE_SEED", 1).to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    // A failing case is reduced as JSON instead, which makes it smaller than smaller numbers do.
    let config = Config {
        cases: u32::try_from(snapshots).unwrap(),
        max_shrink_iters: 0,
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new_with_rng(config, random).run(&generate::drawn(6, USERS), attempt);
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(TestError::Abort(why)) => panic!("{why}"),
    }
}

#[test]
fn the_crate_decides_as_the_oracle_does() {
    let seen = Scalar::default();
    let pairs = campaign(2_600, &seen);
    assert!(pairs >= PAIRS, "only {pairs} decisions");
    coverage::is_complete(&seen);
}

#[test]
#[ignore = "takes as long as it is asked to"]
fn the_crate_decides_as_the_oracle_does_at_length() {
    let pairs = campaign(variable("BURGEE_SNAPSHOTS", 50_000), &Scalar::default());
    println!("{pairs} decisions");
}

#[test]
fn a_decision_reads_what_the_flag_needs_and_nothing_else() {
    on_each(600, |drawn| needs::suffice(&drawn.snapshot(), &drawn.users()));
}

#[test]
fn the_oracle_meets_every_case() {
    cases::run();
}
