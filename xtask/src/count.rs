//! How many instructions the core takes: a figure that the noise of a machine can't touch.
//!
//! bench/native/instructions does one piece of work at a time, callgrind counts in it, and bench/instructions.json has
//! what was counted when somebody last looked. A count that grew by more than the margin fails the tests.

mod record;

use crate::workspace::Workspace;
use crate::{command, say, set_up};
use anyhow::{Context as _, Result, bail};
use record::Record;
use std::fs;
use std::path::PathBuf;

/// What is counted: the program's word for it, and what a person calls it.
const WORK: [(&str, &str); 5] = [
    ("switch", "evaluating a plain switch"),
    ("rollout", "evaluating two conditions and a rollout"),
    ("split", "evaluating a split of three"),
    ("pack", "packing a context of seven attributes from JSON"),
    ("load", "loading a snapshot of 1,000 flags, for each flag"),
];
/// The loop around the evaluations, which is taken off their counts.
const ASKING: &str = "asking";
const EVALUATIONS: [&str; 3] = ["switch", "rollout", "split"];

/// Callgrind counts in the functions whose name matches.
const MEASURED: &str = "*measured_by_callgrind*";

/// How much more than recorded is allowed, in per cent, with the compiler of the record.
const MARGIN: u32 = 5;
/// The same with another compiler: each version makes other code of the same source.
const MARGIN_OF_OTHER_COMPILER: u32 = 20;

/// Whose instructions are counted.
const ARCHITECTURE: &str = "x86_64";

/// How the counts compare with the record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) kept: u64,
    pub(crate) grown: u64,
}

/// Counts, prints the counts next to the recorded ones, and says which are above the margin.
pub(crate) fn check(workspace: &Workspace) -> Result<Verdict> {
    let program = build(workspace)?;
    say::step("deciding the workload, to see that the answers are right …");
    command::read(workspace.command(&program).arg("check"))?;
    if !can_count() {
        println!("instructions are counted on Linux on {ARCHITECTURE} alone: here, only the answers were checked");
        return Ok(Verdict { kept: 1, grown: 0 });
    }
    let counted = count(workspace, &program)?;
    let recorded = Record::read(&file(workspace))?;
    let verdict = compare(&counted, &recorded);
    if verdict.grown > 0 {
        eprintln!(
            "error: the core takes more instructions than recorded. Where they go:\n  \
             callgrind_annotate {}\nIf it is worth it, record the new counts: cargo xtask bench count --record",
            output(workspace, "WORK").display()
        );
    }
    Ok(Verdict { kept: verdict.kept + 1, ..verdict })
}

/// Counts, and makes that the record.
pub(crate) fn record(workspace: &Workspace) -> Result<()> {
    if !can_count() {
        bail!("instructions are counted on Linux on {ARCHITECTURE} alone");
    }
    let program = build(workspace)?;
    let counted = count(workspace, &program)?;
    let recorded = if file(workspace).exists() { Record::read(&file(workspace))? } else { Record::default() };
    compare(&counted, &recorded);
    counted.write(&file(workspace))?;
    say::step("recorded in bench/instructions.json");
    Ok(())
}

fn can_count() -> bool {
    cfg!(target_os = "linux") && std::env::consts::ARCH == ARCHITECTURE
}

fn file(workspace: &Workspace) -> PathBuf {
    workspace.path("bench/instructions.json")
}

fn build(workspace: &Workspace) -> Result<PathBuf> {
    say::step("building what is counted (some seconds) …");
    let target = workspace.path("target/bench");
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--release", "--quiet", "--package", "instructions"]);
    cargo.args(["--manifest-path", "bench/native/Cargo.toml"]);
    command::run(cargo.env("CARGO_TARGET_DIR", &target).env_remove("RUSTFLAGS"))?;
    Ok(target.join("release/instructions"))
}

fn count(workspace: &Workspace, program: &PathBuf) -> Result<Record> {
    let valgrind = set_up::valgrind(workspace)?;
    say::step("counting under callgrind (some seconds) …");
    let each = |work: &str| -> Result<f64> {
        let output = output(workspace, work);
        let mut command = workspace.command(&valgrind);
        command.args(["--quiet", "--tool=callgrind"]).arg(format!("--toggle-collect={MEASURED}"));
        command.arg(format!("--callgrind-out-file={}", output.display()));
        let times = command::read(command.arg(program).arg(work))?;
        let times: f64 = times.trim().parse().with_context(|| format!("`{work}` said `{times}`"))?;
        let text = fs::read_to_string(&output).with_context(|| format!("reading {}", output.display()))?;
        Ok(total(&text).with_context(|| format!("{} has no total", output.display()))? / times)
    };
    fs::create_dir_all(workspace.kept(""))?;
    let asking = each(ASKING)?;
    let mut counts = Vec::new();
    for (work, _) in WORK {
        let own = if EVALUATIONS.contains(&work) { asking } else { 0.0 };
        counts.push((work.to_owned(), ((each(work)? - own) * 10.0).round() / 10.0));
    }
    Ok(Record { rustc: rustc(workspace)?, counts })
}

