//! The npm packages of the build and the tests.

use crate::workspace::{Workspace, major};
use crate::{command, say};
use anyhow::{Context as _, Result, bail};
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;

const OLDEST_NODE: u32 = 20;

pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    let version = major(&mut workspace.command("node"))
        .with_context(|| format!("install Node.js {OLDEST_NODE} or newer: https://nodejs.org"))?;
    if version < OLDEST_NODE {
        bail!("this is Node.js {version}, and Burgee needs {OLDEST_NODE} or newer: https://nodejs.org");
    }
    install(workspace, ".")
}

/// Installs what the package-lock.json of a folder asks for, unless it is there.
pub(crate) fn install(workspace: &Workspace, folder: &str) -> Result<()> {
    let folder = workspace.path(folder);
    if installed(&folder)? {
        return Ok(());
    }
    say::step("installing the npm packages of package-lock.json (about half a minute) …");
    command::quiet(workspace.command("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))
        .context("the npm packages could not be installed; is the package registry within reach?")
}

/// Whether node_modules holds what the lock asks for. npm writes down what it installed once all of it is there.
fn installed(folder: &Path) -> Result<bool> {
    let record = folder.join("node_modules/.package-lock.json");
    if !record.is_file() {
        return Ok(false);
    }
    let wanted = packages(&folder.join("package-lock.json"))?;
    let present = packages(&record)?;
    Ok(wanted
        .iter()
        .filter(|(path, package)| !path.is_empty() && !is_optional(package))
        .all(|(path, package)| version(package) == present.get(path).and_then(version)))
}

/// Packages for other systems are in the lock and not on this machine.
fn is_optional(package: &Value) -> bool {
    ["optional", "devOptional", "peer"].iter().any(|key| package.get(key) == Some(&Value::Bool(true)))
}

fn version(package: &Value) -> Option<&Value> {
    package.get("version")
}

/// What a lock file lists: packages by where they are installed.
fn packages(lock: &Path) -> Result<Map<String, Value>> {
    let text = fs::read_to_string(lock).with_context(|| format!("reading {}", lock.display()))?;
    let mut lock_file: Value = serde_json::from_str(&text).with_context(|| format!("{} is no JSON", lock.display()))?;
    match lock_file.get_mut("packages").map(Value::take) {
        Some(Value::Object(packages)) => Ok(packages),
        _ => bail!("{} lists no packages", lock.display()),
    }
}
