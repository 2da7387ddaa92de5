//! How many cases ran, as the test programs tell it.

use std::fmt;
use std::ops::AddAssign;

/// Cases that passed and cases that did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Count {
    pub(super) fn passed(passed: u64) -> Self {
        Self { passed, failed: 0 }
    }

    /// Something failed that is not a case of its own: a compiler, a program that ended early.
    pub(super) fn failure() -> Self {
        Self { passed: 0, failed: 1 }
    }

    pub(super) fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// The count of a program that told us how it ended: it may fail without a failing case.
    pub(super) fn of_program(self, success: bool) -> Self {
        if success || self.failed > 0 {
            return self;
        }
        Self { failed: 1, ..self }
    }

    /// Rust's tests: one line for each program, `test result: ok. 12 passed; 0 failed; …`.
    pub(super) fn in_rust_output(text: &str) -> Self {
        let mut total = Self::default();
        for line in text.lines().filter(|line| line.starts_with("test result:")) {
            total += Self { passed: before(line, "passed"), failed: before(line, "failed") };
        }
        total
    }

    /// Node's tests in TAP: a line for each number at the end, `# pass 12`.
    pub(super) fn in_tap(text: &str) -> Self {
        let number = |name: &str| {
            let lines = text.lines().rev();
            let mut values = lines.filter_map(|line| line.strip_prefix("# ")?.strip_prefix(name));
            values.find_map(|value| value.trim().parse().ok()).unwrap_or(0)
        };
        Self { passed: number("pass "), failed: number("fail ") + number("cancelled ") }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The number that stands before a word.
fn before(line: &str, word: &str) -> u64 {
    let words: Vec<&str> = line.split([' ', ';']).collect();
    words
        .windows(2)
        .find_map(|pair| match pair {
            [number, next] if *next == word => number.parse().ok(),
            _ => None,
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn sums_what_every_rust_test_program_tells() {
        let text = "test a ... ok\ntest result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; finished in 0.1s\n\
                    test result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(Count::in_rust_output(text), Count { passed: 15, failed: 2 });
    }

    #[test]
    fn reads_the_end_of_a_tap_report() {
        let text =
            "# pass 99 in a message\nok 1 - a\n# tests 7\n# suites 1\n# pass 4\n# fail 2\n# cancelled 1\n# skipped 0\n";
        assert_eq!(Count::in_tap(text), Count { passed: 4, failed: 3 });
    }

    #[test]
    fn a_program_that_ends_badly_is_a_failure_whatever_it_counted() {
        let count = Count::passed(5);
        assert_eq!(count.of_program(true), count);
        assert_eq!(count.of_program(false), Count { passed: 5, failed: 1 });
        assert_eq!(Count::default().of_program(false), Count::failure());
    }

    #[test]
    fn prints_as_the_last_line_of_the_tests() {
        assert_eq!(Count { passed: 8, failed: 1 }.to_string(), "8 passed, 1 failed");
    }
}