/// Where callgrind writes what it counted in a piece of work.
fn output(workspace: &Workspace, work: &str) -> PathBuf {
    workspace.kept(&format!("callgrind.{work}"))
}

/// All instructions counted, as callgrind's output has it.
fn total(output: &str) -> Option<f64> {
    output.lines().find_map(|line| line.strip_prefix("totals: ")?.trim().parse().ok())
}

/// The compiler's version: the second word of `rustc 1.95.0 (59807616e 2026-04-14)`.
fn rustc(workspace: &Workspace) -> Result<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = command::read(workspace.command(rustc).arg("--version"))?;
    version.split(' ').nth(1).map(str::to_owned).with_context(|| format!("rustc said `{version}`"))
}

fn compare(counted: &Record, recorded: &Record) -> Verdict {
    let margin = if counted.rustc == recorded.rustc { MARGIN } else { MARGIN_OF_OTHER_COMPILER };
    println!("{:<52}{:>10}{:>10}{:>9}", "instructions", "counted", "recorded", "change");
    let mut verdict = Verdict::default();
    for (work, about) in WORK {
        let (Some(now), Some(then)) = (counted.get(work), recorded.get(work)) else {
            println!(
                "{about:<52}{:>10}{:>10}{:>9}  not recorded",
                shown(counted.get(work)),
                shown(recorded.get(work)),
                ""
            );
            verdict.grown += 1;
            continue;
        };
        let change = (now / then - 1.0) * 100.0;
        let grown = now > then * f64::from(100 + margin) / 100.0;
        let remark = if grown { "  too many" } else { "" };
        println!("{about:<52}{now:>10.1}{then:>10.1}{change:>+8.1}%{remark}");
        if grown { verdict.grown += 1 } else { verdict.kept += 1 }
    }
    println!("allowed: {margin} % more than recorded{}", remark_on_compilers(counted, recorded));
    verdict
}

fn remark_on_compilers(counted: &Record, recorded: &Record) -> String {
    if counted.rustc == recorded.rustc {
        return format!(" with the same rustc {}", counted.rustc);
    }
    let (now, then) = (&counted.rustc, &recorded.rustc);
    format!(", and not {MARGIN} %: this is rustc {now}, and the record was made with {then}")
}

fn shown(count: Option<f64>) -> String {
    count.map_or_else(|| "-".to_owned(), |count| format!("{count:.1}"))
}

#[cfg(test)]
mod tests {
    use super::{Record, Verdict, WORK, compare, total};

    fn record(rustc: &str, switch: f64) -> Record {
        let counts = WORK.map(|(work, _)| (work.to_owned(), if work == "switch" { switch } else { 100.0 }));
        Record { rustc: rustc.to_owned(), counts: counts.into() }
    }

    #[test]
    fn a_count_may_grow_by_the_margin_and_no_more() {
        let recorded = record("1.95.0", 100.0);
        assert_eq!(compare(&record("1.95.0", 105.0), &recorded), Verdict { kept: 5, grown: 0 });
        assert_eq!(compare(&record("1.95.0", 105.1), &recorded), Verdict { kept: 4, grown: 1 });
        assert_eq!(compare(&record("1.95.0", 50.0), &recorded), Verdict { kept: 5, grown: 0 });
    }

    #[test]
    fn another_compiler_has_a_wider_margin() {
        let recorded = record("1.95.0", 100.0);
        assert_eq!(compare(&record("1.96.0", 120.0), &recorded), Verdict { kept: 5, grown: 0 });
        assert_eq!(compare(&record("1.96.0", 120.1), &recorded), Verdict { kept: 4, grown: 1 });
    }

    #[test]
    fn what_was_never_recorded_is_no_pass() {
        let recorded = Record { rustc: "1.95.0".to_owned(), counts: Vec::new() };
        assert_eq!(compare(&record("1.95.0", 100.0), &recorded), Verdict { kept: 0, grown: 5 });
    }

    #[test]
    fn the_total_is_read_from_its_line() {
        assert_eq!(total("events: Ir\nfn=(1)\n58 5819246\n\ntotals: 5819246\n"), Some(5_819_246.0));
        assert_eq!(total("events: Ir\nsummary: 1\n"), None);
    }
}
