//! The table at the end of the tests.

use super::counts::{Counts, Skipped};
use super::{LeftOut, Outcome};
use crate::terminal;
use std::collections::BTreeMap;

/// Prints the table, the case rows and the skipped tests. The last line is for programs: `N passed, N failed`, and
/// `, N skipped` if a test was skipped.
pub(super) fn print(outcomes: &[Outcome], left_out: &[LeftOut]) {
    println!("\n{:<13}{:>8}{:>8}{:>8}{:>11}{:>10}", "tests", "passed", "failed", "skipped", "case rows", "time");
    let mut total = Counts::default();
    for Outcome { name, counts, time } in outcomes {
        let Counts { passed, failed, skipped, rows } = counts;
        let (skipped, rows) = (skipped.len(), rows.runs());
        println!("{name:<13}{passed:>8}{failed:>8}{skipped:>8}{rows:>11}{:>10}", terminal::seconds(*time));
        total += counts.clone();
    }
    print_rows(&total);
    print_skipped(&total.skipped);
    if !left_out.is_empty() {
        println!("\nleft out of this quick run; `cargo xtask test` runs them:");
    }
    for LeftOut { stage, what } in left_out {
        println!("  {stage}: {what}");
    }
    println!("\n{}", totals(&total));
}

/// `8 passed, 1 failed`, and the skipped tests if there are any.
pub(super) fn totals(counts: &Counts) -> String {
    let skipped = match counts.skipped.len() {
        0 => String::new(),
        number => format!(", {number} skipped"),
    };
    format!("{} passed, {} failed{skipped}", counts.passed, counts.failed)
}

fn print_rows(total: &Counts) {
    let rows = &total.rows;
    if rows.runs() == 0 {
        return;
    }
    println!("\n{} distinct case rows were checked {} times; a test checks many:", rows.distinct(), rows.runs());
    for (name, distinct, runs) in rows.by_name() {
        println!("  {name}: {distinct} rows, checked {runs} times");
    }
}

fn print_skipped(skipped: &[Skipped]) {
    if skipped.is_empty() {
        return;
    }
    let mut tests_by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for Skipped { test, reason } in skipped {
        tests_by_reason.entry(reason).or_default().push(test);
    }
    println!("\nskipped tests:");
    for (reason, tests) in tests_by_reason {
        println!("  {} because {reason}: {}", tests.len(), tests.join("; "));
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Skipped, totals};

    #[test]
    fn the_last_line_has_a_fixed_form() {
        let mut counts = Counts { passed: 8, failed: 1, ..Counts::default() };
        assert_eq!(totals(&counts), "8 passed, 1 failed");
        counts.skipped.push(Skipped { test: "a".into(), reason: "b".into() });
        assert_eq!(totals(&counts), "8 passed, 1 failed, 1 skipped");
    }
}
