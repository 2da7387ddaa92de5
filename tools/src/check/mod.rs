//! Checks: errors and warnings of the compiler, and lints for what is valid but probably a mistake.
//!
//! Each family of lints is a file, and each lint is a line of `lints.rs`. Flags with an error are left to the compiler.

mod attributes;
mod conditions;
mod experiments;
mod lints;
mod metadata;
mod parts;
mod prerequisites;
mod privacy;
mod reach;
mod salts;
mod secrets;
mod served;
mod shares;
mod unused;

pub use lints::CATALOGUE as LINTS;

use crate::error::{Finding, Severity};
use burgee::compile::{Compiled, MAX_ISSUES, compile, more_issues};
use burgee::document::{self, Document, Fault, Issue, Node};
use burgee::model::Model;
use serde::{Deserialize, Serialize};

/// Who can read the snapshot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Everyone: pages download it.
    #[default]
    Browser,
    /// Only servers.
    Server,
}

/// The result of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[non_exhaustive]
pub struct CheckReport {
    /// All problems in the order of the text.
    pub issues: Vec<Finding>,
}

impl CheckReport {
    /// Whether there is an error: something in the snapshot cannot be used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.issues.iter().any(|issue| issue.severity == Severity::Error)
    }
}

/// Checks a snapshot at `now` (ms since 1970). A text that is not a snapshot, or not JSON, is reported as an issue.
///
/// ```
/// use burgee_tools::check::{Audience, check};
///
/// let report = check(r#"{"format": "burgee/1", "flags": []}"#, 0, Audience::Server);
/// assert!(report.has_errors());
/// assert_eq!(report.issues[0].message, "expected an object, found a list");
/// ```
#[must_use]
pub fn check(text: &str, now: i64, audience: Audience) -> CheckReport {
    let issues = find_issues(text, now, audience);
    CheckReport { issues: issues.iter().map(|issue| Finding::new(text, issue, hint(issue))).collect() }
}

/// The same as issues of the core crate.
#[must_use]
pub fn find_issues(text: &str, now: i64, audience: Audience) -> Vec<Issue> {
    let document = match document::parse(text) {
        Ok(document) => document,
        Err((issue, _)) => return vec![issue],
    };
    let Compiled { model, mut issues } = match compile(&document) {
        Ok(compiled) => compiled,
        Err(issues) => return issues,
    };
    let mut check = Check { document: &document, model: &model, now, found: Vec::new() };
    check.run(audience);
    let mut found = check.found;
    found.sort_by_key(|issue| issue.at);
    let is_cut = found.len() > MAX_ISSUES;
    found.truncate(MAX_ISSUES);
    found.iter_mut().for_each(|issue| issue.locate(&document));
    issues.extend(found);
    issues.sort_by_key(|issue| issue.at);
    if is_cut {
        issues.push(more_issues(&document));
    }
    issues
}

/// What to do about an issue of the compiler or a lint.
#[must_use]
pub fn hint(issue: &Issue) -> &'static str {
    let lint = LINTS.iter().find(|lint| lint.describes(issue));
    lint.map_or_else(|| issue.hint(), |lint| lint.hint)
}

struct Check<'c> {
    document: &'c Document,
    model: &'c Model,
    now: i64,
    found: Vec<Issue>,
}

impl Check<'_> {
    fn run(&mut self, audience: Audience) {
        self.reach();
        self.served();
        self.shares();
        self.experiments();
        self.prerequisites();
        self.metadata();
        self.salts();
        self.conditions();
        self.unused();
        self.attributes();
        if audience == Audience::Browser {
            self.privacy();
            self.secrets();
        }
    }

    fn warn(&mut self, node: Node<'_>, lint: &Fault, arguments: &[&str]) {
        self.found.push(Issue::warning(node.start(), lint, arguments));
    }
}
