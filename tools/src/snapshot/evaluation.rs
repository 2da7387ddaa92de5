//! One flag's result for one user.

use crate::error::{Error, parse};
use crate::json::Json;
use burgee::Evaluator;
use burgee::context::{Consent, ContextInput, pack};
use serde::Serialize;

/// The result of a flag for one user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FlagEvaluation {
    /// The flag's key.
    pub flag: String,
    /// Whether the value is `true`.
    pub enabled: bool,
    /// The variant; `None` if the caller's default is served.
    pub variant: Option<String>,
    /// The variant's value; `null` if the caller's default is served.
    #[cfg_attr(test, ts(type = "Json"))]
    pub value: Json<'static>,
    /// The reason, as in OpenFeature: `SPLIT`, `TARGETING_MATCH`, …; `ERROR` for a flag with an error.
    #[cfg_attr(test, ts(type = "Reason"))]
    pub reason: String,
}

/// Evaluates a flag for one user at `now` (ms since 1970). No exposure is reported.
///
/// # Errors
/// If the text is not a snapshot or has no flag `key`.
pub fn evaluate(
    text: &str,
    key: &str,
    user: &ContextInput<'_>,
    now: i64,
    consent: Consent,
) -> Result<FlagEvaluation, Error> {
    let evaluator = Evaluator::new(text).map_err(|error| Error::of_issues(text, error.issues()))?;
    if evaluator.index(key).is_none() {
        return Err(format!("there is no flag `{key}`").into());
    }
    let context = pack(evaluator.model(), user, now, consent);
    let evaluation = evaluator.decide(key, &evaluator.prepare_packed(context));
    let value = evaluation.as_ref().and_then(|found| parse(found.json()?).ok());
    let value = value.map_or(Json::Null, |document| Json::of(document.root()).into_owned());
    Ok(FlagEvaluation {
        flag: key.into(),
        enabled: value == Json::Bool(true),
        variant: evaluation.as_ref().and_then(|found| found.variant).map(String::from),
        value,
        reason: evaluation.as_ref().map_or("ERROR", |found| found.reason.name()).into(),
    })
}
