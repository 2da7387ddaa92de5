//! Builds the npm package in pkg/ from the crates and the package's template.

mod bindgen;
mod compile;
mod fingerprint;
mod optimise;
mod package;
mod plain;
mod saturate;

pub(crate) use fingerprint::files;

use crate::crates::{MODULES, Module, PLAIN, WASM_TARGET};
use crate::{command, set_up, terminal, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Which modules are built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All modules, and the core as plain JavaScript.
    Full,
    /// Only the modules that decide. The other files of the package are added if they are up to date.
    Quick,
}

/// Compiles page.wasm with no function inlined, so that the size of each function can be measured.
pub(crate) fn without_inlining(workspace: &Workspace) -> Result<Vec<u8>> {
    let [page, ..] = &MODULES;
    // A folder of its own, so that Cargo does not compile the shipped module again.
    let folder = workspace.cache("parts");
    let mut cargo = compile::rustc(workspace, page);
    command::run(cargo.arg("--target-dir").arg(&folder).args(["--", "-C", "llvm-args=-inline-threshold=-1000"]))?;
    let output = folder.join(WASM_TARGET).join("release").join(compile::file_name(page));
    fs::read(&output).with_context(|| format!("reading {}", output.display()))
}

pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    build_scope(workspace, Scope::Full)
}

pub(crate) fn build_scope(workspace: &Workspace, scope: Scope) -> Result<()> {
    let start = Instant::now();
    set_up::for_build(workspace)?;
    for module in MODULES.iter().filter(|module| module.decides || scope == Scope::Full) {
        build_module(workspace, module).with_context(|| format!("building {}.wasm", module.name))?;
    }
    if scope == Scope::Full {
        build_plain(workspace, &PLAIN).with_context(|| format!("building {}", plain::NAME))?;
    }
    package::assemble(workspace).context("assembling pkg/")?;
    terminal::step(&format!("pkg/ is built ({})", terminal::seconds(start.elapsed())));
    Ok(())
}

fn build_module(workspace: &Workspace, module: &Module) -> Result<()> {
    let built = built(workspace, module);
    if is_fresh(workspace, &built, module)? {
        return Ok(());
    }
    terminal::step(&format!("compiling {}.wasm …", module.name));
    let compiled = compile::compile(workspace, module)?;
    fs::create_dir_all(workspace.cache(""))?;
    let clean = if module.has_glue {
        let bindgen::WithGlue { module: clean, glue: text } = bindgen::with_glue(&compiled)?;
        fs::write(glue(workspace, module), text)?;
        clean
    } else {
        bindgen::clean(&compiled)?
    };
    optimise::optimise(workspace, &clean, &built)?;
    mark_fresh(workspace, &built, module)
}

/// Builds the core as plain JavaScript.
fn build_plain(workspace: &Workspace, module: &Module) -> Result<()> {
    build_module(workspace, module)?;
    let translated = plain::built(workspace);
    if is_fresh(workspace, &translated, module)? {
        return Ok(());
    }
    terminal::step("translating the core to JavaScript …");
    plain::translate(workspace, &built(workspace, module))?;
    mark_fresh(workspace, &translated, module)
}

/// Whether a file was made from the present sources of a module.
fn is_fresh(workspace: &Workspace, file: &Path, module: &Module) -> Result<bool> {
    let fingerprint = fingerprint::of_module(workspace, module)?;
    Ok(file.is_file() && fs::read_to_string(stamp(file)).is_ok_and(|last| last == fingerprint))
}

fn mark_fresh(workspace: &Workspace, file: &Path, module: &Module) -> Result<()> {
    let stamp = stamp(file);
    fs::write(&stamp, fingerprint::of_module(workspace, module)?)
        .with_context(|| format!("writing {}", stamp.display()))
}

/// The file beside `file` that keeps the fingerprint of its sources.
fn stamp(file: &Path) -> PathBuf {
    file.with_extension("stamp")
}

/// The generated JavaScript of a module of the tools.
fn glue(workspace: &Workspace, module: &Module) -> PathBuf {
    workspace.cache(&format!("{}-glue.js", module.name))
}

/// The path of a finished module.
fn built(workspace: &Workspace, module: &Module) -> PathBuf {
    workspace.cache(&format!("{}.wasm", module.name))
}
