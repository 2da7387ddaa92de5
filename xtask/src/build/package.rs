//! The npm package: the template, the two modules, the first one as JavaScript too, the README and the licence.

use super::{MODULES, built, fingerprint, glue, plain};
use crate::workspace::Workspace;
use anyhow::{Context as _, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const SHARED: [&str; 2] = ["README.md", "LICENSE"];

pub(super) fn assemble(workspace: &Workspace) -> Result<()> {
    let pkg = workspace.path("pkg");
    let wanted = contents(workspace)?;
    for (name, source) in &wanted {
        copy(source, &pkg.join(name))?;
    }
    for file in fingerprint::files(&pkg)? {
        if !wanted.contains_key(file.strip_prefix(&pkg)?) {
            fs::remove_file(&file)?;
        }
    }
    link(workspace, &pkg)
}

/// Where each file of the package comes from, by its name in the package.
fn contents(workspace: &Workspace) -> Result<BTreeMap<PathBuf, PathBuf>> {
    let mut contents = BTreeMap::new();
    for name in SHARED {
        let source = workspace.path(name);
        if source.is_file() {
            contents.insert(PathBuf::from(name), source);
        }
    }
    for module in &MODULES {
        contents.insert(format!("{}.wasm", module.name).into(), built(workspace, module));
        if module.has_glue() {
            contents.insert(format!("tools/{}-glue.js", module.name).into(), glue(workspace, module));
        }
    }
    contents.insert(plain::NAME.into(), plain::built(workspace));
    let template = workspace.path("pkg-template");
    for source in fingerprint::files(&template)? {
        contents.insert(source.strip_prefix(&template)?.to_path_buf(), source);
    }
    Ok(contents)
}

/// Leaves a file alone that is right already: a server may be watching it.
fn copy(source: &Path, target: &Path) -> Result<()> {
    let text = fs::read(source).with_context(|| format!("reading {}", source.display()))?;
    if fs::read(target).is_ok_and(|present| present == text) {
        return Ok(());
    }
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(target, text).with_context(|| format!("writing {}", target.display()))
}

/// Makes `burgee` a name that the tests, the bundler and the type checker of this repository can import.
fn link(workspace: &Workspace, pkg: &Path) -> Result<()> {
    let link = workspace.path("node_modules/burgee");
    if fs::read_link(&link).is_ok_and(|target| target == pkg) {
        return Ok(());
    }
    let _ = fs::remove_file(&link);
    std::os::unix::fs::symlink(pkg, &link).with_context(|| format!("linking {}", link.display()))
}
