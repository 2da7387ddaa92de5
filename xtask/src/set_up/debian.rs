//! Installs Debian packages.

use crate::{command, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::path::PathBuf;

/// Whether packages can be installed without a password: on Debian, as root.
pub(super) fn can_install() -> bool {
    is_debian() && nix::unistd::geteuid().is_root()
}

/// Installs packages. If that fails, the error gives `advice`.
pub(super) fn install(workspace: &Workspace, packages: &[&str], advice: &'static str) -> Result<()> {
    let apt = || {
        let mut command = workspace.command("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    command::run_quietly(apt().arg("update")).context(advice)?;
    let wanted = ["install", "--yes", "--no-install-recommends"];
    command::run_quietly(apt().args(wanted).args(packages)).context(advice)
}

pub(super) fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

fn is_debian() -> bool {
    std::fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}
