//! What needs no test to be seen: formatting, lints, types.

use super::{count::Count, types};
use crate::set_up::TARGET;
use crate::{command, say, workspace::Workspace};
use anyhow::Result;

const DENY: [&str; 3] = ["--", "--deny", "warnings"];

/// One of the package's modules: its crate and features.
macro_rules! module {
    ($package:literal, $features:literal) => {
        ["clippy", "--package", $package, "--lib", "--no-default-features", "--features", $features, "--target", TARGET]
    };
}

/// What Cargo is asked for, and whether warnings are to be denied by its last words.
const CHECKS: [&[&str]; 5] = [
    &["clippy", "--workspace", "--all-targets"],
    &module!("burgee", "wasm"),
    &module!("burgee", "wasm,compile"),
    &module!("burgee-tools", "wasm,edit"),
    &module!("burgee-tools", "wasm,readers"),
];

pub(super) fn run(workspace: &Workspace) -> Result<Count> {
    let mut count = Count::default();
    say::step("cargo fmt --check, which names the files that are not formatted");
    count += verdict(command::run(workspace.cargo().args(["fmt", "--all", "--check", "--", "-l"])));
    for check in CHECKS {
        say::step(&format!("cargo {}", check.join(" ")));
        count += verdict(command::run(workspace.cargo().args(check).args(DENY)));
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
