//! The wasm-bindgen step. Only numbers cross the boundary, so of its output the module is needed and no JavaScript.

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

/// The module without what wasm-bindgen left in it for itself.
pub(super) fn clean(compiled: &[u8]) -> Result<Vec<u8>> {
    let mut output = Bindgen::new()
        .input_bytes("burgee", compiled.to_vec())
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .context("the wasm-bindgen step failed")?;
    let module = output.wasm_mut();
    let imports: Vec<String> = module
        .imports
        .iter()
        .map(|import| format!("`{}.{}`", import.module, import.name))
        .collect();
    if !imports.is_empty() {
        bail!(
            "the module asks for {}, and nothing of it is shipped: keep exports to functions of numbers, \
             and what needs JavaScript out of the crate",
            imports.join(", ")
        );
    }
    Ok(module.emit_wasm())
}
