//! Chromium and its driver, for the tests in a browser.

use super::debian::{self, on_path};
use crate::{terminal, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::path::PathBuf;

const ADVICE: &str = "the browser tests need Chromium or Chrome, and ChromeDriver of the same version.
On Debian:  apt-get install chromium chromium-driver
On Ubuntu:  install Google Chrome and the matching ChromeDriver
On macOS:   brew install --cask google-chrome chromedriver
If they are in other folders, set BURGEE_CHROMIUM and CHROMEDRIVER to their paths";

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_BROWSER: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// The paths of the browser and of its driver.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

pub(crate) fn find_or_install(workspace: &Workspace) -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if debian::can_install() {
        install(workspace)?;
    }
    find().context(ADVICE)
}

fn find() -> Option<Browser> {
    let chromium = path_from("BURGEE_CHROMIUM")
        .or_else(|| BROWSERS.iter().find_map(|name| on_path(name)))
        .or_else(|| Some(PathBuf::from(MAC_BROWSER)).filter(|path| path.is_file()))?;
    let driver = path_from("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
    Some(Browser { chromium, driver })
}

/// The path in an environment variable, if it is a file.
pub(super) fn path_from(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

fn install(workspace: &Workspace) -> Result<()> {
    terminal::step("installing Chromium for the browser tests with apt-get (a minute or two) …");
    debian::install(workspace, &["chromium", "chromium-driver"], ADVICE)
}
