//! What needs no test to be seen: formatting, lints, types.

use super::{count::Count, types};
use crate::crates::{CLIPPY, MODULES, Module, WASM_TARGET};
use crate::{command, say, workspace::Workspace};
use anyhow::Result;

const DENY: [&str; 3] = ["--", "--deny", "warnings"];

pub(super) fn run(workspace: &Workspace) -> Result<Count> {
    let mut count = Count::default();
    say::step("cargo fmt --check, which names the files that are not formatted");
    count += verdict(command::run(workspace.cargo().args(["fmt", "--all", "--check", "--", "-l"])));
    for check in clippy_checks() {
        say::step(&format!("cargo clippy {}", check.join(" ")));
        count += verdict(command::run(workspace.cargo().arg("clippy").args(check).args(DENY)));
    }
    for project in types::PROJECTS {
        say::step(&format!("tsc on {}", project.about));
        count += verdict(types::check(workspace, &project));
    }
    Ok(count)
}

/// One check is one case.
fn verdict(result: Result<()>) -> Count {
    match result {
        Ok(()) => Count::passed(1),
        Err(error) => {
            say::error(&error);
            Count::failure()
        }
    }
}

/// The crates on this machine, and each module with the features that it is built with.
fn clippy_checks() -> Vec<Vec<&'static str>> {
    let native = CLIPPY.iter().map(|check| check.to_vec());
    native.chain(MODULES.iter().map(of_module)).collect()
}

fn of_module(module: &Module) -> Vec<&'static str> {
    let crate_alone = ["--package", module.package, "--lib", "--no-default-features"];
    [crate_alone.as_slice(), &["--features", module.features, "--target", WASM_TARGET]].concat()
}
