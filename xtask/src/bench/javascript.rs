//! The package beside its peers' packages, in Node. The peers, the workload and the measurements are in bench/.

use super::Length;
use crate::build;
use crate::workspace::Workspace;
use crate::{command, set_up, terminal};
use anyhow::Result;

pub(super) fn run(workspace: &Workspace, length: Length) -> Result<()> {
    build::build(workspace)?;
    set_up::npm_packages(workspace, "bench")?;
    terminal::heading("bench: the package and its peers in Node");
    let mut node = workspace.command("node");
    node.args(["--expose-gc", "bench/run.js"]);
    if length == Length::Quick {
        node.arg("--quick");
    }
    command::run(&mut node)
}
