//! Reads TAP, the report format of Node's test runner.

use super::counts::{Counts, Skipped};

/// Counts the tests of a report. A file that ran no test is a failure.
pub(super) fn read(text: &str) -> Counts {
    let mut counts = Counts::passed(summary(text, "pass "));
    counts.failed = summary(text, "fail ") + summary(text, "cancelled ");
    for line in text.lines() {
        let Some((name, directive)) = passed_or_skipped(line) else {
            counts.read_rows(line.trim_start().trim_start_matches("# "));
            continue;
        };
        if let Some(reason) = directive.strip_prefix("SKIP") {
            counts.skipped.push(Skipped { test: name.replace("\\#", "#"), reason: reason_or_default(reason) });
        } else if name.ends_with(".test.js") {
            // Node reports a file without tests as one passed test.
            counts.passed = counts.passed.saturating_sub(1);
            counts.fail_empty_suite(name);
        }
    }
    counts
}

/// The name and the directive of a line `ok 1 - name # SKIP reason`.
fn passed_or_skipped(line: &str) -> Option<(&str, &str)> {
    let (_, name) = line.trim_start().strip_prefix("ok ")?.split_once(" - ")?;
    // A `#` that is part of a name is escaped.
    Some(name.split_once(" # ").unwrap_or((name, "")))
}

fn reason_or_default(reason: &str) -> String {
    let reason = reason.trim();
    if reason.is_empty() { "skipped without a reason".to_owned() } else { reason.replace("\\#", "#") }
}

/// A number of the summary at the end, `# pass 12`.
fn summary(text: &str, name: &str) -> u64 {
    let lines = text.lines().rev();
    let mut values = lines.filter_map(|line| line.strip_prefix("# ")?.strip_prefix(name));
    values.find_map(|value| value.trim().parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Counts, Skipped, read};

    #[test]
    fn reads_the_summary_at_the_end() {
        let text =
            "# pass 99 in a message\nok 1 - a\n# tests 7\n# suites 1\n# pass 4\n# fail 2\n# cancelled 1\n# skipped 0\n";
        assert_eq!(read(text), Counts { passed: 4, failed: 3, ..Counts::default() });
    }

    #[test]
    fn skipped_tests_keep_their_reason() {
        let text = "ok 1 - a # SKIP the suite is missing\n    ok 1 - b \\# 2 # SKIP\nok 2 - c\n# pass 1\n# skipped 2\n";
        let skipped = |test: &str, reason: &str| Skipped { test: test.into(), reason: reason.into() };
        let counts = read(text);
        assert_eq!(
            counts.skipped,
            [skipped("a", "the suite is missing"), skipped("b # 2", "skipped without a reason")]
        );
        assert_eq!((counts.passed, counts.failed), (1, 0));
    }

    #[test]
    fn a_file_without_tests_is_a_failure_and_no_test() {
        let counts = read("ok 1 - /tests/js/empty.test.js\nok 2 - a\n# pass 2\n# fail 0\n");
        assert_eq!((counts.passed, counts.failed), (1, 1));
        let broken = read("not ok 1 - /tests/js/broken.test.js\n# pass 0\n# fail 1\n");
        assert_eq!((broken.passed, broken.failed), (0, 1));
    }

    #[test]
    fn adds_the_rows_that_tests_print() {
        let counts = read("# rows: 2864 tests/cases\nok 1 - a\n    # rows: 2864 tests/cases\n# pass 1\n");
        assert_eq!((counts.rows.distinct(), counts.rows.runs()), (2864, 5728));
    }
}
