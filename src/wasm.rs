//! The WebAssembly boundary: numbers in, numbers out, and three buffers in linear memory.
//!
//! One instance of the module holds one snapshot.

use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(all(feature = "standalone", target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[cfg(all(feature = "standalone", target_arch = "wasm32"))]
#[panic_handler]
fn trap(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// The version of the boundary, which the harness compares with its own.
#[wasm_bindgen]
pub fn abi() -> u32 {
    1
}
