//! The standard library for WebAssembly.

use crate::crates::WASM_TARGET;
use crate::{command, say, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::path::Path;

const ADVICE: &str = "the Rust compiler cannot build WebAssembly yet, and adding that failed.
With rustup:           rustup target add wasm32-unknown-unknown
With Debian's Rust:    apt-get install libstd-rust-dev-wasm32
Without rustup, get it from https://rustup.rs";

pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    if installed(workspace)? {
        return Ok(());
    }
    say::step("adding the WebAssembly target to Rust (some seconds) …");
    command::run(workspace.command("rustup").args(["target", "add", WASM_TARGET])).context(ADVICE)
}

fn installed(workspace: &Workspace) -> Result<bool> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = command::read(workspace.command(rustc).args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET);
    Ok(library.is_dir())
}
