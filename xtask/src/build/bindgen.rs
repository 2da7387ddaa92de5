//! The wasm-bindgen step. Only numbers cross the boundary, so of its output the module is needed and no JavaScript.

use anyhow::{Context as _, Result, bail};
use walrus::{Module, ModuleConfig};
use wasm_bindgen_cli_support::Bindgen;

/// The module without what wasm-bindgen left in it for itself.
pub(super) fn clean(compiled: &[u8]) -> Result<Vec<u8>> {
    let mut module = ModuleConfig::new().parse(compiled).context("the compiler's output is no WebAssembly module")?;
    // rustc says of every module that it may hold references to JavaScript's objects, and wasm-bindgen would then add
    // a table for them that JavaScript has to fill.
    module.customs.remove_raw("target_features");
    delete_exports(&mut module, "__externref");
    let mut output = Bindgen::new()
        .input_module("burgee", module)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .context("the wasm-bindgen step failed")?;
    let module = output.wasm_mut();
    let imports: Vec<String> =
        module.imports.iter().map(|import| format!("`{}.{}`", import.module, import.name)).collect();
    if !imports.is_empty() {
        bail!(
            "the module asks for {}, and nothing of it is shipped: keep exports to functions of numbers, \
             and what needs JavaScript out of the crate",
            imports.join(", ")
        );
    }
    // What is left with this prefix is for the JavaScript that is not shipped.
    delete_exports(module, "__");
    Ok(module.emit_wasm())
}

fn delete_exports(module: &mut Module, prefix: &str) {
    let unused: Vec<_> =
        module.exports.iter().filter(|export| export.name.starts_with(prefix)).map(|export| export.id()).collect();
    for export in unused {
        module.exports.delete(export);
    }
}
