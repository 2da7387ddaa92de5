//! The literals that conditions compare: numbers, versions, dates, network addresses and patterns.
//!
//! Each is parsed once, when a snapshot is loaded, or from an attribute when a context is evaluated.
//! None of them panics, and none allocates when an attribute is compared. All are written for a small
//! WebAssembly module; each file gives the size of the usual library for comparison.
//!
//! Sizes are what a module grows by, before compression, if the named functions are exported
//! from one that already has an allocator, growing vectors and a loop over characters:
//! rustc 1.95, `opt-level = "z"`, fat LTO, one codegen unit, then `wasm-opt -Oz` of binaryen 132.

pub mod cidr;
pub mod date;
pub mod decimal;
pub mod digits;
pub mod number;
pub mod pattern;
pub mod semver;
pub mod sortable;
pub mod utf;

/// Splits `text` after its leading ASCII digits.
fn split_digits(text: &[u8]) -> (&[u8], &[u8]) {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.split_at_checked(digits).unwrap_or((text, &[]))
}

/// The parts between dots.
pub fn dotted(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| *byte == b'.')
}
