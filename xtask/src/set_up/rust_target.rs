//! The standard library for WebAssembly.

use crate::{command, say, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::path::Path;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

const ADVICE: &str = "the Rust compiler cannot build WebAssembly yet, and adding the target failed.
With rustup:           rustup target add wasm32-unknown-unknown wasm32-wasip1
With Debian's Rust:    apt-get install libstd-rust-dev-wasm32
Without rustup, get it from https://rustup.rs";

pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    ensure_target(workspace, TARGET)
}

pub(super) fn ensure_target(workspace: &Workspace, target: &str) -> Result<()> {
    if installed(workspace, target)? {
        return Ok(());
    }
    say::step(&format!("adding the target {target} to Rust (some seconds) …"));
    command::run(workspace.command("rustup").args(["target", "add", target])).context(ADVICE)
}

fn installed(workspace: &Workspace, target: &str) -> Result<bool> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = command::read(workspace.command(rustc).args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib").join(target);
    Ok(library.is_dir())
}
