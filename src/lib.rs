//! Burgee decides feature flags and A/B tests where the user is.
#![no_std]
extern crate alloc;

#[cfg(feature = "wasm")]
mod wasm;
