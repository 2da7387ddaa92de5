//! The crate, compiled to WebAssembly by Cargo.

use super::Module;
use crate::set_up::TARGET;
use crate::{command, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::process::Command;

/// The stack lies below the heap, so that an overflow traps. 1 MiB, the usual size, would be most of an instance.
const LINK: [&str; 2] = ["-C", "link-arg=-zstack-size=131072"];

/// The module as the compiler made it.
pub(super) fn compile(workspace: &Workspace, module: &Module) -> Result<Vec<u8>> {
    let folder = workspace.target().join(TARGET).join("release");
    // All modules have this name. Without the file Cargo cannot take the other one for up to date, and one folder
    // for all means that the crates they use are compiled once.
    let name = format!("{}.wasm", module.package.replace('-', "_"));
    for stale in [folder.join(&name), folder.join("deps").join(&name)] {
        let _ = fs::remove_file(stale);
    }
    command::run(rustc(workspace, module).arg("--").args(LINK))?;
    let output = folder.join(&name);
    fs::read(&output).with_context(|| format!("reading {}", output.display()))
}

/// Cargo, about to compile a module; the compiler's own arguments may follow.
pub(super) fn rustc(workspace: &Workspace, module: &Module) -> Command {
    let mut cargo = workspace.cargo();
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", module.opt_level);
    cargo.args(["rustc", "--quiet", "--package", module.package, "--lib", "--crate-type", "cdylib"]);
    cargo.args(["--release", "--target", TARGET, "--no-default-features", "--features", module.features]);
    cargo
}
