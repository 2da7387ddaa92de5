//! Units are spread evenly, and experiments do not know of each other: chi-square tests over a million units of each
//! shape, for a fixed list of salts.
//!
//! `BURGEE_UNITS` sets another number of units; the list of salts and the least probability stay.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

mod chi_square;
mod experiments;
mod positions;
mod units;

/// How many units of each shape are hashed.
fn population() -> u64 {
    std::env::var("BURGEE_UNITS").map_or(1_000_000, |text| text.parse().unwrap())
}

/// Fixed before the first run: what people write, what differs in one character, what starts like another, and nothing.
const SALTS: [&str; 8] =
    ["pricing-2026-11", "pricing-2026-12", "new_dashboard", "a", "b", "a/split", "checkout button: größer", ""];

/// What a test's probability has to be above. A good hash fails one test of a thousand at that.
const LEAST_P: f64 = 0.001;
