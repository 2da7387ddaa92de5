//! The WebAssembly boundary: JavaScript values in, by js-sys, and out, by serde-wasm-bindgen.
//!
//! tools.wasm and readers.wasm have one part of it each.
#![expect(unreachable_pub, reason = "the exports are called from JavaScript")]

#[cfg(feature = "edit")]
mod edit;
#[cfg(feature = "readers")]
mod readers;

use crate::Error;
use crate::json::Json;
use burgee::literal::number;
use js_sys::{Array, Object};
use serde::Serialize;
use wasm_bindgen::{JsCast as _, JsValue};

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

/// A value of JavaScript that was read from JSON. Not by the deserializer of serde-wasm-bindgen, whose messages print
/// floating-point numbers: that takes 4.6 KiB of the module after gzip.
fn json_of(value: &JsValue) -> Json<'static> {
    if let Some(value) = value.as_bool() {
        Json::Bool(value)
    } else if let Some(value) = value.as_f64() {
        Json::number(number::written(value))
    } else if let Some(value) = value.as_string() {
        Json::text(value)
    } else if let Some(items) = value.dyn_ref::<Array>() {
        Json::Array(items.iter().map(|item| json_of(&item)).collect())
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let entries = Object::entries(object);
        Json::object(entries.iter().map(|entry| {
            let entry: Array = entry.unchecked_into();
            (entry.get(0).as_string().unwrap_or_default().into(), json_of(&entry.get(1)))
        }))
    } else {
        Json::Null
    }
}
