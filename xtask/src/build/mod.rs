//! From the crate and the package's template to the npm package in pkg/.

mod bindgen;
mod compile;
mod fingerprint;
mod optimise;
mod package;

pub(crate) use fingerprint::files;

use crate::{say, set_up, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

/// One WebAssembly module of the package.
pub(crate) struct Module {
    name: &'static str,
    features: &'static str,
}

/// The same crate twice: what a page needs, and everything.
pub(crate) const MODULES: [Module; 2] =
    [Module { name: "core", features: "standalone" }, Module { name: "tools", features: "standalone,tools" }];

pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    let start = Instant::now();
    set_up::for_build(workspace)?;
    for module in &MODULES {
        build_module(workspace, module).with_context(|| format!("building {}.wasm", module.name))?;
    }
    package::assemble(workspace).context("assembling pkg/")?;
    say::step(&format!("pkg/ is built ({})", say::seconds(start.elapsed())));
    Ok(())
}

/// Does nothing when what the module is made from is what it was last time.
fn build_module(workspace: &Workspace, module: &Module) -> Result<()> {
    let built = built(workspace, module);
    let stamp = workspace.kept(&format!("{}.stamp", module.name));
    let fingerprint = fingerprint::of_module(workspace, module)?;
    if built.is_file() && fs::read_to_string(&stamp).is_ok_and(|last| last == fingerprint) {
        return Ok(());
    }
    say::step(&format!("compiling {}.wasm …", module.name));
    let compiled = compile::compile(workspace, module)?;
    let clean = bindgen::clean(&compiled)?;
    fs::create_dir_all(workspace.kept(""))?;
    optimise::optimise(workspace, &clean, &built)?;
    Ok(fs::write(&stamp, fingerprint)?)
}

/// Where the finished module is kept.
fn built(workspace: &Workspace, module: &Module) -> PathBuf {
    workspace.kept(&format!("{}.wasm", module.name))
}
