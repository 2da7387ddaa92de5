//! Firefox, for the tests of the package in a second browser. It needs no driver: WebDriver BiDi is built in.

use super::browser::path_from;
use super::debian::{self, on_path};
use crate::{terminal, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::path::PathBuf;

const ADVICE: &str = "the tests of the package need Firefox 129 or newer.
On Debian:  apt-get install firefox-esr
On Ubuntu:  install Firefox from packages.mozilla.org
On macOS:   brew install --cask firefox
If it is in another folder, set BURGEE_FIREFOX to its path";

const NAMES: [&str; 2] = ["firefox-esr", "firefox"];
const MAC_FIREFOX: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";

pub(crate) fn find_or_install(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(firefox) = find() {
        return Ok(firefox);
    }
    if debian::can_install() {
        terminal::step("installing Firefox for the tests of the package with apt-get (a minute or two) …");
        debian::install(workspace, &["firefox-esr"], ADVICE)?;
    }
    find().context(ADVICE)
}

fn find() -> Option<PathBuf> {
    path_from("BURGEE_FIREFOX")
        .or_else(|| NAMES.iter().find_map(|name| on_path(name)))
        .or_else(|| Some(PathBuf::from(MAC_FIREFOX)).filter(|path| path.is_file()))
}
