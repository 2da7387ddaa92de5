//! Whether a module must be built again. Compares the contents of files: git changes their dates.

use crate::crates::{MODULE_SOURCES, Module, TOOLS_SOURCES};
use crate::{command, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// Returns a short text that changes when the compiler, the module's settings or one of its source files changes.
pub(super) fn of_module(workspace: &Workspace, module: &Module) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    command::read(workspace.command("rustc").arg("-vV"))?.hash(&mut hasher);
    module.package.hash(&mut hasher);
    module.features.hash(&mut hasher);
    module.opt_level.hash(&mut hasher);
    let tools: &[&str] = if module.has_glue { &TOOLS_SOURCES } else { &[] };
    for source in MODULE_SOURCES.iter().chain(tools) {
        for file in files(&workspace.path(source))? {
            file.hash(&mut hasher);
            read(&file)?.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("reading {}", file.display()))
}

/// Returns every file under a path, in the same order on every machine.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let entries = fs::read_dir(path).with_context(|| format!("reading {}", path.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    let nested = paths.iter().map(|path| files(path)).collect::<Result<Vec<_>>>()?;
    Ok(nested.concat())
}
