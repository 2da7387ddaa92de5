//! Measures the parts of page.wasm.
//!
//! In the shipped module, small functions are inlined into their callers. So the crate is compiled once more without
//! inlining, and the sizes of its functions are added up by step: shares of the code, not of the shipped bytes.

use crate::{build, terminal, workspace::Workspace};
use anyhow::{Context as _, Result, ensure};
use std::collections::BTreeMap;
use walrus::{FunctionKind, Module, ModuleConfig};

/// The steps of the core, and the Rust modules of each.
const STEPS: [(&str, &[&str]); 5] = [
    ("patterns", &["pattern"]),
    ("dates, versions, addresses", &["literal"]),
    ("hashing", &["hash"]),
    ("deciding", &["evaluate", "program", "context"]),
    ("the boundary", &["wasm"]),
];
const LIBRARY: &str = "Rust's standard library and the allocator";

/// Prints the share of each step.
pub(super) fn print(workspace: &Workspace) -> Result<()> {
    terminal::step("compiling page.wasm without inlining …");
    let shares = shares(&build::without_inlining(workspace)?)?;
    let total: u64 = shares.values().sum();
    ensure!(total > 0, "no function of the module has a name: check that the build keeps debug names");
    println!("\n{:<48}{:>12}", "part of page.wasm", "per cent");
    let mut rows: Vec<_> = shares.into_iter().collect();
    rows.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    for (step, size) in rows {
        println!("  {step:<46}{:>12.0}", 100.0 * size as f64 / total as f64);
    }
    Ok(())
}

fn shares(module: &[u8]) -> Result<BTreeMap<&'static str, u64>> {
    let module: Module =
        ModuleConfig::new().parse(module).context("the compiler's output is not a WebAssembly module")?;
    let mut shares = BTreeMap::new();
    for function in module.funcs.iter() {
        let (FunctionKind::Local(local), Some(name)) = (&function.kind, &function.name) else { continue };
        *shares.entry(step(name)).or_default() += local.size();
    }
    Ok(shares)
}

/// The step that a function belongs to, by its mangled name: `_ZN6burgee8evaluate…`.
fn step(name: &str) -> &'static str {
    let ours = |module: &&str| name.contains(&format!("6burgee{}{module}", module.len()));
    let has = |modules: &[&str]| modules.iter().any(ours) || pattern(modules, name);
    let found = STEPS.iter().find(|(_, modules)| has(modules));
    // The name of an export is not mangled.
    let export = !name.starts_with('_') && !name.starts_with("mem");
    found.map_or(if export { STEPS[4].0 } else { LIBRARY }, |(step, _)| step)
}

/// Patterns are a submodule of `literal`.
fn pattern(modules: &[&str], name: &str) -> bool {
    modules == ["pattern"] && name.contains("6burgee7literal7pattern")
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn finds_the_step_of_a_function_by_its_module() {
        let of = |name| step(name);
        assert_eq!(of("_ZN6burgee8evaluate19Evaluation6decide17h523232844101e451E"), "deciding");
        assert_eq!(of("_ZN6burgee7literal7pattern3run6search17h00E"), "patterns");
        assert_eq!(of("_ZN6burgee7literal4date5parse17h00E"), "dates, versions, addresses");
        assert_eq!(of("_ZN6burgee4hash3md53Md57take_in17h00E"), "hashing");
        assert_eq!(of("restore_059f153817510985"), "the boundary");
        assert_eq!(of("memcmp"), "Rust's standard library and the allocator");
        assert_eq!(
            of("_ZN5alloc7raw_vec20RawVecInner11finish_grow17h00E"),
            "Rust's standard library and the allocator"
        );
    }
}
