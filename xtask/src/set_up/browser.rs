//! Chromium and its driver, for the tests in a browser.

use crate::{command, say, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::path::PathBuf;

const ADVICE: &str = "the tests need Chromium (or Chrome) and its ChromeDriver of the same version.
On Debian:  apt-get install chromium chromium-driver
On Ubuntu:  install Google Chrome and the matching ChromeDriver
On macOS:   brew install --cask google-chrome chromedriver
Where they are elsewhere, set BURGEE_CHROMIUM and CHROMEDRIVER to their paths";

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_BROWSER: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// Where the browser and its driver are.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

pub(crate) fn find_or_install(workspace: &Workspace) -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if is_debian() && is_root() {
        install(workspace)?;
    }
    find().context(ADVICE)
}

fn find() -> Option<Browser> {
    let chromium = chosen("BURGEE_CHROMIUM")
        .or_else(|| BROWSERS.iter().find_map(|name| on_path(name)))
        .or_else(|| Some(PathBuf::from(MAC_BROWSER)).filter(|path| path.is_file()))?;
    let driver = chosen("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
    Some(Browser { chromium, driver })
}

fn chosen(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

fn install(workspace: &Workspace) -> Result<()> {
    say::step("installing Chromium for the browser tests with apt-get (a minute or two) …");
    let apt = || {
        let mut command = workspace.command("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    command::quiet(apt().arg("update")).context(ADVICE)?;
    let wanted = ["install", "--yes", "--no-install-recommends", "chromium", "chromium-driver"];
    command::quiet(apt().args(wanted)).context(ADVICE)
}

fn is_debian() -> bool {
    std::fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}

fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}
