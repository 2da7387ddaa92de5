//! Issues of a document, with their places.

use super::Document;
use alloc::string::String;

/// How severe an issue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The flag can't be used; in the envelope, the whole snapshot.
    Error,
    /// It works, but probably not as intended.
    Warning,
}

/// A kind of issue: its stable code and its message.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// A stable name for programs. Several faults may share it.
    pub code: &'static str,
    /// Lower case, no full stop; each `{}` is replaced by an argument.
    pub message: &'static str,
}

/// A fault with its hint: what the author can do about it.
///
/// Hints are kept apart from issues because a module that only loads snapshots never shows them: the linker drops this
/// table there (2 KB after gzip).
#[derive(Clone, Copy, Debug)]
pub struct CatalogueEntry {
    /// The name of the fault's constant.
    pub name: &'static str,
    /// The fault.
    pub fault: Fault,
    /// What to do about it; the same for all arguments.
    pub hint: &'static str,
}

impl CatalogueEntry {
    /// Whether an issue is one of this fault, whatever its arguments are.
    #[must_use]
    pub fn describes(&self, issue: &Issue) -> bool {
        issue.code == self.fault.code && issue.template == self.fault.message
    }
}

/// Defines faults as constants, and `CATALOGUE`, the list of all of them with their hints.
#[doc(hidden)]
#[macro_export]
macro_rules! faults {
    ($($name:ident = $code:literal, $message:literal, $hint:literal;)*) => {
        $(pub(crate) const $name: $crate::document::Fault =
            $crate::document::Fault { code: $code, message: $message };)*

        /// Every fault of this step with its hint.
        pub const CATALOGUE: &[$crate::document::CatalogueEntry] = &[$($crate::document::CatalogueEntry {
            name: stringify!($name),
            fault: $name,
            hint: $hint,
        }),*];
    };
}
pub use faults;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Error or warning.
    pub severity: Severity,
    /// A stable name for programs.
    pub code: &'static str,
    /// The path from the root: `flags.checkout_flow.rules[0].split`; empty for the text as a whole.
    pub path: String,
    /// Offset in the text, in bytes.
    pub at: u32,
    /// What is wrong: lower case, no full stop, user input in backticks.
    pub message: String,
    /// The message of the fault, with `{}` in place of the arguments.
    pub template: &'static str,
}

impl Issue {
    /// An error at an offset, without a path; see [`Issue::locate`].
    #[must_use]
    pub fn error(at: u32, fault: &Fault, arguments: &[&str]) -> Self {
        Issue {
            severity: Severity::Error,
            code: fault.code,
            path: String::new(),
            at,
            message: fill(fault.message, arguments),
            template: fault.message,
        }
    }

    /// A warning at an offset, without a path.
    #[must_use]
    pub fn warning(at: u32, fault: &Fault, arguments: &[&str]) -> Self {
        Issue { severity: Severity::Warning, ..Issue::error(at, fault, arguments) }
    }

    /// Sets the path.
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

/// The message with its placeholders filled in order. Braces occur only as placeholders, so that the message is scanned by
/// character: searching for the text `{}` takes 1.5 KB more in the module.
fn fill(message: &str, arguments: &[&str]) -> String {
    let mut text = String::new();
    let mut arguments = arguments.iter();
    for character in message.chars() {
        match character {
            '{' => text.push_str(arguments.next().copied().unwrap_or_default()),
            '}' => {}
            other => text.push(other),
        }
    }
    text
}
