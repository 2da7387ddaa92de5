//! What goes wrong, with its place in a text.

use burgee::document::{self, Document, Issue};
use serde::Serialize;
use std::fmt;

/// Why a function of this crate has no result.
///
/// ```
/// let error = burgee_tools::snapshot::list_flags("{}").unwrap_err();
/// assert_eq!(error.to_string(), "`format` is missing");
/// assert_eq!((error.issues()[0].line, error.issues()[0].column), (1, 1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Error {
    message: String,
    issues: Vec<Finding>,
}

/// One problem in a text, with a hint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Finding {
    /// Error or warning.
    pub severity: Severity,
    /// A stable name for programs: `unknown-variant`.
    pub code: String,
    /// The path from the root: `flags.checkout.rules[0].split`; empty for the text itself.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in UTF-8 bytes, from 1.
    pub column: u32,
    /// What is wrong, for people.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// How bad a [`Finding`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The flag, or the snapshot, cannot be used.
    Error,
    /// It works, but probably not as intended.
    Warning,
}

impl Finding {
    pub(crate) fn new(text: &str, issue: &Issue, hint: &str) -> Finding {
        let (line, column) = issue.line_and_column(text);
        Finding {
            severity: match issue.severity {
                document::Severity::Error => Severity::Error,
                document::Severity::Warning => Severity::Warning,
            },
            code: issue.code.into(),
            path: issue.path.clone(),
            line,
            column,
            message: issue.message.clone(),
            hint: hint.into(),
        }
    }

    /// Findings of the parser and the compiler, with their own hints.
    pub(crate) fn list<'i>(text: &str, issues: impl IntoIterator<Item = &'i Issue>) -> Vec<Finding> {
        issues.into_iter().map(|issue| Finding::new(text, issue, issue.hint())).collect()
    }
}

impl Error {
    /// The problems in the text, if these are the reason.
    #[must_use]
    pub fn issues(&self) -> &[Finding] {
        &self.issues
    }

    /// An error with problems of a text.
    #[must_use]
    pub fn with_issues(message: String, issues: Vec<Finding>) -> Error {
        Error { message, issues }
    }

    /// An error with the message of the first issue.
    pub(crate) fn of_issues(text: &str, issues: &[Issue]) -> Error {
        let message = issues.first().map_or_else(String::new, |issue| issue.message.clone());
        Error { message, issues: Finding::list(text, issues) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<&str> for Error {
    fn from(message: &str) -> Self {
        Error::from(String::from(message))
    }
}

impl From<String> for Error {
    fn from(message: String) -> Self {
        Error { message, issues: Vec::new() }
    }
}

/// Parses JSON text.
pub(crate) fn parse(text: impl Into<String>) -> Result<Document, Error> {
    document::parse(text).map_err(|(issue, text)| Error::of_issues(&text, &[issue]))
}
