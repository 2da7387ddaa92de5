//! Why a text cannot be loaded.

use crate::document::Issue;
use alloc::{boxed::Box, string::String, vec::Vec};
use core::fmt;

/// Why a snapshot, or JSON text, cannot be loaded.
///
/// `Display` writes the first issue: its path, its line and column, its message, and how many more issues there are.
///
/// ```
/// use burgee::Evaluator;
///
/// let error = Evaluator::new(r#"{"format": "burgee/1", "flags": []}"#).unwrap_err();
/// assert_eq!(error.to_string(), "flags at 1:33: expected an object, found a list");
/// assert_eq!(error.issues().len(), 1);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Details>);

#[derive(Clone, PartialEq, Eq)]
struct Details {
    issues: Vec<Issue>,
    text: String,
}

impl Error {
    pub(crate) fn new(issues: Vec<Issue>, text: String) -> Error {
        Error(Box::new(Details { issues, text }))
    }

    /// All issues, in the order of the text: at least one.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.0.issues
    }

    /// The text that cannot be loaded. [`Issue::line_and_column`] needs it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((first, more)) = self.issues().split_first() else { return f.write_str("the text cannot be loaded") };
        let (line, column) = first.line_and_column(self.text());
        if !first.path.is_empty() {
            write!(f, "{} at ", first.path)?;
        }
        write!(f, "{line}:{column}: {}", first.message)?;
        match more.len() {
            0 => Ok(()),
            1 => f.write_str(", and 1 more issue"),
            count => write!(f, ", and {count} more issues"),
        }
    }
}

/// Without the text, which may be long.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("issues", &self.issues()).finish_non_exhaustive()
    }
}

impl core::error::Error for Error {}
