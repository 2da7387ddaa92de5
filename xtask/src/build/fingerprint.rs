//! Whether a module has to be built again: by what is in the files, not by their dates, which git changes.

use super::Module;
use crate::{command, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

const SOURCES: [&str; 5] = ["src", "Cargo.toml", "Cargo.lock", ".cargo", "xtask/src/build"];
/// A change of the tools does not build the core's modules again.
const TOOLS_SOURCES: [&str; 2] = ["tools/src", "tools/Cargo.toml"];

/// A short text that differs when anything that goes into the module differs.
pub(super) fn of_module(workspace: &Workspace, module: &Module) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    command::read(workspace.command("rustc").arg("-vV"))?.hash(&mut hasher);
    module.features.hash(&mut hasher);
    module.opt_level.hash(&mut hasher);
    let tools = if module.has_glue() { &TOOLS_SOURCES[..] } else { &[] };
    for source in SOURCES.iter().chain(tools) {
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

/// Every file under a path, in one order on every machine.
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
