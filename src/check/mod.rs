//! What is legal in a snapshot but wrong: found by reading, told as warnings with a place and a hint.
//!
//! Nothing here is needed to decide a flag, so all of it is in the feature `tools`. One file for each family; every
//! lint is a line of `lints.rs`. Broken flags are left to the model, which has told what is wrong with them.

mod attributes;
mod conditions;
mod experiments;
mod lints;
mod metadata;
mod prerequisites;
mod privacy;
mod reach;
mod salts;
mod secrets;
mod served;
mod shares;
mod unused;
mod view;

pub use lints::FAULTS as LINTS;

use crate::document::{self, Fault, Issue, Node};
use crate::model::{self, MAX_ISSUES, MORE_ISSUES, Snapshot};
use crate::sort::sorted_by_key;
use crate::tools::{Answer, Refusal, issues, now, text};
use alloc::{format, vec::Vec};
use serde_json::{Value, json};

/// Who can read the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// It is downloaded by pages, and so by everyone.
    Browser,
    /// It stays on servers.
    Server,
}

/// Every issue of the model and every lint, in the order of the text.
#[must_use]
pub fn check(text: &str, now: i64, audience: Audience) -> Vec<Issue> {
    let root = match document::parse(text) {
        Ok(root) => root,
        Err(issue) => return alloc::vec![issue],
    };
    let snapshot = match model::read(&root) {
        Ok(snapshot) => snapshot,
        Err(found) => return found,
    };
    let mut check = Check { root: &root, snapshot: &snapshot, now, found: Vec::new() };
    check.all(audience);
    let mut found = sorted_by_key(check.found, |issue| issue.at);
    let many = found.len() > MAX_ISSUES;
    found.truncate(MAX_ISSUES);
    found.iter_mut().for_each(|issue| issue.locate(&root));
    let mut issues = snapshot.issues;
    issues.extend(found);
    let mut issues = sorted_by_key(issues, |issue| issue.at);
    if many {
        issues.push(Issue::warning(root.start, &MORE_ISSUES, &[]));
    }
    issues
}

/// `{"do": "check", "snapshot": text, "now": ms, "audience"?: "browser" | "server"}` → `{"issues": […]}`.
pub(crate) fn answer(request: &Value) -> Answer {
    let source = text(request, "snapshot")?;
    let audience = match &request["audience"] {
        Value::Null => Audience::Browser,
        Value::String(name) if name == "browser" => Audience::Browser,
        Value::String(name) if name == "server" => Audience::Server,
        other => return Err(Refusal::from(format!("`audience` must be `browser` or `server`, found `{other}`"))),
    };
    let found = check(source, now(request)?, audience);
    Ok(json!({ "issues": issues(source, &found) }))
}

struct Check<'c> {
    root: &'c Node<'c>,
    snapshot: &'c Snapshot<'c>,
    now: i64,
    found: Vec<Issue>,
}

impl Check<'_> {
    fn all(&mut self, audience: Audience) {
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

    fn warn(&mut self, node: &Node<'_>, lint: &Fault, said: &[&str]) {
        self.found.push(Issue::warning(node.start, lint, said));
    }
}
