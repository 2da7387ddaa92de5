//! The Rust tests that were compiled to WebAssembly, in Node and in headless Chromium.

use super::count::Count;
use crate::crates::{WASM_TARGET, WASM_TESTS};
use crate::set_up::{self, Browser};
use crate::{command, say, workspace::Workspace};
use anyhow::{Context as _, Result};
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const SUITE: &str = "tests/wasm.rs";
/// Seconds; a laptop that is busy starts a browser slowly.
const PATIENCE: &str = "300";

pub(super) fn run(workspace: &Workspace) -> Result<Count> {
    if !workspace.path(SUITE).is_file() {
        return Ok(Count::default());
    }
    let browser = set_up::browser(workspace)?;
    let runner = build_runner(workspace)?;
    let mut total = Count::default();
    say::step("in Node …");
    total += listen(&mut cargo_test(workspace, &runner))?;
    say::step("in Chromium …");
    let mut in_browser = cargo_test(workspace, &runner);
    in_browser.env("WASM_BINDGEN_USE_BROWSER", "1");
    in_browser.env("CHROMEDRIVER", &browser.driver);
    in_browser.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", write_capabilities(workspace, &browser)?);
    total += listen(&mut in_browser)?;
    Ok(total)
}

fn build_runner(workspace: &Workspace) -> Result<PathBuf> {
    say::step("compiling what runs WebAssembly tests (a minute the first time) …");
    command::run(workspace.cargo().args(["build", "--package", "test-runner"]))?;
    Ok(workspace.target().join("debug/test-runner"))
}

fn cargo_test(workspace: &Workspace, runner: &PathBuf) -> Command {
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--target", WASM_TARGET]).args(WASM_TESTS);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", PATIENCE);
    cargo.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", PATIENCE);
    cargo
}

fn listen(cargo: &mut Command) -> Result<Count> {
    let heard = command::listen(cargo)?;
    Ok(Count::in_rust_output(&heard.text).of_program(heard.success))
}

/// How the driver is to start the browser: without a window, and without calls to its maker.
fn write_capabilities(workspace: &Workspace, browser: &Browser) -> Result<PathBuf> {
    let file = workspace.kept("webdriver.json");
    let capabilities = json!({
        "goog:chromeOptions": {
            "binary": browser.chromium,
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        },
    });
    fs::create_dir_all(workspace.kept(""))?;
    fs::write(&file, capabilities.to_string()).with_context(|| format!("writing {}", file.display()))?;
    Ok(file)
}
