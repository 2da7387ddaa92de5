//! The WebAssembly boundary: JavaScript values in and out, by serde-wasm-bindgen. tools.wasm and readers.wasm each have
//! one part of it.
#![expect(unreachable_pub, reason = "the exports are called from JavaScript")]

#[cfg(feature = "edit")]
mod edit;
#[cfg(feature = "readers")]
mod readers;

use crate::Error;
use crate::json::Json;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

/// A result for JavaScript: `None` is `null`, maps are plain objects. An error is thrown as `{message, issues}`.
fn answer<T: Serialize>(result: Result<T, Error>) -> Result<JsValue, JsValue> {
    match result {
        Ok(value) => Ok(to_js(&value)),
        Err(error) => Err(to_js(&error)),
    }
}

/// Serializing cannot fail: all numbers are safe integers or floating-point numbers.
fn to_js(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).unwrap_or_else(|error| error.into())
}

/// A plain value of JavaScript.
fn json_of(value: JsValue) -> Result<Json<'static>, Error> {
    Json::deserialize(serde_wasm_bindgen::Deserializer::from(value)).map_err(|error| error.to_string().into())
}
