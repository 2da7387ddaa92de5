//! The Rust tests of the core and of this driver, on this machine.

use super::count::Count;
use crate::crates::NATIVE_TESTS;
use crate::{command, workspace::Workspace};
use anyhow::Result;

pub(super) fn run(workspace: &Workspace) -> Result<Count> {
    let mut total = Count::default();
    for tests in NATIVE_TESTS {
        let mut cargo = workspace.cargo();
        let heard = command::listen(cargo.args(["test", "--no-fail-fast"]).args(tests))?;
        total += Count::in_rust_output(&heard.text).of_program(heard.success);
    }
    Ok(total)
}
