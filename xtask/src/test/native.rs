//! Runs the Rust tests on this machine.

use super::counts::Counts;
use super::rust_output;
use crate::{command, workspace::Workspace};
use anyhow::Result;

/// Runs `cargo test` with each of these lists of arguments.
pub(super) fn run(workspace: &Workspace, tests: &[&[&str]]) -> Result<Counts> {
    let mut total = Counts::default();
    for tests in tests {
        let mut cargo = workspace.cargo();
        // Tests print the number of their case rows: without `--show-output`, only failed tests show their output.
        cargo.args(["test", "--no-fail-fast"]).args(*tests).args(["--", "--show-output"]);
        let output = command::run_and_capture(&mut cargo)?;
        total += rust_output::read(&output.text).of_program(output.success);
    }
    Ok(total)
}
