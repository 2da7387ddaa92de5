//! The longest, the largest and the deepest pattern that parses, and the next one, which does not.

use super::is_match;
use burgee::literal::pattern::{LONGEST, MOST_INSTRUCTIONS, Pattern, PatternError};

fn instructions(pattern: &str) -> Result<usize, PatternError> {
    Pattern::parse(pattern).map(|pattern| pattern.instructions())
}

fn refused(at: usize, message: &'static str) -> Result<usize, PatternError> {
    Err(PatternError { at, message })
}

#[test]
fn refuses_a_pattern_longer_than_1000_bytes() {
    assert_eq!(instructions(&"a".repeat(LONGEST)), Ok(LONGEST));
    assert_eq!(instructions(&"a".repeat(LONGEST + 1)), refused(LONGEST, "a pattern has at most 1,000 bytes"));
}

#[test]
fn refuses_a_pattern_of_more_than_2000_instructions() {
    let message = "the pattern needs more than 2,000 instructions";
    assert_eq!(instructions("a{1000}b{1000}"), Ok(MOST_INSTRUCTIONS));
    assert_eq!(instructions("a{1000}b{1000}c"), refused(15, message));
    assert_eq!(instructions("a{0,1000}"), Ok(2_000));
    assert_eq!(instructions("(a{0,1000}){2}"), refused(14, message));
    assert_eq!(instructions("((((a{9}){9}){9}){9}){9}"), refused(20, message));
    assert_eq!(instructions(&"()".repeat(500)), Ok(0));
    assert_eq!(instructions(&"|".repeat(1000)), Ok(2_000));
}

#[test]
fn refuses_groups_nested_deeper_than_50() {
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(instructions(&nested(50)), Ok(1));
    assert_eq!(instructions(&nested(51)), refused(50, "groups are nested deeper than 50"));
    assert_eq!(instructions(&"(".repeat(1000)), refused(50, "groups are nested deeper than 50"));
}

/// As many characters as a pattern has room for, no two of them adjacent.
#[test]
fn the_widest_set_is_one_instruction() {
    let wide: String = (0..330).map(|index| char::from_u32(0x4e00 + 2 * index).unwrap()).collect();
    assert_eq!(instructions(&format!("[{wide}]")), Ok(1));
    assert!(is_match(&format!("^[{wide}]{{3}}$"), "一丂丄"));
    assert!(!is_match(&format!("^[{wide}]{{3}}$"), "一丁丄"));
}
