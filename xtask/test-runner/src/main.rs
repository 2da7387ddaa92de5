//! Runs tests that are compiled to WebAssembly, in Node or in a browser. Cargo starts it.
//!
//! A separate program, so that `cargo xtask demo` does not compile it. A crate of this workspace, so that Cargo.lock
//! pins it.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
