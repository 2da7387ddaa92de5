//! Compiles a module to WebAssembly with Cargo.

use crate::crates::{Module, WASM_TARGET};
use crate::{command, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::process::Command;

/// The stack lies below the heap, so an overflow traps. The usual 1 MiB would be most of an instance's memory.
const LINK: [&str; 2] = ["-C", "link-arg=-zstack-size=131072"];

/// The module as the compiler made it.
pub(super) fn compile(workspace: &Workspace, module: &Module) -> Result<Vec<u8>> {
    let folder = workspace.target().join(WASM_TARGET).join("release");
    let file = file_name(module);
    // The modules of one crate share this name. Cargo could take the file of another module for up to date, so it goes.
    // One folder for all modules means that their dependencies are compiled once.
    for stale in [folder.join(&file), folder.join("deps").join(&file)] {
        let _ = fs::remove_file(stale);
    }
    command::run(rustc(workspace, module).arg("--").args(LINK))?;
    let output = folder.join(file);
    fs::read(&output).with_context(|| format!("reading {}", output.display()))
}

/// The name that Cargo gives to the compiled module.
pub(super) fn file_name(module: &Module) -> String {
    format!("{}.wasm", module.package.replace('-', "_"))
}

/// The Cargo command that compiles a module; arguments for the compiler may follow.
pub(super) fn rustc(workspace: &Workspace, module: &Module) -> Command {
    let mut cargo = workspace.cargo();
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", module.opt_level);
    cargo.args(["rustc", "--quiet", "--package", module.package, "--lib", "--crate-type", "cdylib"]);
    cargo.args(["--release", "--target", WASM_TARGET, "--no-default-features", "--features", module.features]);
    cargo
}
