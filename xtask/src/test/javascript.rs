//! Runs JavaScript tests with Node's test runner.

use super::counts::Counts;
use super::tap;
use crate::build::files;
use crate::{command, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A test that hangs fails after ten minutes.
const TIMEOUT: &str = "--test-timeout=600000";

/// Runs every `*.test.js` in these folders and files with this Node.
pub(super) fn run(node: &mut Command, workspace: &Workspace, paths: &[&str]) -> Result<Counts> {
    let tests = tests(workspace, paths)?;
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

fn tests(workspace: &Workspace, paths: &[&str]) -> Result<Vec<PathBuf>> {
    let mut tests = Vec::new();
    for path in paths {
        let found = files(&workspace.path(path))?;
        tests.extend(found.into_iter().filter(|file| file.to_string_lossy().ends_with(".test.js")));
    }
    Ok(tests)
}
