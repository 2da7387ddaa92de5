//! Runs JavaScript tests with Node's test runner.

use super::counts::Counts;
use super::tap;
use crate::build::files;
use crate::{command, workspace::Workspace};
use anyhow::{Context as _, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A test that hangs fails after ten minutes.
const TIMEOUT: &str = "--test-timeout=600000";

/// Runs every `*.test.js` in `paths` with this Node, except the files in `left_out`.
pub(super) fn run(node: &mut Command, workspace: &Workspace, paths: &[&str], left_out: &[&str]) -> Result<Counts> {
    let tests = tests(workspace, paths, left_out)?;
    if tests.is_empty() {
        return Ok(Counts::default());
    }
    fs::create_dir_all(workspace.cache(""))?;
    let report = workspace.cache("tests.tap");
    let _ = fs::remove_file(&report);
    node.args(["--test", TIMEOUT]);
    node.args(["--test-reporter=spec", "--test-reporter-destination=stdout", "--test-reporter=tap"]);
    node.arg(format!("--test-reporter-destination={}", report.display()));
    let success = command::run(node.args(tests)).is_ok();
    let text = fs::read_to_string(&report).with_context(|| format!("reading {}", report.display()))?;
    Ok(tap::read(&text).of_program(success))
}

fn tests(workspace: &Workspace, paths: &[&str], left_out: &[&str]) -> Result<Vec<PathBuf>> {
    let left_out: Vec<_> = left_out.iter().map(|path| workspace.path(path)).collect();
    if let Some(missing) = left_out.iter().find(|path| !path.is_file()) {
        bail!("{} is left out of a quick run and does not exist: update xtask/src/test/stages.rs", missing.display());
    }
    let mut tests = Vec::new();
    for path in paths {
        let found = files(&workspace.path(path))?;
        let is_test = |file: &PathBuf| file.to_string_lossy().ends_with(".test.js") && !left_out.contains(file);
        tests.extend(found.into_iter().filter(is_test));
    }
    Ok(tests)
}
