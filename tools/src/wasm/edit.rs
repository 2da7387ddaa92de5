//! The exports of tools.wasm.

use super::{answer, json_of};
use crate::edit::{self, EditOutcome, Operation, Stamp};
use crate::error::{Error, parse};
use crate::json::read_fields;
use crate::{check, explain, snapshot};
use burgee::context::{Consent, ContextInput};
use burgee::document::Document;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Carries out an operation. `now` is `null` for no stamps.
#[wasm_bindgen(js_name = edit)]
pub fn edit_snapshot(text: &str, operation: JsValue, now: JsValue, actor: Option<String>) -> Result<JsValue, JsValue> {
    answer(apply(text, operation, &now, actor))
}

fn apply(text: &str, operation: JsValue, now: &JsValue, actor: Option<String>) -> Result<EditOutcome, Error> {
    let now = if now.is_null() { None } else { Some(instant(now)?) };
    let operation = Operation::try_from(json_of(&operation))?;
    edit::edit(text, &operation, &Stamp { now, actor })
}

/// All problems of a snapshot.
#[wasm_bindgen(js_name = check)]
pub fn check_snapshot(text: &str, now: JsValue, audience: JsValue) -> Result<JsValue, JsValue> {
    let report = instant(&now).and_then(|now| {
        let audience = read_fields("audience", &json_of(&audience))?;
        Ok(check::check(text, now, audience))
    });
    answer(report)
}

/// Explains one flag for one user.
#[wasm_bindgen(js_name = explain)]
pub fn explain_flag(text: &str, key: &str, user: User) -> Result<JsValue, JsValue> {
    answer(user.read().and_then(|user| explain::explain(text, key, &user.input(), user.now, user.consent)))
}

/// Evaluates one flag for one user.
#[wasm_bindgen(js_name = evaluate)]
pub fn evaluate_flag(text: &str, key: &str, user: User) -> Result<JsValue, JsValue> {
    answer(user.read().and_then(|user| snapshot::evaluate(text, key, &user.input(), user.now, user.consent)))
}

/// All flags of a snapshot.
#[wasm_bindgen(js_name = listFlags)]
pub fn list_flags(text: &str) -> Result<JsValue, JsValue> {
    answer(snapshot::list_flags(text))
}

/// One flag of a snapshot.
#[wasm_bindgen(js_name = getFlag)]
pub fn get_flag(text: &str, key: &str) -> Result<JsValue, JsValue> {
    answer(snapshot::get_flag(text, key))
}

/// All experiments of a snapshot.
#[wasm_bindgen(js_name = listExperiments)]
pub fn list_experiments(text: &str) -> Result<JsValue, JsValue> {
    answer(snapshot::list_experiments(text))
}

#[wasm_bindgen]
extern "C" {
    /// A user as JavaScript passes it.
    pub type User;

    #[wasm_bindgen(method, getter)]
    fn attributes(this: &User) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn assignments(this: &User) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn now(this: &User) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn consent(this: &User) -> Option<String>;
}

/// A user as the evaluator needs it.
struct UserInput {
    attributes: Document,
    assignments: Document,
    now: i64,
    consent: Consent,
}

impl User {
    fn read(&self) -> Result<UserInput, Error> {
        Ok(UserInput {
            attributes: document_of(&self.attributes())?,
            assignments: document_of(&self.assignments())?,
            now: instant(&self.now())?,
            consent: match self.consent().as_deref() {
                Some("granted") => Consent::Granted,
                Some("denied") => Consent::Denied,
                _ => Consent::Unknown,
            },
        })
    }
}

impl UserInput {
    fn input(&self) -> ContextInput<'_> {
        ContextInput { attributes: self.attributes.root(), assignments: Some(self.assignments.root()) }
    }
}

/// The core reads attributes from documents. `undefined` has no JSON text and becomes `null`.
fn document_of(value: &JsValue) -> Result<Document, Error> {
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string());
    parse(text.unwrap_or_else(|| "null".into()))
}

fn instant(now: &JsValue) -> Result<i64, Error> {
    let now = now.as_f64().filter(|now| now.fract() == 0.0 && now.abs() <= 9_007_199_254_740_991.0);
    now.map(|now| now as i64).ok_or_else(|| "`now` must be an integer: ms since 1970".into())
}
