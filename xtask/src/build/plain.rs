//! The page's module as plain JavaScript, by Binaryen's wasm2js: for pages that may not compile WebAssembly.

use super::saturate;
use crate::{command, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// What wasm2js can translate by itself: copies and fills of memory become calls of `copyWithin` and `fill`.
const FEATURES: [&str; 2] = ["--enable-bulk-memory", "--enable-mutable-globals"];
const LOWER: [&str; 3] = ["--enable-sign-ext", "--signext-lowering", "-Oz"];

const BANNER: &str = "--banner:js=// @ts-nocheck core.wasm as JavaScript, translated by Binaryen's wasm2js";

/// Where wasm2js's own module begins to make its one instance.
const ONE_INSTANCE: &str = "\nvar retasmFunc = asmFunc(";

/// How its `memory.grow` ends, which says of memory that it did not get that all is well; and how WebAssembly's does.
const GROWN: &str = "\n  return oldPages;\n";
const GROWN_OR_NOT: &str = "\n  return oldPages <= newPages && newPages < 65536 ? oldPages : -1;\n";

/// The name of the file in the package.
pub(super) const NAME: &str = "core-plain.js";

pub(super) fn built(workspace: &Workspace) -> PathBuf {
    workspace.kept(NAME)
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
    command::quiet(esbuild.arg(format!("--outfile={}", built(workspace).display())))
}

/// The module without the instructions that wasm2js does not know.
fn lower(workspace: &Workspace, module: &Path) -> Result<PathBuf> {
    let bytes = fs::read(module).with_context(|| format!("reading {}", module.display()))?;
    let saturated = module.with_extension("saturated.wasm");
    fs::write(&saturated, saturate::replace(&bytes)?)?;
    let lowered = module.with_extension("plain.wasm");
    let mut wasm_opt = workspace.tool("wasm-opt");
    command::quiet(wasm_opt.args(FEATURES).args(LOWER).arg(&saturated).arg("-o").arg(&lowered))?;
    Ok(lowered)
}

/// One function that makes an instance with each call. All of the output goes inside, since what stands before its
/// `asmFunc` is state of one instance too.
fn factory(translated: &str) -> Result<String> {
    let (body, _) = translated.split_once(ONE_INSTANCE).context("wasm2js ends its output in another way now")?;
    let (before, after) = body.split_once(GROWN).context("wasm2js grows memory in another way now")?;
    let body = [before, GROWN_OR_NOT, after].concat();
    Ok(format!("export function plain() {{{body}\nreturn asmFunc({{}});\n}}\n"))
}
