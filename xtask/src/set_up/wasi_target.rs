//! The standard library for WASI.

use super::rust_target;
use crate::workspace::Workspace;
use anyhow::Result;

pub(crate) const TARGET: &str = "wasm32-wasip1";

pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    rust_target::ensure_target(workspace, TARGET)
}
