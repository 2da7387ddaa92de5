//! The package next to its peers' packages, in Node: bench/ has the peers, the workload and the measurements.

use super::Length;
use crate::build;
use crate::workspace::Workspace;
use crate::{command, say, set_up};
use anyhow::Result;

pub(super) fn run(workspace: &Workspace, length: Length) -> Result<()> {
    build::build(workspace)?;
    set_up::npm_packages(workspace, "bench")?;
    say::heading("bench: the package and its peers in Node");
    let mut node = workspace.command("node");
    node.args(["--expose-gc", "bench/run.js"]);
    if length == Length::Quick {
        node.arg("--quick");
    }
    command::run(&mut node)
}
