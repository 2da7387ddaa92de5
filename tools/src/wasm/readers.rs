//! The exports of readers.wasm.

use super::{answer, json_of};
use crate::readers::{self, Format};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Translates another system's file.
#[wasm_bindgen(js_name = importFile)]
pub fn import_file(format: &str, text: &str, options: JsValue) -> Result<JsValue, JsValue> {
    let format = Format::new(format, &json_of(&options));
    answer(format.and_then(|format| readers::import(&format, text)))
}
