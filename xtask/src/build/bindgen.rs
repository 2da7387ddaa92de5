//! The wasm-bindgen step. Only numbers cross the boundary, so the generated JavaScript is not needed.

use anyhow::{Context as _, Result, bail};
use walrus::{Module, ModuleConfig};
use wasm_bindgen_cli_support::Bindgen;

/// Returns the module without the parts that only wasm-bindgen and its JavaScript use.
pub(super) fn clean(compiled: &[u8]) -> Result<Vec<u8>> {
    let mut module =
        ModuleConfig::new().parse(compiled).context("the compiler's output is not a WebAssembly module")?;
    // rustc marks every module as one that may hold references to JavaScript objects. wasm-bindgen would then add a
    // table for them, and JavaScript would have to fill it.
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
            "the module imports {}, which the package does not ship: export functions of numbers only, and keep code \
             that needs JavaScript out of the crate",
            imports.join(", ")
        );
    }
    // The remaining exports with this prefix are for the generated JavaScript.
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
