//! The counts of a stage: tests, case rows and skipped tests.

use std::collections::BTreeMap;
use std::ops::AddAssign;

/// What a stage ran.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u64,
    pub(super) failed: u64,
    pub(super) skipped: Vec<Skipped>,
    pub(super) rows: Rows,
}

/// A test that did not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Skipped {
    pub(super) test: String,
    pub(super) reason: String,
}

/// Rows of case files, by the name of the file or folder. One test runs many rows, and many tests run the same rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rows(BTreeMap<String, RowCount>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct RowCount {
    distinct: u64,
    runs: u64,
}

impl Counts {
    pub(super) fn passed(passed: u64) -> Self {
        Self { passed, ..Self::default() }
    }

    /// A failure outside of a test: a compiler error, a program that ended early.
    pub(super) fn failure() -> Self {
        Self { failed: 1, ..Self::default() }
    }

    /// Whether no test passed or failed. Skipped tests are none.
    pub(super) fn ran_nothing(&self) -> bool {
        self.passed == 0 && self.failed == 0
    }

    /// Adds a failure if the program failed without a failed test.
    pub(super) fn of_program(mut self, success: bool) -> Self {
        if !success && self.failed == 0 {
            self.failed = 1;
        }
        self
    }

    /// Adds a failure for a suite that is present and ran no test or no row.
    pub(super) fn fail_empty_suite(&mut self, suite: &str) {
        eprintln!(
            "error: `{suite}` ran nothing: a suite must have at least one test, and a case file at least one row"
        );
        self.failed += 1;
    }

    /// Reads a line of a test's output, `rows: 2864 tests/cases`. tests/js/rows.js and tests/support/cases.rs print it.
    pub(super) fn read_rows(&mut self, line: &str) {
        let Some((count, name)) = line.trim().strip_prefix("rows: ").and_then(|rest| rest.split_once(' ')) else {
            return;
        };
        match count.parse() {
            Ok(0) => self.fail_empty_suite(name),
            Ok(count) => self.rows.add(name, RowCount { distinct: count, runs: count }),
            Err(_) => {}
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped.extend(other.skipped);
        for (name, count) in other.rows.0 {
            self.rows.add(&name, count);
        }
    }
}

impl Rows {
    fn add(&mut self, name: &str, count: RowCount) {
        let present = self.0.entry(name.to_owned()).or_default();
        // A run may leave rows out. The longest run has all of them.
        present.distinct = present.distinct.max(count.distinct);
        present.runs += count.runs;
    }

    pub(super) fn distinct(&self) -> u64 {
        self.0.values().map(|count| count.distinct).sum()
    }

    /// How many times a row was run.
    pub(super) fn runs(&self) -> u64 {
        self.0.values().map(|count| count.runs).sum()
    }

    /// Each file or folder with its distinct rows and its row runs.
    pub(super) fn by_name(&self) -> impl Iterator<Item = (&str, u64, u64)> {
        self.0.iter().map(|(name, count)| (name.as_str(), count.distinct, count.runs))
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn a_failed_program_is_a_failure_even_if_all_its_tests_passed() {
        let counts = Counts::passed(5);
        assert_eq!(counts.clone().of_program(true), counts);
        assert_eq!(counts.of_program(false), Counts { passed: 5, failed: 1, ..Counts::default() });
        assert_eq!(Counts::default().of_program(false), Counts::failure());
    }

    #[test]
    fn rows_that_run_twice_are_counted_once_as_distinct() {
        let mut counts = Counts::default();
        for line in ["rows: 212 eppo", "rows: 225 eppo", "rows: 10 other", "rows: many eppo", "arrows: 1 eppo"] {
            counts.read_rows(line);
        }
        assert_eq!((counts.rows.distinct(), counts.rows.runs()), (235, 447));
        assert_eq!(counts.rows.by_name().collect::<Vec<_>>(), [("eppo", 225, 437), ("other", 10, 10)]);
        let mut sum = counts.clone();
        sum += counts;
        assert_eq!((sum.rows.distinct(), sum.rows.runs()), (235, 894));
    }

    #[test]
    fn zero_rows_are_a_failure() {
        let mut counts = Counts::passed(1);
        counts.read_rows("rows: 0 tests/cases");
        assert_eq!((counts.passed, counts.failed, counts.rows.runs()), (1, 1, 0));
    }
}
