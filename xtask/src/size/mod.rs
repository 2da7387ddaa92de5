//! What users download, and how much of it we allow ourselves.

mod parts;

use crate::{command, say, workspace::Workspace};
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};

const KIB: u64 = 1024;

/// What is measured: files that are downloaded together, and the most that they may be after gzip -9.
struct Budget {
    what: &'static str,
    files: &'static [Part],
    gzip: u64,
}

enum Part {
    /// A file of the package.
    Package(&'static str),
    /// The page's JavaScript, bundled as a site would.
    Bundle,
}

const BUDGETS: [Budget; 5] = [
    Budget {
        what: "a page: JavaScript and page.wasm",
        files: &[Part::Bundle, Part::Package("page.wasm")],
        gzip: 22 * KIB,
    },
    // What compiles too: everywhere but in pages, and there for a snapshot that was not compiled. It is built for speed.
    Budget { what: "core.wasm", files: &[Part::Package("core.wasm")], gzip: 63 * KIB },
    // In place of core.wasm, and only where a page may not compile WebAssembly.
    Budget { what: "the core as plain JavaScript", files: &[Part::Package("core-plain.js")], gzip: 63 * KIB },
    Budget { what: "tools.wasm", files: &[Part::Package("tools.wasm")], gzip: 193 * KIB },
    Budget { what: "readers.wasm", files: &[Part::Package("readers.wasm")], gzip: 177 * KIB },
];

/// How far the README's figures may be from what is measured, in KiB: compilers differ a little.
const ROUNDING: f64 = 0.5;

/// Whether the README says of something what was measured.
fn said(workspace: &Workspace, what: &str, gzip: u64) -> Result<bool> {
    let readme = std::fs::read_to_string(workspace.path("README.md")).context("reading README.md")?;
    let row = readme.lines().find(|line| line.strip_prefix("| ").is_some_and(|row| row.starts_with(what)));
    let figure = row.and_then(|row| row.strip_suffix(" KiB |")?.rsplit(' ').next()?.parse::<f64>().ok());
    let measured = gzip as f64 / KIB as f64;
    let right = figure.is_some_and(|figure| (figure - measured).abs() <= ROUNDING);
    if !right {
        eprintln!("error: README.md has {figure:?} KiB for {what}, and it is {measured:.1}");
    }
    Ok(right)
}

#[derive(Default, Clone, Copy)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the table; fails when something is over its budget. Gives the number of budgets that were kept.
pub(crate) fn check(workspace: &Workspace) -> Result<u64> {
    let bundle = bundle(workspace)?;
    println!("{:<34}{:>10}{:>10}{:>10}{:>12}", "bytes", "raw", "gzip -9", "brotli", "budget");
    let mut kept = 0;
    for budget in &BUDGETS {
        let mut sum = Size::default();
        for part in budget.files {
            let (name, file) = part.locate(workspace, &bundle);
            let size = measure(workspace, &file)?;
            sum = sum.plus(size);
            if budget.files.len() > 1 {
                println!("{}", size.row(&format!("  {name}")));
            }
        }
        println!("{}{:>12}", sum.row(budget.what), budget.gzip);
        kept += u64::from(sum.gzip <= budget.gzip && said(workspace, budget.what, sum.gzip)?);
    }
    parts::print(workspace)?;
    if kept < BUDGETS.len() as u64 {
        bail!(
            "over budget, or another figure in README.md: make it smaller, or raise the number in xtask/src/size/mod.rs and say why"
        );
    }
    Ok(kept)
}

impl Part {
    fn locate(&self, workspace: &Workspace, bundle: &Path) -> (&'static str, PathBuf) {
        match self {
            Self::Package(name) => (name, workspace.path("pkg").join(name)),
            Self::Bundle => ("JavaScript", bundle.to_path_buf()),
        }
    }
}

impl Size {
    fn plus(self, other: Self) -> Self {
        Self { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }

    fn row(self, what: &str) -> String {
        format!("{what:<34}{:>10}{:>10}{:>10}", self.raw, self.gzip, self.brotli)
    }
}

/// The page of xtask/size/, bundled for browsers.
fn bundle(workspace: &Workspace) -> Result<PathBuf> {
    say::step("bundling a page that reads one flag …");
    let output = workspace.kept("page.js");
    let mut esbuild = workspace.tool("esbuild");
    esbuild.args(["xtask/size/page.js", "--bundle", "--minify", "--format=esm", "--platform=browser"]);
    esbuild.arg("--log-level=warning").arg(format!("--outfile={}", output.display()));
    command::quiet(&mut esbuild)?;
    Ok(output)
}

fn measure(workspace: &Workspace, file: &Path) -> Result<Size> {
    let text = command::read(workspace.command("node").arg("xtask/size/measure.js").arg(file))?;
    let sizes: Value = serde_json::from_str(&text).context("xtask/size/measure.js printed no JSON")?;
    let size = |name: &str| {
        let size = sizes.get(name).and_then(Value::as_u64);
        size.with_context(|| format!("xtask/size/measure.js gave no `{name}`"))
    };
    Ok(Size { raw: size("raw")?, gzip: size("gzip")?, brotli: size("brotli")? })
}
