//! Everything that is tested, one stage after the other, and a table at the end.

mod count;
mod javascript;
mod lint;
mod native;
mod types;
mod wasm;

use crate::{build, command, count as instruction_count, say, set_up, size, workspace::Workspace};
use anyhow::{Result, bail};
use count::Count;
use std::process::ExitCode;
use std::time::{Duration, Instant};

struct Stage {
    name: &'static str,
    about: &'static str,
    /// What other stages' output it needs.
    needs: Needs,
    run: fn(&Workspace) -> Result<Count>,
}

enum Needs {
    Nothing,
    Package,
}

const STAGES: [Stage; 10] = [
    Stage { name: "lint", about: "formatting, clippy, types", needs: Needs::Package, run: lint::run },
    Stage { name: "native", about: "the Rust tests", needs: Needs::Nothing, run: native::run },
    Stage { name: "wasm", about: "the Rust tests in Node and in Chromium", needs: Needs::Nothing, run: wasm::run },
    Stage { name: "js", about: "the package in Node", needs: Needs::Package, run: js },
    Stage { name: "www", about: "the Worker in workerd, the page in Chromium", needs: Needs::Package, run: www },
    Stage { name: "visits", about: "no event lost, and every fault, in Chromium", needs: Needs::Package, run: visits },
    Stage {
        name: "runtimes",
        about: "one answer natively, in Node, Chromium and workerd",
        needs: Needs::Package,
        run: runtimes,
    },
    Stage {
        name: "packed",
        about: "the tarball as a stranger installs it, in every runtime and bundler",
        needs: Needs::Package,
        run: packed,
    },
    Stage { name: "size", about: "the byte budgets", needs: Needs::Package, run: sizes },
    Stage { name: "instructions", about: "what an evaluation takes", needs: Needs::Nothing, run: instructions },
];

/// How one stage went.
struct Outcome {
    name: &'static str,
    count: Count,
    time: Duration,
}

/// Runs the stages with these names, or all of them.
pub(crate) fn test(workspace: &Workspace, names: &[&str]) -> Result<ExitCode> {
    let stages = choose(names)?;
    let mut outcomes = Vec::new();
    if stages.iter().any(|stage| matches!(stage.needs, Needs::Package)) {
        say::heading("build: the npm package");
        build::build(workspace)?;
    } else {
        set_up::for_build(workspace)?;
    }
    for (index, stage) in stages.iter().enumerate() {
        say::heading(&format!("{}/{} {}: {}", index + 1, stages.len(), stage.name, stage.about));
        outcomes.push(run(workspace, stage));
    }
    Ok(report(&outcomes))
}

fn choose(names: &[&str]) -> Result<Vec<&'static Stage>> {
    for name in names {
        if !STAGES.iter().any(|stage| stage.name == *name) {
            let known: Vec<_> = STAGES.iter().map(|stage| stage.name).collect();
            bail!("`{name}` is no stage of the tests; they are {}", known.join(", "));
        }
    }
    let chosen = |stage: &&Stage| names.is_empty() || names.contains(&stage.name);
    Ok(STAGES.iter().filter(chosen).collect())
}

/// A stage that fails, or that runs nothing, does not keep the others from running.
fn run(workspace: &Workspace, stage: &Stage) -> Outcome {
    let start = Instant::now();
    let mut count = (stage.run)(workspace).unwrap_or_else(|error| {
        say::error(&error);
        Count::failure()
    });
    if count.is_empty() {
        eprintln!("error: the stage ran no cases");
        count = Count::failure();
    }
    let time = start.elapsed();
    eprintln!("{}: {count} in {}", stage.name, say::seconds(time));
    Outcome { name: stage.name, count, time }
}

/// The table, and the sum alone on the last line.
fn report(outcomes: &[Outcome]) -> ExitCode {
    println!("\n{:<10}{:>8}{:>8}{:>10}", "stage", "passed", "failed", "time");
    let mut total = Count::default();
    for Outcome { name, count, time } in outcomes {
        println!("{name:<10}{:>8}{:>8}{:>10}", count.passed, count.failed, say::seconds(*time));
        total += *count;
    }
    println!("\n{total}");
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn js(workspace: &Workspace) -> Result<Count> {
    // Before the tests that start it, so that none of them waits for a compiler.
    command::run(workspace.cargo().args(["build", "--quiet", "--package", "burgee-tools", "--example", "readers"]))?;
    set_up::wasi_target(workspace)?;
    let wasi = ["--package", "burgee", "--example", "wasi", "--features", "serde", "--target", set_up::WASI_TARGET];
    command::run(workspace.cargo().args(["build", "--quiet"]).args(wasi))?;
    javascript::run(&mut workspace.command("node"), workspace, "tests/js")
}

fn www(workspace: &Workspace) -> Result<Count> {
    in_browser(workspace, "tests/www")
}

fn visits(workspace: &Workspace) -> Result<Count> {
    in_browser(workspace, "tests/visits")
}

fn runtimes(workspace: &Workspace) -> Result<Count> {
    in_browser(workspace, "tests/runtimes")
}

/// Tests that start Chromium, and some the Workers runtime.
fn in_browser(workspace: &Workspace, folder: &str) -> Result<Count> {
    let browser = set_up::browser(workspace)?;
    let mut node = workspace.new_node()?;
    javascript::run(node.env("BURGEE_CHROMIUM", browser.chromium), workspace, folder)
}

fn packed(workspace: &Workspace) -> Result<Count> {
    let browser = set_up::browser(workspace)?;
    let mut node = workspace.new_node()?;
    node.env("BURGEE_CHROMIUM", browser.chromium).env("BURGEE_FIREFOX", set_up::firefox(workspace)?);
    javascript::run(&mut node, workspace, "tests/packed")
}

fn sizes(workspace: &Workspace) -> Result<Count> {
    Ok(Count::passed(size::check(workspace)?))
}

fn instructions(workspace: &Workspace) -> Result<Count> {
    let verdict = instruction_count::check(workspace)?;
    Ok(Count { passed: verdict.kept, failed: verdict.grown })
}
