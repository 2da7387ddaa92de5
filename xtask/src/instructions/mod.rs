//! Counts the core's instructions. Unlike a time, the count does not depend on how busy the machine is.
//!
//! bench/native/instructions runs one task at a time under callgrind. bench/instructions.json has the recorded counts.
//! A count that exceeds its record by more than the margin fails the tests.

mod record;

use crate::workspace::Workspace;
use crate::{command, set_up, terminal};
use anyhow::{Context as _, Result, bail};
use record::Record;
use std::fs;
use std::path::PathBuf;

/// The measured tasks: the argument of the program, and a description.
const TASKS: [(&str, &str); 5] = [
    ("switch", "evaluating a plain switch"),
    ("rollout", "evaluating two conditions and a rollout"),
    ("split", "evaluating a split of three"),
    ("pack", "packing a context of seven attributes from JSON"),
    ("load", "loading a snapshot of 1,000 flags, for each flag"),
];
/// The loop around the evaluations. Its count is subtracted from theirs.
const LOOP: &str = "loop";
const EVALUATIONS: [&str; 3] = ["switch", "rollout", "split"];

/// Callgrind counts inside functions with a matching name.
const MEASURED_FUNCTIONS: &str = "*measured_by_callgrind*";

/// The allowed growth in per cent, with the compiler of the record.
const MARGIN: u32 = 5;
/// The allowed growth in per cent with another compiler: each version generates different code.
const MARGIN_OF_OTHER_COMPILER: u32 = 20;

/// The processor whose instructions are recorded.
const ARCHITECTURE: &str = "x86_64";

/// The number of tasks within the margin, and above it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Comparison {
    pub(crate) within: u64,
    pub(crate) above: u64,
}

/// Counts, prints the counts beside the recorded ones, and compares them.
pub(crate) fn check(workspace: &Workspace) -> Result<Comparison> {
    let program = build(workspace)?;
    terminal::step("checking that the counted code gives the right results …");
    command::read(workspace.command(&program).arg("check"))?;
    if !can_count() {
        println!("instructions are counted only on Linux on {ARCHITECTURE}; here, only the results were checked");
        return Ok(Comparison { within: 1, above: 0 });
    }
    let counted = count(workspace, &program)?;
    let recorded = Record::read(&file(workspace))?;
    let comparison = compare(&counted, &recorded);
    if comparison.above > 0 {
        eprintln!(
            "error: the core takes more instructions than recorded. To see where, run\n  \
             callgrind_annotate {}\nIf the change is worth it, record the new counts: cargo xtask bench count --record",
            output(workspace, "TASK").display()
        );
    }
    Ok(Comparison { within: comparison.within + 1, ..comparison })
}

/// Counts, and writes the counts to bench/instructions.json.
pub(crate) fn record(workspace: &Workspace) -> Result<()> {
    if !can_count() {
        bail!("instructions are counted only on Linux on {ARCHITECTURE}: record them on such a machine");
    }
    let program = build(workspace)?;
    let counted = count(workspace, &program)?;
    let recorded = if file(workspace).exists() { Record::read(&file(workspace))? } else { Record::default() };
    compare(&counted, &recorded);
    counted.write(&file(workspace))?;
    terminal::step("recorded in bench/instructions.json");
    Ok(())
}

fn can_count() -> bool {
    cfg!(target_os = "linux") && std::env::consts::ARCH == ARCHITECTURE
}

fn file(workspace: &Workspace) -> PathBuf {
    workspace.path("bench/instructions.json")
}

fn build(workspace: &Workspace) -> Result<PathBuf> {
    terminal::step("compiling the counted program (some seconds) …");
    let target = workspace.path("target/bench");
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--release", "--quiet", "--package", "instructions"]);
    cargo.args(["--manifest-path", "bench/native/Cargo.toml"]);
    command::run(cargo.env("CARGO_TARGET_DIR", &target).env_remove("RUSTFLAGS"))?;
    Ok(target.join("release/instructions"))
}

fn count(workspace: &Workspace, program: &PathBuf) -> Result<Record> {
    let valgrind = set_up::valgrind(workspace)?;
    terminal::step("counting under callgrind (some seconds) …");
    let each = |task: &str| -> Result<f64> {
        let output = output(workspace, task);
        let mut command = workspace.command(&valgrind);
        command.args(["--quiet", "--tool=callgrind"]).arg(format!("--toggle-collect={MEASURED_FUNCTIONS}"));
        command.arg(format!("--callgrind-out-file={}", output.display()));
        let times = command::read(command.arg(program).arg(task))?;
        let times: f64 = times
            .trim()
            .parse()
            .with_context(|| format!("the task `{task}` printed `{times}`, expected how often it ran"))?;
        let text = fs::read_to_string(&output).with_context(|| format!("reading {}", output.display()))?;
        Ok(total(&text).with_context(|| format!("{} has no total", output.display()))? / times)
    };
    fs::create_dir_all(workspace.cache(""))?;
    let overhead = each(LOOP)?;
    let mut counts = Vec::new();
    for (task, _) in TASKS {
        let own = if EVALUATIONS.contains(&task) { overhead } else { 0.0 };
        counts.push((task.to_owned(), ((each(task)? - own) * 10.0).round() / 10.0));
    }
    Ok(Record { rustc: rustc(workspace)?, counts })
}

