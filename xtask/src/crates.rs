//! The crates of this repository as data: which modules they become, what Cargo checks and what it tests.
//!
//! A new crate, feature or module is added here and nowhere else in the driver.

/// The target of the modules.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// One WebAssembly module of the npm package.
pub(crate) struct Module {
    /// The file name in the package without its extension.
    pub(crate) name: &'static str,
    /// The crate that is compiled.
    pub(crate) package: &'static str,
    pub(crate) features: &'static str,
    /// The compiler's `opt-level`: `z` where bytes count, `2` where time does. `2` and `3` evaluate in three quarters
    /// of the time that `z` takes, and load in half of it; `2` adds 15 KB after gzip, `3` adds 20 KB.
    pub(crate) opt_level: &'static str,
    /// Most tests need only the modules that decide. `cargo xtask test --quick` builds these alone.
    pub(crate) decides: bool,
    /// Whether the JavaScript that wasm-bindgen generates is part of the package.
    pub(crate) has_glue: bool,
}

/// The page's module comes first: `cargo xtask size` measures its parts.
pub(crate) const MODULES: [Module; 4] = [
    Module { name: "page", package: "burgee", features: "wasm", opt_level: "z", decides: true, has_glue: false },
    Module {
        name: "core",
        package: "burgee",
        features: "wasm,compile",
        opt_level: "2",
        decides: true,
        has_glue: false,
    },
    Module {
        name: "tools",
        package: "burgee-tools",
        features: "wasm,edit",
        opt_level: "z",
        decides: false,
        has_glue: true,
    },
    Module {
        name: "readers",
        package: "burgee-tools",
        features: "wasm,readers",
        opt_level: "z",
        decides: false,
        has_glue: true,
    },
];

/// The core that is translated to plain JavaScript. Pages download it, so its size counts.
pub(crate) const PLAIN: Module = Module {
    name: "plain",
    package: "burgee",
    features: "wasm,compile",
    opt_level: "z",
    decides: false,
    has_glue: false,
};

/// Files and folders that a module is made from: a change in one of them builds the modules again.
pub(crate) const MODULE_SOURCES: [&str; 6] =
    ["src", "Cargo.toml", "Cargo.lock", ".cargo", "xtask/src/build", "xtask/src/crates.rs"];

/// The further sources of the tools' modules.
pub(crate) const TOOLS_SOURCES: [&str; 2] = ["tools/src", "tools/Cargo.toml"];

/// `cargo clippy` on the targets of this machine. The modules are checked too, each with its own features.
pub(crate) const CLIPPY: [&[&str]; 1] = [&["--workspace", "--all-targets"]];

/// `cargo doc`.
pub(crate) const DOCUMENTED: [&[&str]; 1] = [&["--package", "burgee", "--package", "burgee-tools"]];

/// Crates that are published.
pub(crate) const PUBLISHED: [&str; 1] = ["burgee"];

/// `cargo test` on this machine.
pub(crate) const NATIVE_TESTS: [&[&str]; 3] =
    [&["--package", "burgee"], &["--package", "burgee-tools"], &["--package", "xtask"]];

/// The subset of the native tests that `cargo xtask test --quick` runs.
pub(crate) const QUICK_NATIVE_TESTS: [&[&str]; 1] = [&["--package", "burgee", "--test", "golden"]];

/// Test programs that are compiled for another target. On this machine they are empty.
pub(crate) const WASM_ONLY_TESTS: [&str; 1] = ["tests/wasm.rs"];

/// `cargo test` for WebAssembly. Without the feature `wasm`: the tests link std, which has its own allocator and panic
/// handler.
pub(crate) const WASM_TESTS: [&str; 4] = ["--package", "burgee", "--test", "wasm"];

/// The program that tests/js/readers starts to compare the crate with the package.
pub(crate) const READERS_PROGRAM: [&str; 4] = ["--package", "burgee-tools", "--example", "readers"];

/// The program that tests/js/wasi runs under Node.
pub(crate) const WASI_PROGRAM: [&str; 8] =
    ["--package", "burgee", "--example", "wasi", "--features", "serde", "--target", "wasm32-wasip1"];
