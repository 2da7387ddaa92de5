//! Checks that run no code of the project. Each check is one test.

mod files;
mod prose;
mod rust;
mod types;

use super::counts::Counts;
use crate::{command, terminal, workspace::Workspace};
use anyhow::Result;
use std::process::Command;

/// Every check.
pub(super) fn run(workspace: &Workspace) -> Result<Counts> {
    let mut counts = run_quick(workspace)?;
    let mut commands = rust::clippy_commands(workspace);
    commands.push(rust::clippy_bench(workspace));
    commands.extend(rust::doc_commands(workspace));
    for mut command in commands {
        terminal::step(&command::line(&command));
        counts += count(command::run(&mut command));
    }
    terminal::step("cargo package");
    counts += count(rust::check_packages(workspace));
    Ok(counts)
}

/// The checks that need no compiler.
pub(super) fn run_quick(workspace: &Workspace) -> Result<Counts> {
    let mut counts = Counts::default();
    for mut command in [format_check(workspace), biome(workspace)] {
        terminal::step(&command::line(&command));
        counts += count(command::run(&mut command));
    }
    for project in types::PROJECTS {
        terminal::step(&format!("tsc on {}", project.about));
        counts += count(types::check(workspace, &project));
    }
    terminal::step("lengths of files");
    counts += count(files::check_lengths(workspace));
    terminal::step("prose");
    counts += count(prose::check(workspace));
    Ok(counts)
}

/// Names the files that are not formatted.
fn format_check(workspace: &Workspace) -> Command {
    let mut cargo = workspace.cargo();
    cargo.args(["fmt", "--all", "--check", "--", "-l"]);
    cargo
}

/// Formatting and lints of JavaScript and TypeScript.
fn biome(workspace: &Workspace) -> Command {
    let mut biome = workspace.tool("biome");
    biome.args(["check", "--error-on-warnings", "."]);
    biome
}

fn count(result: Result<()>) -> Counts {
    match result {
        Ok(()) => Counts::passed(1),
        Err(error) => {
            terminal::error(&error);
            Counts::failure()
        }
    }
}
