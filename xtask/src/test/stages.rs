//! The stages of the tests as data.

use super::counts::Counts;
use super::{Run, javascript, lint, native, wasm};
use crate::crates::{NATIVE_TESTS, QUICK_NATIVE_TESTS, READERS_PROGRAM, WASI_PROGRAM};
use crate::{command, instructions, set_up, size, workspace::Workspace};
use anyhow::Result;
use clap::builder::PossibleValue;

pub(super) struct Stage {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    /// Whether the tests use pkg/.
    pub(super) needs_package: bool,
    pub(super) run: Run,
    pub(super) quick: Quick,
}

/// What `--quick` runs of a stage.
#[derive(Clone, Copy)]
pub(super) enum Quick {
    Part { run: Run, left_out: &'static str },
    Nothing,
}

impl Stage {
    pub(super) fn possible_value(&self) -> PossibleValue {
        PossibleValue::new(self.name).help(self.about)
    }
}

pub(super) const STAGES: [Stage; 10] = [
    Stage {
        name: "lint",
        about: "formatting, lints, types, prose, Rust documentation",
        needs_package: true,
        run: lint::run,
        quick: Quick::Part { run: lint::run_quick, left_out: "clippy, `cargo doc`, `cargo package`" },
    },
    Stage {
        name: "native",
        about: "the Rust tests on this machine",
        needs_package: false,
        run: |workspace| native::run(workspace, &NATIVE_TESTS),
        quick: Quick::Part {
            run: |workspace| native::run(workspace, &QUICK_NATIVE_TESTS),
            left_out: "all but the case files",
        },
    },
    Stage {
        name: "wasm",
        about: "the Rust tests compiled to WebAssembly, in Node and in Chromium",
        needs_package: false,
        run: wasm::run,
        quick: Quick::Nothing,
    },
    Stage {
        name: "js",
        about: "the package in Node",
        needs_package: true,
        run: js,
        quick: Quick::Part { run: quick_js, left_out: JS_LEFT_OUT },
    },
    Stage {
        name: "www",
        about: "the Worker in workerd, the page in Chromium",
        needs_package: true,
        run: |workspace| in_browser(workspace, "tests/www"),
        quick: Quick::Nothing,
    },
    Stage {
        name: "visits",
        about: "no lost event and every fault, in Chromium",
        needs_package: true,
        run: |workspace| in_browser(workspace, "tests/visits"),
        quick: Quick::Nothing,
    },
    Stage {
        name: "runtimes",
        about: "the same decisions natively, in Node, Chromium and workerd",
        needs_package: true,
        run: |workspace| in_browser(workspace, "tests/runtimes"),
        quick: Quick::Nothing,
    },
    Stage {
        name: "packed",
        about: "the tarball as users install it, in every runtime and bundler",
        needs_package: true,
        run: packed,
        quick: Quick::Nothing,
    },
    Stage {
        name: "size",
        about: "the byte budgets",
        needs_package: true,
        run: |workspace| Ok(Counts::passed(size::check(workspace)?)),
        quick: Quick::Nothing,
    },
    Stage {
        name: "instructions",
        about: "the instructions of an evaluation, beside the recorded ones",
        needs_package: false,
        run: count_instructions,
        quick: Quick::Nothing,
    },
];

const JS_LEFT_OUT: &str = "all but the client, the evaluator and the case files, and the tests of these that need tools.wasm or core-plain.js";

/// The tests of `js` that `--quick` runs.
const QUICK_JS: [&str; 3] = ["tests/js/cases.test.js", "tests/js/client", "tests/js/evaluator"];

/// Tests in these folders that need tools.wasm or core-plain.js, which `--quick` does not build.
const NOT_QUICK_JS: [&str; 5] = [
    "tests/js/client/docs.test.js",
    "tests/js/client/types.test.js",
    "tests/js/evaluator/init.test.js",
    "tests/js/evaluator/plain-cases.test.js",
    "tests/js/evaluator/plain.test.js",
];

fn js(workspace: &Workspace) -> Result<Counts> {
    // Compiled first, so that no test waits for the compiler.
    command::run(workspace.cargo().args(["build", "--quiet"]).args(READERS_PROGRAM))?;
    set_up::wasi_target(workspace)?;
    command::run(workspace.cargo().args(["build", "--quiet"]).args(WASI_PROGRAM))?;
    javascript::run(&mut workspace.command("node"), workspace, &["tests/js"], &[])
}

fn quick_js(workspace: &Workspace) -> Result<Counts> {
    javascript::run(&mut workspace.command("node"), workspace, &QUICK_JS, &NOT_QUICK_JS)
}

/// Tests that start Chromium. Some start the Workers runtime too.
fn in_browser(workspace: &Workspace, folder: &str) -> Result<Counts> {
    let browser = set_up::browser(workspace)?;
    let mut node = workspace.new_node()?;
    javascript::run(node.env("BURGEE_CHROMIUM", browser.chromium), workspace, &[folder], &[])
}

fn packed(workspace: &Workspace) -> Result<Counts> {
    let browser = set_up::browser(workspace)?;
    let mut node = workspace.new_node()?;
    node.env("BURGEE_CHROMIUM", browser.chromium).env("BURGEE_FIREFOX", set_up::firefox(workspace)?);
    javascript::run(&mut node, workspace, &["tests/packed"], &[])
}

fn count_instructions(workspace: &Workspace) -> Result<Counts> {
    let comparison = instructions::check(workspace)?;
    Ok(Counts { passed: comparison.within, failed: comparison.above, ..Counts::default() })
}
