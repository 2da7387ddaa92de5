//! The crate beside its peers' crates. The peers and the measurements are in bench/native/peers.

use super::Length;
use crate::workspace::Workspace;
use crate::{command, terminal};
use anyhow::Result;

pub(super) fn run(workspace: &Workspace, length: Length) -> Result<()> {
    terminal::heading("bench: the crate and its peers, natively");
    terminal::step("compiling the peers' crates (some minutes the first time) …");
    let target = workspace.path("target/bench");
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--release", "--quiet", "--package", "peers", "--manifest-path", "bench/native/Cargo.toml"]);
    if length == Length::Quick {
        cargo.args(["--", "--quick"]);
    }
    command::run(cargo.env("CARGO_TARGET_DIR", target))
}
