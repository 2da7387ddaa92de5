//! The number of steps of a search: at most one visit of each instruction per character.

use super::parsed;
use burgee::literal::pattern::Scratch;

/// Patterns for which a backtracking engine takes exponential or quadratic time.
const HOSTILE: [&str; 20] = [
    "(a+)+$",
    "(a|a)*b",
    "(a|aa)+$",
    "(a*)*b",
    "((a*)*)*b",
    "(.*)*x",
    "(.*a){20}$",
    "^(a?){50}a{50}$",
    "(a{1,30}){1,30}b",
    "(x+x+)+y",
    "(([a-z])+.)+[A-Z]([a-z])+$",
    "^(([a-z0-9])+)+@x$",
    "(a|b|ab)*c",
    "(?:a?){100}a{100}",
    ".*.*.*.*.*=",
    "(|a|a)+b",
    "(a?b?)*c",
    "\\b(\\w+\\s*)+$",
    "(?i)(A|a)*\\z.",
    "[^b]*[^c]*[^d]*$x",
];

#[test]
fn hostile_patterns_take_a_bounded_number_of_steps() {
    let texts = [
        "a".repeat(20_000),
        format!("{}!", "a".repeat(20_000)),
        "ab".repeat(10_000),
        "😀".repeat(5_000),
        String::new(),
    ];
    let mut scratch = Scratch::new();
    let mut searches = 0;
    for pattern in HOSTILE {
        let compiled = parsed(pattern);
        for text in &texts {
            let (found, steps) = compiled.count_steps(text, &mut scratch);
            let bound = (compiled.instructions() + 1) * (text.chars().count() + 1);
            assert!(steps <= bound, "{pattern}: {steps} steps, more than {bound}");
            assert_eq!(found, regex::Regex::new(pattern).unwrap().is_match(text), "{pattern} in {} bytes", text.len());
            searches += 1;
        }
    }
    assert_eq!(searches, 100);
}

#[test]
fn twice_the_text_takes_at_most_twice_the_steps() {
    for pattern in ["(a+)+$", "(a|a)*b", "^(a?){50}a{50}$", "(.*a){20}$", "(a{1,30}){1,30}b"] {
        let compiled = parsed(pattern);
        let steps = |length| compiled.count_steps(&format!("{}!", "a".repeat(length)), &mut Scratch::new()).1;
        let (short, long) = (steps(1_000), steps(2_000));
        assert!(long <= 2 * short + 16 * compiled.instructions(), "{pattern}: {short}, then {long}");
    }
}

#[test]
fn an_anchored_pattern_stops_at_the_first_character_that_can_not_match() {
    let compiled = parsed("^/admin");
    let (found, steps) = compiled.count_steps(&"/visitor".repeat(1_000), &mut Scratch::new());
    assert_eq!((found, steps), (false, 3));
}
