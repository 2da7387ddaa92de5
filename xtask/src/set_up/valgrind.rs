//! Valgrind: its tool callgrind counts instructions.

use super::debian;
use crate::{terminal, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::path::PathBuf;

const ADVICE: &str = "counting instructions needs Valgrind.
On Debian and Ubuntu:  apt-get install valgrind
Elsewhere:             https://valgrind.org";

pub(crate) fn find_or_install(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(valgrind) = debian::on_path("valgrind") {
        return Ok(valgrind);
    }
    if debian::can_install() {
        terminal::step("installing Valgrind with apt-get, to count instructions (half a minute) …");
        debian::install(workspace, &["valgrind"], ADVICE)?;
    }
    debian::on_path("valgrind").context(ADVICE)
}
