//! From the crate and the package's template to the npm package in pkg/.

mod bindgen;
mod compile;
mod fingerprint;
mod optimise;
mod package;
mod plain;
mod saturate;

pub(crate) use fingerprint::files;

use crate::{command, say, set_up, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// One WebAssembly module of the package.
pub(crate) struct Module {
    name: &'static str,
    /// The package of the workspace that it is made of.
    package: &'static str,
    features: &'static str,
    /// Of the compiler: `z` where bytes count, `2` where time does. `2` and `3` decide in three quarters of the time that
    /// `z` takes, and load in half of it; `2` has 15 KB more after gzip, `3` 20 KB.
    opt_level: &'static str,
}

impl Module {
    /// Whether the generated JavaScript of the module is part of the package.
    fn has_glue(&self) -> bool {
        self.package == "burgee-tools"
    }
}

/// The same crate several times: what most pages need, all that decides, and what people ask for.
pub(crate) const MODULES: [Module; 4] = [
    Module { name: "page", package: "burgee", features: "wasm", opt_level: "z" },
    Module { name: "core", package: "burgee", features: "wasm,compile", opt_level: "2" },
    Module { name: "tools", package: "burgee-tools", features: "wasm,edit", opt_level: "z" },
    Module { name: "readers", package: "burgee-tools", features: "wasm,readers", opt_level: "z" },
];

/// What becomes JavaScript: pages download it, so that bytes count again.
const PLAIN: Module = Module { name: "plain", package: "burgee", features: "wasm,compile", opt_level: "z" };

/// The page's module with every function by itself, as the compiler made it. It has a folder of its own: what ships is
/// not compiled anew because of it.
pub(crate) fn with_functions_apart(workspace: &Workspace) -> Result<Vec<u8>> {
    let [page, ..] = &MODULES;
    let folder = workspace.kept("parts");
    let mut cargo = compile::rustc(workspace, page);
    command::run(cargo.arg("--target-dir").arg(&folder).args(["--", "-C", "llvm-args=-inline-threshold=-1000"]))?;
    let output = folder.join(set_up::TARGET).join("release/burgee.wasm");
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
        fs::create_dir_all(workspace.kept(""))?;
        let clean = if module.has_glue() {
            let bindgen::WithGlue { module: clean, glue: text } = bindgen::with_glue(&compiled)?;
            fs::write(glue(workspace, module), text)?;
            clean
        } else {
            bindgen::clean(&compiled)?
        };
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

/// The path of a module's generated JavaScript.
fn glue(workspace: &Workspace, module: &Module) -> PathBuf {
    workspace.kept(&format!("{}-glue.js", module.name))
}

/// Where the finished module is kept.
fn built(workspace: &Workspace, module: &Module) -> PathBuf {
    workspace.kept(&format!("{}.wasm", module.name))
}
