//! What is wrong with a document, and where.

use super::Document;
use alloc::string::String;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The flag (or, at the envelope, the snapshot) can't be used.
    Error,
    /// It works, though hardly as it was meant.
    Warning,
}

/// A kind of issue: its name for programs, what it says to people, and what to do about it.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// A stable name.
    pub code: &'static str,
    /// Lower case, no full stop; each `{}` is replaced by what was written.
    pub message: &'static str,
    /// What to do about it. The page's module has no room for it.
    #[cfg(feature = "requests")]
    pub hint: &'static str,
}

impl Fault {
    /// Meant for constants: without the feature `tools`, nothing is left of the hint.
    #[must_use]
    pub const fn new(code: &'static str, message: &'static str, hint: &'static str) -> Self {
        #[cfg(not(feature = "requests"))]
        let _ = hint;
        Fault {
            code,
            message,
            #[cfg(feature = "requests")]
            hint,
        }
    }
}

/// Faults as constants, and the list of them for those who show or test them all.
macro_rules! faults {
    ($($name:ident = $code:literal, $message:literal, $hint:literal;)*) => {
        $(pub(crate) const $name: $crate::document::Fault = $crate::document::Fault::new($code, $message, $hint);)*

        /// Every fault of this step, and the name of its constant.
        #[cfg(feature = "requests")]
        pub const FAULTS: &[(&str, $crate::document::Fault)] = &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use faults;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Error or warning.
    pub severity: Severity,
    /// A stable name for programs.
    pub code: &'static str,
    /// Where, from the root: `flags.checkout_flow.rules[0].split`; empty for the text as a whole.
    pub path: String,
    /// Offset in the text, in bytes.
    pub at: u32,
    /// What is wrong: lower case, no full stop, what was written in backticks.
    pub message: String,
    /// What to do about it.
    #[cfg(feature = "requests")]
    pub hint: &'static str,
}

impl Issue {
    /// An error at an offset; its path is still to be found.
    #[must_use]
    pub fn error(at: u32, fault: &Fault, said: &[&str]) -> Self {
        Issue {
            severity: Severity::Error,
            code: fault.code,
            path: String::new(),
            at,
            message: fill(fault.message, said),
            #[cfg(feature = "requests")]
            hint: fault.hint,
        }
    }

    /// The same as a warning.
    #[must_use]
    pub fn warning(at: u32, fault: &Fault, said: &[&str]) -> Self {
        Issue { severity: Severity::Warning, ..Issue::error(at, fault, said) }
    }

    /// Works out the path.
    pub fn locate(&mut self, document: &Document) {
        self.path = document.path_at(self.at);
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

/// The message with its holes filled in order. No message has a brace but for its holes, so that none has to be searched
/// for as text: that alone is 1.5 KB in a page.
fn fill(message: &str, said: &[&str]) -> String {
    let mut text = String::new();
    let mut said = said.iter();
    for character in message.chars() {
        match character {
            '{' => text.push_str(said.next().copied().unwrap_or_default()),
            '}' => {}
            other => text.push(other),
        }
    }
    text
}
