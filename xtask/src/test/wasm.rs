//! Runs the Rust tests that are compiled to WebAssembly, in Node and in headless Chromium.

use super::counts::Counts;
use super::rust_output;
use crate::crates::{WASM_TARGET, WASM_TESTS};
use crate::set_up::{self, Browser};
use crate::{command, terminal, workspace::Workspace};
use anyhow::{Context as _, Result};
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Timeout in seconds. A busy machine starts a browser slowly.
const TIMEOUT: &str = "300";

pub(super) fn run(workspace: &Workspace) -> Result<Counts> {
    let browser = set_up::browser(workspace)?;
    let runner = build_runner(workspace)?;
    let mut total = Counts::default();
    terminal::step("in Node …");
    total += run_tests(&mut cargo_test(workspace, &runner))?;
    terminal::step("in Chromium …");
    let mut in_browser = cargo_test(workspace, &runner);
    in_browser.env("WASM_BINDGEN_USE_BROWSER", "1");
    in_browser.env("CHROMEDRIVER", &browser.driver);
    in_browser.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", write_capabilities(workspace, &browser)?);
    total += run_tests(&mut in_browser)?;
    Ok(total)
}

fn build_runner(workspace: &Workspace) -> Result<PathBuf> {
    terminal::step("compiling the runner of WebAssembly tests (a minute the first time) …");
    command::run(workspace.cargo().args(["build", "--package", "test-runner"]))?;
    Ok(workspace.target().join("debug/test-runner"))
}

fn cargo_test(workspace: &Workspace, runner: &PathBuf) -> Command {
    let mut cargo = workspace.cargo();
    // Tests print the number of their case rows: without `--nocapture`, only failed tests show their output.
    cargo.args(["test", "--target", WASM_TARGET]).args(WASM_TESTS).args(["--", "--nocapture"]);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", TIMEOUT);
    cargo.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", TIMEOUT);
    cargo
}

fn run_tests(cargo: &mut Command) -> Result<Counts> {
    let output = command::run_and_capture(cargo)?;
    let mut counts = rust_output::read(&output.text).of_program(output.success);
    if counts.ran_nothing() {
        counts.fail_empty_suite("the tests in WebAssembly");
    }
    Ok(counts)
}

/// Writes how ChromeDriver starts the browser: without a window, and without requests to Google.
fn write_capabilities(workspace: &Workspace, browser: &Browser) -> Result<PathBuf> {
    let file = workspace.cache("webdriver.json");
    let capabilities = json!({
        "goog:chromeOptions": {
            "binary": browser.chromium,
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        },
    });
    fs::create_dir_all(workspace.cache(""))?;
    fs::write(&file, capabilities.to_string()).with_context(|| format!("writing {}", file.display()))?;
    Ok(file)
}
