//! Installs what a new machine lacks.

mod browser;
mod debian;
mod firefox;
mod packages;
mod rust_target;
mod valgrind;
mod wasi_target;

pub(crate) use browser::{Browser, find_or_install as browser};
pub(crate) use firefox::find_or_install as firefox;
pub(crate) use packages::install as npm_packages;
pub(crate) use valgrind::find_or_install as valgrind;
pub(crate) use wasi_target::ensure as wasi_target;

use crate::workspace::Workspace;
use anyhow::Result;

/// Installs what a build needs.
pub(crate) fn for_build(workspace: &Workspace) -> Result<()> {
    rust_target::ensure(workspace)?;
    packages::ensure(workspace)
}
