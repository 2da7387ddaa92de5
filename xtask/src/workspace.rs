//! Paths of the repository, and the programs that run in it.

use crate::command;
use anyhow::{Context as _, Result};
use std::path::PathBuf;
use std::process::Command;

/// The repository that this program was built from.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    pub(crate) fn find() -> Result<Self> {
        let here = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = here.parent().context("xtask/ has no parent folder")?;
        Ok(Self { root: root.into() })
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Cargo's target folder. It is always the one in the repository, so that the steps find each other's output.
    pub(crate) fn target(&self) -> PathBuf {
        self.path("target")
    }

    /// A file that the driver keeps between its runs.
    pub(crate) fn cache(&self, name: &str) -> PathBuf {
        self.path("target/burgee").join(name)
    }

    /// A program of an npm package in node_modules.
    pub(crate) fn tool(&self, name: &str) -> Command {
        self.command(self.path("node_modules/.bin").join(name))
    }

    /// A program that runs in the root of the repository.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    pub(crate) fn cargo(&self) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = self.command(cargo);
        command.env("CARGO_TARGET_DIR", self.target());
        command
    }

    /// The Node.js that runs the Workers tools: they need 22 or newer, users need 20.
    pub(crate) fn new_node(&self) -> Result<Command> {
        let own = self.command("node");
        match major(&mut self.command("node"))? {
            22.. => Ok(own),
            _ => Ok(self.tool("node")),
        }
    }
}

/// The major version of a `node`.
pub(crate) fn major(node: &mut Command) -> Result<u32> {
    let version = command::read(node.arg("--version"))?;
    version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|number| number.parse().ok())
        .with_context(|| format!("`node --version` printed `{}`, expected a version", version.trim()))
}
