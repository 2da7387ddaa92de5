//! The Rust tests of the core and of this driver, on this machine.

use super::count::Count;
use crate::{command, workspace::Workspace};
use anyhow::Result;

pub(super) fn run(workspace: &Workspace) -> Result<Count> {
    let mut total = Count::default();
    for package in [["--package", "burgee"], ["--package", "burgee-tools"], ["--package", "xtask"]] {
        let mut cargo = workspace.cargo();
        let heard = command::listen(cargo.args(["test", "--no-fail-fast"]).args(package))?;
        total += Count::in_rust_output(&heard.text).of_program(heard.success);
    }
    Ok(total)
}
