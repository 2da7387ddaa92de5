//! Checks the Rust crates: clippy, the documentation, the packages for crates.io.

use crate::crates::{CLIPPY, DOCUMENTED, MODULES, Module, PUBLISHED, WASM_TARGET};
use crate::{command, workspace::Workspace};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

const DENY: [&str; 3] = ["--", "--deny", "warnings"];

/// Files that a published crate may have.
const PACKAGE_CONTENTS: [&str; 8] = [
    "src/",
    "examples/",
    "README.md",
    "LICENSE",
    "Cargo.toml",
    "Cargo.toml.orig",
    "Cargo.lock",
    ".cargo_vcs_info.json",
];

/// Clippy on the crates, and on each module with the features that it is built with.
pub(super) fn clippy_commands(workspace: &Workspace) -> Vec<Command> {
    let native = CLIPPY.iter().map(|arguments| arguments.to_vec());
    let all = native.chain(MODULES.iter().map(module_arguments));
    let command = |arguments: Vec<&str>| {
        let mut cargo = workspace.cargo();
        cargo.arg("clippy").args(arguments).args(DENY);
        cargo
    };
    all.map(command).collect()
}

fn module_arguments(module: &Module) -> Vec<&'static str> {
    let without_defaults = ["--package", module.package, "--lib", "--no-default-features"];
    [without_defaults.as_slice(), &["--features", module.features, "--target", WASM_TARGET]].concat()
}

/// Clippy on bench/native. The peers are left out: compiling them takes minutes.
pub(super) fn clippy_bench(workspace: &Workspace) -> Command {
    let mut cargo = workspace.cargo();
    cargo.args(["clippy", "--manifest-path", "bench/native/Cargo.toml", "--all-targets"]);
    cargo.args(["--package", "workload", "--package", "instructions"]).args(DENY);
    cargo.env("CARGO_TARGET_DIR", workspace.path("target/bench"));
    cargo
}

pub(super) fn doc_commands(workspace: &Workspace) -> Vec<Command> {
    let command = |arguments: &&[&str]| {
        let mut cargo = workspace.cargo();
        cargo.args(["doc", "--quiet", "--no-deps"]).args(*arguments).env("RUSTDOCFLAGS", "--deny warnings");
        cargo
    };
    DOCUMENTED.iter().map(command).collect()
}

/// Makes the package of every published crate without compiling it. A warning is a failure.
pub(super) fn check_packages(workspace: &Workspace) -> Result<()> {
    for package in PUBLISHED {
        check_contents(workspace, package)?;
        let mut cargo = workspace.cargo();
        // Dirty: a check before a commit is allowed.
        cargo.args(["package", "--no-verify", "--allow-dirty", "--package", package]);
        let output = command::run_and_capture(&mut cargo)?;
        if !output.success || output.text.lines().any(is_warning) {
            bail!("`cargo package --package {package}` failed or has warnings: correct what it reports above");
        }
    }
    Ok(())
}

/// Cargo also warns that tests and examples are not in the package, which is intended.
fn is_warning(line: &str) -> bool {
    let intended = ["warning: ignoring test ", "warning: ignoring example "];
    line.starts_with("warning") && !intended.iter().any(|start| line.starts_with(start))
}

fn check_contents(workspace: &Workspace, package: &str) -> Result<()> {
    let list = ["package", "--list", "--allow-dirty", "--package", package];
    let files = command::read(workspace.cargo().args(list))?;
    let unexpected: Vec<_> = files.lines().filter(|file| !is_expected(file)).collect();
    if !unexpected.is_empty() {
        bail!("the package of {package} has {}: change `include` in its Cargo.toml", unexpected.join(", "));
    }
    Ok(())
}

fn is_expected(file: &str) -> bool {
    PACKAGE_CONTENTS.iter().any(|expected| {
        if expected.ends_with('/') { file.starts_with(expected) } else { Path::new(file) == Path::new(expected) }
    })
}

#[cfg(test)]
mod tests {
    use super::{is_expected, is_warning};

    #[test]
    fn a_package_has_sources_and_documents_only() {
        assert!(is_expected("src/lib.rs"));
        assert!(is_expected("README.md"));
        assert!(!is_expected("tests/golden.rs"));
        assert!(!is_expected("pkg-template/README.md"));
        assert!(!is_expected("node_modules/ws/README.md"));
    }

    #[test]
    fn only_warnings_about_missing_tests_are_intended() {
        assert!(!is_warning("warning: ignoring test `golden` as `tests/golden.rs` is not included"));
        assert!(is_warning("warning: manifest has no description"));
        assert!(!is_warning("    Packaged 160 files, 1.0MiB"));
    }
}
