//! A scratch that is used for several searches.

use super::parsed;
use crate::support::{check_cases, expect_equal};
use burgee::literal::pattern::Scratch;
use proptest::prelude::*;
use std::cell::RefCell;

#[test]
fn searches_with_a_used_scratch_match_like_searches_with_a_new_one() {
    let patterns = ["a{900}", "^a", "b$|^$", "(a|b)*c", "x"].map(parsed);
    let scratch = RefCell::new(Scratch::new());
    check_cases(1_000, prop::collection::vec((0_usize..5, "[abcx]{0,8}"), 1..8), |searches| {
        for (index, text) in searches {
            let Some(pattern) = patterns.get(index) else { continue };
            let fresh = pattern.is_match(&text, &mut Scratch::new());
            expect_equal(&text, pattern.is_match(&text, &mut scratch.borrow_mut()), fresh)?;
        }
        Ok(())
    });
    let mut scratch = scratch.into_inner();
    for (pattern, expected) in patterns.iter().zip([true, true, false, false, false]) {
        assert_eq!(pattern.is_match(&"a".repeat(900), &mut scratch), expected);
    }
}