/// The file that callgrind writes for a task.
fn output(workspace: &Workspace, task: &str) -> PathBuf {
    workspace.cache(&format!("callgrind.{task}"))
}

/// The total in callgrind's output.
fn total(output: &str) -> Option<f64> {
    output.lines().find_map(|line| line.strip_prefix("totals: ")?.trim().parse().ok())
}

/// The compiler's version: the second word of `rustc 1.95.0 (59807616e 2026-04-14)`.
fn rustc(workspace: &Workspace) -> Result<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = command::read(workspace.command(rustc).arg("--version"))?;
    version
        .split(' ')
        .nth(1)
        .map(str::to_owned)
        .with_context(|| format!("`rustc --version` printed `{version}`, expected a version"))
}

fn compare(counted: &Record, recorded: &Record) -> Comparison {
    let margin = if counted.rustc == recorded.rustc { MARGIN } else { MARGIN_OF_OTHER_COMPILER };
    println!("{:<52}{:>10}{:>10}{:>9}", "instructions", "counted", "recorded", "change");
    let mut comparison = Comparison::default();
    for (task, about) in TASKS {
        let (Some(now), Some(before)) = (counted.get(task), recorded.get(task)) else {
            println!(
                "{about:<52}{:>10}{:>10}{:>9}  not recorded",
                shown(counted.get(task)),
                shown(recorded.get(task)),
                ""
            );
            comparison.above += 1;
            continue;
        };
        let change = (now / before - 1.0) * 100.0;
        let above = now > before * f64::from(100 + margin) / 100.0;
        let remark = if above { "  too many" } else { "" };
        println!("{about:<52}{now:>10.1}{before:>10.1}{change:>+8.1}%{remark}");
        if above { comparison.above += 1 } else { comparison.within += 1 }
    }
    println!("allowed: {margin} % more than recorded{}", remark_on_compilers(counted, recorded));
    comparison
}

fn remark_on_compilers(counted: &Record, recorded: &Record) -> String {
    if counted.rustc == recorded.rustc {
        return format!(" with the same rustc {}", counted.rustc);
    }
    let (now, before) = (&counted.rustc, &recorded.rustc);
    format!(" instead of {MARGIN} %: this is rustc {now}, the record was made with {before}")
}

fn shown(count: Option<f64>) -> String {
    count.map_or_else(|| "-".to_owned(), |count| format!("{count:.1}"))
}

#[cfg(test)]
mod tests {
    use super::{Comparison, Record, TASKS, compare, total};

    fn record(rustc: &str, switch: f64) -> Record {
        let counts = TASKS.map(|(task, _)| (task.to_owned(), if task == "switch" { switch } else { 100.0 }));
        Record { rustc: rustc.to_owned(), counts: counts.into() }
    }

    #[test]
    fn a_count_may_grow_by_the_margin_and_no_more() {
        let recorded = record("1.95.0", 100.0);
        assert_eq!(compare(&record("1.95.0", 105.0), &recorded), Comparison { within: 5, above: 0 });
        assert_eq!(compare(&record("1.95.0", 105.1), &recorded), Comparison { within: 4, above: 1 });
        assert_eq!(compare(&record("1.95.0", 50.0), &recorded), Comparison { within: 5, above: 0 });
    }

    #[test]
    fn another_compiler_has_a_wider_margin() {
        let recorded = record("1.95.0", 100.0);
        assert_eq!(compare(&record("1.96.0", 120.0), &recorded), Comparison { within: 5, above: 0 });
        assert_eq!(compare(&record("1.96.0", 120.1), &recorded), Comparison { within: 4, above: 1 });
    }

    #[test]
    fn a_task_without_a_record_fails() {
        let recorded = Record { rustc: "1.95.0".to_owned(), counts: Vec::new() };
        assert_eq!(compare(&record("1.95.0", 100.0), &recorded), Comparison { within: 0, above: 5 });
    }

    #[test]
    fn reads_the_total_from_its_line() {
        assert_eq!(total("events: Ir\nfn=(1)\n58 5819246\n\ntotals: 5819246\n"), Some(5_819_246.0));
        assert_eq!(total("events: Ir\nsummary: 1\n"), None);
    }
}
