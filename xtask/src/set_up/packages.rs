//! The npm packages that the build and the tests need.

use crate::workspace::{Workspace, major};
use crate::{command, terminal};
use anyhow::{Context as _, Result, bail};
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;

const OLDEST_NODE: u32 = 20;

pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    let version = major(&mut workspace.command("node")).with_context(|| {
        format!("Node.js is missing: install version {OLDEST_NODE} or newer from https://nodejs.org")
    })?;
    if version < OLDEST_NODE {
        bail!("Node.js is version {version}, expected {OLDEST_NODE} or newer: install it from https://nodejs.org");
    }
    install(workspace, ".")
}

/// Installs the packages of a folder's package-lock.json if one is missing.
pub(crate) fn install(workspace: &Workspace, folder: &str) -> Result<()> {
    let folder = workspace.path(folder);
    if installed(&folder)? {
        return Ok(());
    }
    terminal::step("installing the npm packages of package-lock.json (about half a minute) …");
    command::run_quietly(workspace.command("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))
        .context("cannot install the npm packages: check the network, and that `npm config get registry` is reachable")
}

/// Whether node_modules has the packages of the lock file. npm writes its record after it has installed all of them.
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

/// Packages for other systems are in the lock file and not on this machine.
fn is_optional(package: &Value) -> bool {
    ["optional", "devOptional", "peer"].iter().any(|key| package.get(key) == Some(&Value::Bool(true)))
}

fn version(package: &Value) -> Option<&Value> {
    package.get("version")
}

/// The packages of a lock file, by the path where they are installed.
fn packages(lock: &Path) -> Result<Map<String, Value>> {
    let text = fs::read_to_string(lock).with_context(|| format!("reading {}", lock.display()))?;
    let mut lock_file: Value =
        serde_json::from_str(&text).with_context(|| format!("{} is not JSON", lock.display()))?;
    match lock_file.get_mut("packages").map(Value::take) {
        Some(Value::Object(packages)) => Ok(packages),
        _ => bail!("{} has no `packages`: restore it from git", lock.display()),
    }
}
