//! Generated patterns and texts, compared with the crate `regex`.

use super::generate::any_pattern;
use crate::support::{check_cases, expect_equal};
use burgee::literal::pattern::{Pattern, Scratch};
use proptest::prelude::*;

/// Two intended differences are not generated: under `(?i)`, letters outside ASCII in both cases; and `\B`, which `regex`
/// refuses for ASCII words in text. `matches.rs` has cases for both.
#[test]
fn any_pattern_matches_the_texts_that_it_matches_in_the_crate_regex() {
    let texts = prop::collection::vec("[aAbBcC1_. é龍😀\\n-]{0,9}", 6);
    let searches = std::cell::Cell::new(0);
    check_cases(4_000, (any_pattern(), texts), |(pattern, texts)| {
        // In `regex` a group's name must be unique; here it may repeat.
        let Ok(theirs) = regex::Regex::new(&pattern.theirs.replace("(?<n>", "(")) else {
            return Err(TestCaseError::fail(format!("regex refuses {}", pattern.theirs)));
        };
        let Ok(compiled) = Pattern::parse(&pattern.ours) else {
            return expect_equal(
                &pattern.ours,
                Pattern::parse(&pattern.ours).map(|_| ()).map_err(|error| error.message),
                Err("the pattern needs more than 2,000 instructions"),
            );
        };
        let mut scratch = Scratch::new();
        for text in texts {
            let (found, steps) = compiled.count_steps(&text, &mut scratch);
            expect_equal(&format!("{} in {text:?}", pattern.ours), found, theirs.is_match(&text))?;
            prop_assert!(steps <= (compiled.instructions() + 1) * (text.chars().count() + 1));
            searches.set(searches.get() + 1);
        }
        Ok(())
    });
    assert!(searches.get() > 20_000, "only {} searches", searches.get());
}

/// A text that this crate accepts and `regex` refuses would have a meaning of its own. The offset of an error must be a
/// character boundary of the text.
#[test]
fn any_text_that_parses_is_also_a_pattern_of_the_crate_regex() {
    let syntax = "[-(){}\\[\\]^$|*+?.,:=!<>PiksmdDwWbBAznxu0-9\\\\aé&~]{0,14}";
    let texts = prop_oneof![
        syntax,
        "\\PC{0,20}",
        "(\\(\\?[imsP<:=!-]{0,3}|\\[\\[?:?\\^?|[a-z:\\]]|\\)|\\\\[a-zA-Z0-9{}]|\\{[0-9,]{0,4}\\}?){0,8}"
    ];
    let parsed = std::cell::Cell::new(0);
    check_cases(8_000, (texts, "\\PC{0,6}"), |(pattern, text)| {
        match Pattern::parse(&pattern) {
            Ok(compiled) => {
                compiled.is_match(&text, &mut Scratch::new());
                parsed.set(parsed.get() + 1);
                let theirs = regex::Regex::new(&pattern).err().map(|error| error.to_string());
                // Accepted here only: group names that repeat or start with a digit, flags that repeat, and large counts
                // of a class, for which the tables of Unicode exceed the limit of `regex`.
                let intended = |message: &String| {
                    ["capture group name", "duplicate flag", "exceeds size limit"]
                        .iter()
                        .any(|text| message.contains(text))
                };
                expect_equal(&pattern, None, theirs.filter(|message| !intended(message)))?;
            }
            Err(error) => prop_assert!(pattern.is_char_boundary(error.at), "{pattern}: {error:?}"),
        }
        Ok(())
    });
    assert!(parsed.get() > 1_000, "only {} patterns", parsed.get());
}
