//! The crate next to its peers' crates: bench/native/peers has what each is asked, and the measurements.

use super::Length;
use crate::workspace::Workspace;
use crate::{command, say};
use anyhow::Result;

pub(super) fn run(workspace: &Workspace, length: Length) -> Result<()> {
    say::heading("bench: the crate and its peers, natively");
    say::step("building the peers' crates (some minutes the first time) …");
    let target = workspace.path("target/bench");
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--release", "--quiet", "--package", "peers", "--manifest-path", "bench/native/Cargo.toml"]);
    if length == Length::Quick {
        cargo.args(["--", "--quick"]);
    }
    command::run(cargo.env("CARGO_TARGET_DIR", target))
}
