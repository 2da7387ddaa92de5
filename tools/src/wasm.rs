//! The WebAssembly boundary of the tools: a request as JSON text in linear memory, the answer likewise.
#![expect(unreachable_pub, reason = "the exports are called from outside Rust")]

use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static OUTPUT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Reserves room for `length` bytes of a request, and returns its address.
#[wasm_bindgen]
pub fn input(length: u32) -> u32 {
    INPUT.with_borrow_mut(|input| {
        input.resize(length as usize, 0);
        input.as_ptr() as u32
    })
}

/// Carries out the request in the input; the output is the answer.
#[wasm_bindgen]
pub fn call() {
    let input = INPUT.take();
    let request = std::str::from_utf8(&input).unwrap_or_default();
    OUTPUT.set(crate::requests::answer(request));
}

/// The address of the output's UTF-8 bytes.
#[wasm_bindgen]
pub fn output_at() -> u32 {
    OUTPUT.with_borrow(|output| output.as_ptr() as u32)
}

/// The output's length in bytes.
#[wasm_bindgen]
pub fn output_length() -> u32 {
    OUTPUT.with_borrow(|output| output.len() as u32)
}

/// Frees the output.
#[wasm_bindgen]
pub fn output_done() {
    OUTPUT.take();
}
