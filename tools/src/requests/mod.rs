//! What `burgee/tools` and `npx burgee` call: one request as JSON text in, one answer as JSON text out.
//!
//! A request is `{"do": name, …}`. An answer is `{"ok": …}`, or `{"error": {"message", "issues"}}` when the request
//! can't be carried out, or `{"convert": [[path, conversion], …]}`: see `user.rs`.
//!
//! Two modules have this door: `readers.wasm`, which reads other systems' files, and `tools.wasm`, which does all the
//! rest. Natively it is one.

pub(crate) mod parts;
#[cfg(feature = "edit")]
pub(crate) mod ranges;
#[cfg(feature = "edit")]
pub(crate) mod user;

use burgee::context::Consent;
use burgee::document::{self, Document, Issue};
use serde_json::{Value, json};

/// Why a request was not carried out.
#[derive(Debug, Default)]
pub struct Refusal {
    /// For a person.
    pub message: String,
    /// What is wrong with the text that the request is about, if that is why.
    pub issues: Vec<Value>,
    /// Attributes that have to be converted first: `[path, conversion]`.
    pub convert: Vec<Value>,
}

/// What a request gives.
pub type Answer = Result<Value, Refusal>;

impl From<&str> for Refusal {
    fn from(message: &str) -> Self {
        Refusal { message: message.into(), ..Refusal::default() }
    }
}

impl From<String> for Refusal {
    fn from(message: String) -> Self {
        Refusal { message, ..Refusal::default() }
    }
}

/// Carries out one request.
#[must_use]
pub fn answer(request: &str) -> String {
    let answered = serde_json::from_str(request)
        .map_err(|error| Refusal::from(format!("the request is not JSON: {error}")))
        .and_then(|asked| carry_out(request, &asked));
    match answered {
        Ok(value) => json!({ "ok": value }),
        Err(Refusal { convert, .. }) if !convert.is_empty() => json!({ "convert": convert }),
        Err(Refusal { message, issues, .. }) => json!({ "error": { "message": message, "issues": issues } }),
    }
    .to_string()
}

fn carry_out(source: &str, request: &Value) -> Answer {
    let _ = source;
    match text(request, "do")? {
        #[cfg(feature = "edit")]
        "check" => crate::check::answer(request),
        #[cfg(feature = "edit")]
        "edit" => crate::edit::answer(source),
        #[cfg(feature = "edit")]
        "explain" => crate::explain::answer(source, request),
        #[cfg(feature = "readers")]
        "read" => crate::readers::answer(request),
        other => Err(format!("unknown request `{other}`").into()),
    }
}

/// The document that a text is.
///
/// # Errors
/// When the text is no JSON.
pub fn parsed(text: impl Into<String>) -> Result<Document, Refusal> {
    document::parse(text).map_err(|(issue, text)| refused(&text, &[issue]))
}

/// A string of the request.
///
/// # Errors
/// When it is missing or no string.
pub fn text<'r>(request: &'r Value, name: &str) -> Result<&'r str, Refusal> {
    request[name].as_str().ok_or_else(|| format!("`{name}` must be a string").into())
}

/// The instant of the request, in ms since 1970; the core has no clock of its own.
///
/// # Errors
/// When it is missing or no whole number.
pub fn now(request: &Value) -> Result<i64, Refusal> {
    request["now"].as_i64().ok_or_else(|| "`now` must be a whole number of ms since 1970".into())
}

/// The consent of the request; unknown when absent.
#[must_use]
pub fn consent(request: &Value) -> Consent {
    match request["consent"].as_str() {
        Some("granted") => Consent::Granted,
        Some("denied") => Consent::Denied,
        _ => Consent::Unknown,
    }
}

/// Issues as the harness gives them.
#[must_use]
pub fn issues(text: &str, issues: &[Issue], hint: fn(&Issue) -> &'static str) -> Vec<Value> {
    let one = |issue: &Issue| {
        let (line, column) = issue.line_and_column(text);
        json!({
            "severity": if issue.severity == document::Severity::Error { "error" } else { "warning" },
            "code": issue.code, "path": issue.path, "line": line, "column": column, "message": issue.message,
            "hint": hint(issue),
        })
    };
    issues.iter().map(one).collect()
}

/// A refusal because of a text's issues; its message is the first one's.
#[must_use]
pub fn refused(text: &str, found: &[Issue]) -> Refusal {
    let message = found.first().map_or_else(String::new, |issue| issue.message.clone());
    Refusal { message, issues: issues(text, found, Issue::hint), ..Refusal::default() }
}
