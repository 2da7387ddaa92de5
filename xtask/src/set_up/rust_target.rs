//! Rust's standard library for WebAssembly.

use crate::crates::WASM_TARGET;
use crate::{command, terminal, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::path::Path;

const ADVICE: &str = "Rust cannot compile to WebAssembly: a target is missing, and `rustup` could not add it.
With rustup:           rustup target add wasm32-unknown-unknown wasm32-wasip1
With Debian's Rust:    apt-get install libstd-rust-dev-wasm32
Without either:         install rustup from https://rustup.rs";

pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    ensure_target(workspace, WASM_TARGET)
}

pub(super) fn ensure_target(workspace: &Workspace, target: &str) -> Result<()> {
    if installed(workspace, target)? {
        return Ok(());
    }
    terminal::step(&format!("adding the target {target} to Rust (some seconds) …"));
    command::run(workspace.command("rustup").args(["target", "add", target])).context(ADVICE)
}

fn installed(workspace: &Workspace, target: &str) -> Result<bool> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = command::read(workspace.command(rustc).args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib").join(target);
    Ok(library.is_dir())
}
