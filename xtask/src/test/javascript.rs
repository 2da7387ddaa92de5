//! Tests in JavaScript, by Node's own test runner.

use super::count::Count;
use crate::build::files;
use crate::{command, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::process::Command;

/// A test that hangs fails after ten minutes.
const TIMEOUT: &str = "--test-timeout=600000";

/// Runs every `*.test.js` under a folder with this Node.
pub(super) fn run(node: &mut Command, workspace: &Workspace, folder: &str) -> Result<Count> {
    let tests: Vec<_> = files(&workspace.path(folder))?
        .into_iter()
        .filter(|file| file.to_string_lossy().ends_with(".test.js"))
        .collect();
    if tests.is_empty() {
        return Ok(Count::default());
    }
    fs::create_dir_all(workspace.kept(""))?;
    let report = workspace.kept(&format!("{}.tap", folder.replace('/', "-")));
    let _ = fs::remove_file(&report);
    node.args(["--test", TIMEOUT]);
    node.args(["--test-reporter=spec", "--test-reporter-destination=stdout", "--test-reporter=tap"]);
    node.arg(format!("--test-reporter-destination={}", report.display()));
    let success = command::run(node.args(tests)).is_ok();
    let text = fs::read_to_string(&report).with_context(|| format!("reading {}", report.display()))?;
    Ok(Count::in_tap(&text).of_program(success))
}
