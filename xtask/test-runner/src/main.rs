//! What cargo starts to run tests that were compiled to WebAssembly, in Node or in a browser.
//!
//! It is a program of its own so that `cargo xtask demo` need not compile it, and a crate of this workspace so that
//! Cargo.lock pins it with the rest.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
