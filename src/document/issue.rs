//! What is wrong with a document, and where.

use super::{Node, Place};
use alloc::string::String;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The flag (or, at the envelope, the snapshot) can't be used.
    Error,
    /// It works, though hardly as it was meant.
    Warning,
}

/// One finding. Messages are lower case, have no full stop, and quote what was written in backticks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Error or warning.
    pub severity: Severity,
    /// A stable name for programs.
    pub code: &'static str,
    /// Where, from the root: `flags.checkout_flow.rules[0].split`.
    pub path: String,
    /// Offset in the text, in bytes.
    pub at: u32,
    /// What is wrong.
    pub message: String,
}

impl Issue {
    /// An error at a node.
    #[must_use]
    pub fn error(code: &'static str, place: Place<'_>, node: &Node<'_>, message: String) -> Self {
        Issue {
            severity: Severity::Error,
            code,
            path: place.path(),
            at: node.start,
            message,
        }
    }

    /// The one-based line and column (in bytes) of this issue in the text.
    #[must_use]
    pub fn line_and_column(&self, text: &str) -> (u32, u32) {
        let before = text.as_bytes().get(..self.at as usize).unwrap_or_default();
        let line = before.iter().filter(|b| **b == b'\n').count() as u32 + 1;
        let column = before.iter().rev().take_while(|b| **b != b'\n').count() as u32 + 1;
        (line, column)
    }
}
