//! From the crate and the package's template to the npm package in pkg/.

mod bindgen;
mod compile;
mod fingerprint;
mod optimise;
mod package;
mod plain;
mod saturate;

pub(crate) use fingerprint::files;

use crate::crates::{MODULES, Module, PLAIN, WASM_TARGET};
use crate::{command, say, set_up, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The page's module with every function by itself, as the compiler made it. It has a folder of its own: what ships is
/// not compiled anew because of it.
pub(crate) fn with_functions_apart(workspace: &Workspace) -> Result<Vec<u8>> {
    let [page, ..] = &MODULES;
    let folder = workspace.kept("parts");
    let mut cargo = compile::rustc(workspace, page);
    command::run(cargo.arg("--target-dir").arg(&folder).args(["--", "-C", "llvm-args=-inline-threshold=-1000"]))?;
    let output = folder.join(WASM_TARGET).join("release").join(compile::file_name(page));
    fs::read(&output).with_context(|| format!("reading {}", output.display()))
}

pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    let start = Instant::now();
    set_up::for_build(workspace)?;
    for module in &MODULES {
        build_module(workspace, module).with_context(|| format!("building {}.wasm", module.name))?;
    }
    build_plain(workspace, &PLAIN).with_context(|| format!("building {}", plain::NAME))?;
    package::assemble(workspace).context("assembling pkg/")?;
    say::step(&format!("pkg/ is built ({})", say::seconds(start.elapsed())));
    Ok(())
}

fn build_module(workspace: &Workspace, module: &Module) -> Result<()> {
    let built = built(workspace, module);
    unless_fresh(&built, &fingerprint::of_module(workspace, module)?, || {
        say::step(&format!("compiling {}.wasm …", module.name));
        let compiled = compile::compile(workspace, module)?;
        let clean = bindgen::clean(&compiled)?;
        fs::create_dir_all(workspace.kept(""))?;
        optimise::optimise(workspace, &clean, &built)
    })
}

/// The whole core once more, as JavaScript.
fn build_plain(workspace: &Workspace, module: &Module) -> Result<()> {
    build_module(workspace, module)?;
    unless_fresh(&plain::built(workspace), &fingerprint::of_module(workspace, module)?, || {
        say::step("translating it to JavaScript …");
        plain::translate(workspace, &built(workspace, module))
    })
}

/// Does nothing when what the file is made from is what it was last time.
fn unless_fresh(file: &Path, fingerprint: &str, make: impl FnOnce() -> Result<()>) -> Result<()> {
    let stamp = file.with_extension("stamp");
    if file.is_file() && fs::read_to_string(&stamp).is_ok_and(|last| last == fingerprint) {
        return Ok(());
    }
    make()?;
    Ok(fs::write(&stamp, fingerprint)?)
}

/// Where the finished module is kept.
fn built(workspace: &Workspace, module: &Module) -> PathBuf {
    workspace.kept(&format!("{}.wasm", module.name))
}
