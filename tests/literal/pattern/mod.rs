//! Regular expressions: exact results, exact errors, limits, and the same matches as in the crate `regex`.

mod differential;
mod errors;
mod generate;
mod limits;
mod matches;
mod scratch;
mod steps;

use burgee::literal::pattern::{Pattern, Scratch};

/// Whether a pattern that must parse matches somewhere in a text.
fn is_match(pattern: &str, text: &str) -> bool {
    parsed(pattern).is_match(text, &mut Scratch::new())
}

fn parsed(pattern: &str) -> Pattern {
    Pattern::parse(pattern).unwrap_or_else(|error| panic!("{pattern}: {error:?}"))
}
