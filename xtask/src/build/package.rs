//! Assembles the npm package: the template, the modules, the core as plain JavaScript, the README and the licence.

use super::{built, fingerprint, glue, is_fresh, plain};
use crate::crates::{MODULES, PLAIN};
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

/// Returns the source of each file of the package, by its name in the package.
fn contents(workspace: &Workspace) -> Result<BTreeMap<PathBuf, PathBuf>> {
    let mut contents = BTreeMap::new();
    for name in SHARED {
        let source = workspace.path(name);
        if source.is_file() {
            contents.insert(PathBuf::from(name), source);
        }
    }
    let modules = MODULES.iter().map(|module| (format!("{}.wasm", module.name), built(workspace, module), module));
    let plain = (plain::NAME.to_owned(), plain::built(workspace), &PLAIN);
    for (name, source, module) in modules.chain([plain]) {
        if is_fresh(workspace, &source, module)? {
            contents.insert(name.into(), source);
            if module.has_glue {
                contents.insert(format!("tools/{}-glue.js", module.name).into(), glue(workspace, module));
            }
        }
    }
    let template = workspace.path("pkg-template");
    for source in fingerprint::files(&template)? {
        contents.insert(source.strip_prefix(&template)?.to_path_buf(), source);
    }
    Ok(contents)
}

/// Does not write a file whose contents are right already: a server may be watching it.
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

/// Links node_modules/burgee to pkg/, so that tests, bundlers and the type checker can import `burgee`.
fn link(workspace: &Workspace, pkg: &Path) -> Result<()> {
    let link = workspace.path("node_modules/burgee");
    if fs::read_link(&link).is_ok_and(|target| target == pkg) {
        return Ok(());
    }
    let _ = fs::remove_file(&link);
    std::os::unix::fs::symlink(pkg, &link).with_context(|| format!("linking {}", link.display()))
}
