//! Reads the output of `cargo test`.

use super::counts::{Counts, Skipped};
use crate::crates::WASM_ONLY_TESTS;

/// Counts the tests of every test program. A file of tests that ran none is a failure.
pub(super) fn read(text: &str) -> Counts {
    let mut counts = Counts::default();
    let mut program = "";
    for line in text.lines() {
        if let Some(name) = program_name(line) {
            program = name;
        } else if line.starts_with("test result:") {
            let (passed, failed, ignored) = (before(line, "passed"), before(line, "failed"), before(line, "ignored"));
            counts.passed += passed;
            counts.failed += failed;
            let is_file = program.starts_with("tests/") && !WASM_ONLY_TESTS.contains(&program);
            if is_file && passed + failed + ignored == 0 {
                counts.fail_empty_suite(program);
            }
        } else if let Some(skipped) = ignored(line) {
            counts.skipped.push(skipped);
        }
        counts.read_rows(line);
    }
    counts
}

/// The source file in Cargo's line `     Running tests/golden.rs (target/…)`.
fn program_name(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("Running ")?.strip_suffix(')')?.split_once(" (").map(|(name, _)| name)
}

/// `test name ... ignored, reason`.
fn ignored(line: &str) -> Option<Skipped> {
    let (test, result) = line.strip_prefix("test ")?.split_once(" ... ")?;
    let reason = result.strip_prefix("ignored")?.trim_start_matches(',').trim();
    let reason = if reason.is_empty() { "marked `#[ignore]` without a reason" } else { reason };
    Some(Skipped { test: test.to_owned(), reason: reason.to_owned() })
}

/// The number in front of a word.
fn before(line: &str, word: &str) -> u64 {
    let parts: Vec<&str> = line.split([' ', ';']).collect();
    parts
        .windows(2)
        .find_map(|pair| match pair {
            [number, next] if *next == word => number.parse().ok(),
            _ => None,
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Counts, Skipped, read};

    #[test]
    fn adds_the_tests_of_every_program() {
        let text = "     Running unittests src/lib.rs (target/debug/deps/a-1)\n\
                    test a ... ok\ntest result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; finished in 0.1s\n\
                    \x20    Running tests/edit.rs (target/debug/deps/b-1)\n\
                    test result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(read(text), Counts { passed: 15, failed: 2, ..Counts::default() });
    }

    #[test]
    fn a_file_without_tests_is_a_failure() {
        let empty = "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured";
        let read = |program: &str| read(&format!("     Running {program} (target/debug/deps/b-1)\n{empty}\n")).failed;
        assert_eq!(read("tests/edit.rs"), 1);
        assert_eq!(read("tests/wasm.rs"), 0);
        assert_eq!(read("unittests src/lib.rs"), 0);
    }

    #[test]
    fn ignored_tests_keep_their_reason() {
        let text = "test a::b ... ignored, needs a network\ntest c ... ignored\ntest d ... ok\n";
        let skipped = |test: &str, reason: &str| Skipped { test: test.into(), reason: reason.into() };
        let expected = [skipped("a::b", "needs a network"), skipped("c", "marked `#[ignore]` without a reason")];
        assert_eq!(read(text).skipped, expected);
    }

    #[test]
    fn finds_the_rows_in_the_output_of_a_test() {
        let counts = read("---- cases stdout ----\nrows: 2864 tests/cases\n");
        assert_eq!((counts.rows.distinct(), counts.rows.runs()), (2864, 2864));
    }
}
