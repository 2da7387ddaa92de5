//! Measures what users download, and compares it with the byte budgets.

mod parts;

use crate::{command, terminal, workspace::Workspace};
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};

const KIB: u64 = 1024;

/// Files that are downloaded together, and their maximum size after `gzip -9`.
struct Budget {
    name: &'static str,
    files: &'static [Part],
    gzip: u64,
}

enum Part {
    /// A file of the package.
    Package(&'static str),
    /// The JavaScript of a page, bundled.
    Bundle,
}

const BUDGETS: [Budget; 5] = [
    Budget {
        name: "a page: JavaScript and page.wasm",
        files: &[Part::Bundle, Part::Package("page.wasm")],
        // 0.5 KiB more than before the client was split into parts with interfaces of their own.
        gzip: 23 * KIB - 512,
    },
    // Compiles and decides: in servers and workers, and in pages that get a source snapshot. It is optimised for speed.
    Budget { name: "core.wasm", files: &[Part::Package("core.wasm")], gzip: 63 * KIB },
    // Replaces core.wasm where a page may not compile WebAssembly.
    Budget { name: "the core as plain JavaScript", files: &[Part::Package("core-plain.js")], gzip: 63 * KIB },
    Budget { name: "tools.wasm", files: &[Part::Package("tools.wasm")], gzip: 197 * KIB },
    Budget { name: "readers.wasm", files: &[Part::Package("readers.wasm")], gzip: 183 * KIB },
];

/// How much the README's sizes may differ from the measured ones, in KiB: compilers differ a little.
const ROUNDING: f64 = 0.5;

/// Whether the README has the measured size in the row with this name.
fn readme_agrees(workspace: &Workspace, name: &str, gzip: u64) -> Result<bool> {
    let readme = std::fs::read_to_string(workspace.path("README.md")).context("reading README.md")?;
    let row = readme.lines().find(|line| line.strip_prefix("| ").is_some_and(|row| row.starts_with(name)));
    let figure = row.and_then(|row| row.strip_suffix(" KiB |")?.rsplit(' ').next()?.parse::<f64>().ok());
    let measured = gzip as f64 / KIB as f64;
    let right = figure.is_some_and(|figure| (figure - measured).abs() <= ROUNDING);
    if !right {
        let figure = figure.map_or_else(|| "no size".to_owned(), |figure| format!("{figure} KiB"));
        eprintln!("error: README.md has {figure} for `{name}`, expected {measured:.1} KiB");
    }
    Ok(right)
}

#[derive(Default, Clone, Copy)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the table. Fails if a budget is exceeded or a size in the README is wrong; otherwise returns the number of budgets.
pub(crate) fn check(workspace: &Workspace) -> Result<u64> {
    let bundle = bundle(workspace)?;
    println!("{:<34}{:>10}{:>10}{:>10}{:>12}", "bytes", "raw", "gzip -9", "brotli", "budget");
    let mut within = 0;
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
        println!("{}{:>12}", sum.row(budget.name), budget.gzip);
        within += u64::from(sum.gzip <= budget.gzip && readme_agrees(workspace, budget.name, sum.gzip)?);
    }
    parts::print(workspace)?;
    if within < BUDGETS.len() as u64 {
        bail!(
            "a budget is exceeded, or README.md has another size: make the code smaller, raise the budget in \
             xtask/src/size/mod.rs with a reason, or correct README.md"
        );
    }
    Ok(within)
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

    fn row(self, name: &str) -> String {
        format!("{name:<34}{:>10}{:>10}{:>10}", self.raw, self.gzip, self.brotli)
    }
}

/// Bundles the page of xtask/size/ for browsers.
fn bundle(workspace: &Workspace) -> Result<PathBuf> {
    terminal::step("bundling a page that reads one flag …");
    let output = workspace.cache("page.js");
    let mut esbuild = workspace.tool("esbuild");
    esbuild.args(["xtask/size/page.js", "--bundle", "--minify", "--format=esm", "--platform=browser"]);
    esbuild.arg("--log-level=warning").arg(format!("--outfile={}", output.display()));
    command::run_quietly(&mut esbuild)?;
    Ok(output)
}

fn measure(workspace: &Workspace, file: &Path) -> Result<Size> {
    let text = command::read(workspace.command("node").arg("xtask/size/measure.js").arg(file))?;
    let sizes: Value = serde_json::from_str(&text).context("xtask/size/measure.js did not print JSON")?;
    let size = |name: &str| {
        let size = sizes.get(name).and_then(Value::as_u64);
        size.with_context(|| format!("xtask/size/measure.js printed no `{name}`"))
    };
    Ok(Size { raw: size("raw")?, gzip: size("gzip")?, brotli: size("brotli")? })
}
