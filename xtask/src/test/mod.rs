//! Runs the tests, one stage after the other, and prints a table at the end.

mod counts;
mod javascript;
mod lint;
mod native;
mod rust_output;
mod stages;
mod summary;
mod tap;
mod wasm;

use crate::build::{self, Scope};
use crate::{set_up, terminal, workspace::Workspace};
use anyhow::Result;
use clap::Args;
use clap::builder::PossibleValuesParser;
use counts::Counts;
use stages::{Quick, STAGES, Stage};
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Default: all stages
    #[arg(value_parser = PossibleValuesParser::new(STAGES.iter().map(Stage::possible_value)))]
    stages: Vec<String>,
    /// Run a part of the tests that takes less than five minutes on two cores, and print what was left out
    #[arg(long, conflicts_with = "stages")]
    quick: bool,
}

/// The result of one stage.
struct Outcome {
    name: &'static str,
    counts: Counts,
    time: Duration,
}

/// A stage or a part of one that did not run, with what it tests.
struct LeftOut {
    stage: &'static str,
    what: &'static str,
}

/// A function that runs the tests of a stage.
type Run = fn(&Workspace) -> Result<Counts>;

/// Runs the given stages, or all of them.
pub(crate) fn test(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    let (runs, left_out) = plan(arguments);
    if runs.iter().any(|(stage, _)| stage.needs_package) {
        terminal::heading("build: the npm package");
        build::build_scope(workspace, if arguments.quick { Scope::Quick } else { Scope::Full })?;
    } else {
        set_up::for_build(workspace)?;
    }
    let mut outcomes = Vec::new();
    for (index, (stage, run)) in runs.iter().enumerate() {
        terminal::heading(&format!("{}/{} {}: {}", index + 1, runs.len(), stage.name, stage.about));
        outcomes.push(run_stage(workspace, stage, *run));
    }
    summary::print(&outcomes, &left_out);
    let failed = outcomes.iter().any(|outcome| outcome.counts.failed > 0);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What is run, and what a quick run leaves out.
fn plan(arguments: &Arguments) -> (Vec<(&'static Stage, Run)>, Vec<LeftOut>) {
    let mut runs = Vec::new();
    let mut left_out = Vec::new();
    for stage in &STAGES {
        match stage.quick {
            _ if !arguments.quick => {
                if arguments.stages.is_empty() || arguments.stages.iter().any(|name| name == stage.name) {
                    runs.push((stage, stage.run));
                }
            }
            Quick::Part { run, left_out: what } => {
                runs.push((stage, run));
                left_out.push(LeftOut { stage: stage.name, what });
            }
            Quick::Nothing => left_out.push(LeftOut { stage: stage.name, what: stage.about }),
        }
    }
    (runs, left_out)
}

/// A stage that fails, or that runs nothing, does not stop the others.
fn run_stage(workspace: &Workspace, stage: &Stage, run: Run) -> Outcome {
    let start = Instant::now();
    let mut counts = run(workspace).unwrap_or_else(|error| {
        terminal::error(&error);
        Counts::failure()
    });
    if counts.ran_nothing() {
        counts.fail_empty_suite(stage.name);
    }
    let time = start.elapsed();
    eprintln!("{}: {} in {}", stage.name, summary::totals(&counts), terminal::seconds(time));
    Outcome { name: stage.name, counts, time }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, STAGES, plan};

    #[test]
    fn runs_the_given_stages_in_their_own_order() {
        let (runs, left_out) = plan(&Arguments { stages: vec!["js".into(), "lint".into()], quick: false });
        assert_eq!(runs.iter().map(|(stage, _)| stage.name).collect::<Vec<_>>(), ["lint", "js"]);
        assert!(left_out.is_empty());
    }

    #[test]
    fn runs_every_stage_without_arguments() {
        let (runs, left_out) = plan(&Arguments { stages: Vec::new(), quick: false });
        assert_eq!((runs.len(), left_out.len()), (STAGES.len(), 0));
    }

    #[test]
    fn a_quick_run_names_everything_that_it_leaves_out() {
        let (runs, left_out) = plan(&Arguments { stages: Vec::new(), quick: true });
        assert_eq!(runs.iter().map(|(stage, _)| stage.name).collect::<Vec<_>>(), ["lint", "native", "js"]);
        assert_eq!(left_out.len(), STAGES.len());
    }
}
