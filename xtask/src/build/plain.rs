//! Translates the core to plain JavaScript with Binaryen's wasm2js, for pages that may not compile WebAssembly.

use super::saturate;
use crate::{command, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Features that wasm2js can translate: copies and fills of memory become calls of `copyWithin` and `fill`.
const FEATURES: [&str; 2] = ["--enable-bulk-memory", "--enable-mutable-globals"];
const LOWER: [&str; 3] = ["--enable-sign-ext", "--signext-lowering", "-Oz"];

const BANNER: &str = "--banner:js=// @ts-nocheck core.wasm as JavaScript, translated by Binaryen's wasm2js";

/// The line of wasm2js's output that makes its only instance.
const ONE_INSTANCE: &str = "\nvar retasmFunc = asmFunc(";

/// The end of wasm2js's `memory.grow`, which reports success even if it got no memory; and a correct end.
const UNCHECKED_GROWTH: &str = "\n  return oldPages;\n";
const CHECKED_GROWTH: &str = "\n  return oldPages <= newPages && newPages < 65536 ? oldPages : -1;\n";

/// The name of the file in the package.
pub(super) const NAME: &str = "core-plain.js";

pub(super) fn built(workspace: &Workspace) -> PathBuf {
    workspace.cache(NAME)
}

/// Translates a finished module.
pub(super) fn translate(workspace: &Workspace, module: &Path) -> Result<()> {
    let lowered = lower(workspace, module)?;
    let mut wasm2js = workspace.tool("wasm2js");
    let translated = command::read(wasm2js.arg("-Oz").args(FEATURES).arg(&lowered))?;
    let source = lowered.with_extension("js");
    fs::write(&source, factory(&translated)?).with_context(|| format!("writing {}", source.display()))?;
    let mut esbuild = workspace.tool("esbuild");
    esbuild.arg(&source).args(["--minify", "--format=esm", "--log-level=warning", BANNER]);
    command::run_quietly(esbuild.arg(format!("--outfile={}", built(workspace).display())))
}

/// Replaces the instructions that wasm2js does not support.
fn lower(workspace: &Workspace, module: &Path) -> Result<PathBuf> {
    let bytes = fs::read(module).with_context(|| format!("reading {}", module.display()))?;
    let saturated = module.with_extension("saturated.wasm");
    fs::write(&saturated, saturate::replace(&bytes)?)?;
    let lowered = module.with_extension("plain.wasm");
    let mut wasm_opt = workspace.tool("wasm-opt");
    command::run_quietly(wasm_opt.args(FEATURES).args(LOWER).arg(&saturated).arg("-o").arg(&lowered))?;
    Ok(lowered)
}

/// Wraps the output in a function that makes a new instance with each call. All of the output goes inside: the
/// variables before `asmFunc` are state of an instance too.
fn factory(translated: &str) -> Result<String> {
    let (body, _) = translated
        .split_once(ONE_INSTANCE)
        .context("wasm2js changed the end of its output: update `ONE_INSTANCE` in xtask/src/build/plain.rs")?;
    let (before, after) = body
        .split_once(UNCHECKED_GROWTH)
        .context("wasm2js changed how memory grows: update `UNCHECKED_GROWTH` in xtask/src/build/plain.rs")?;
    let body = [before, CHECKED_GROWTH, after].concat();
    Ok(format!("export function plain() {{{body}\nreturn asmFunc({{}});\n}}\n"))
}
