//! What is legal in a snapshot but wrong: found by reading, told as warnings with a place and a hint.
//!
//! Nothing here is needed to decide a flag, so all of it is in the feature `tools`. One file for each family; every
//! lint is a line of `lints.rs`. Broken flags are left to the compiler, which has told what is wrong with them.

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

pub use lints::CATALOGUE as LINTS;

use crate::requests::{Answer, Refusal, issues, now, text};
use burgee::compile::{Compiled, MAX_ISSUES, compile, more_issues};
use burgee::document::{self, Document, Fault, Issue, Node};
use burgee::model::Model;
use serde_json::{Value, json};

/// Who can read the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// It is downloaded by pages, and so by everyone.
    Browser,
    /// It stays on servers.
    Server,
}

/// Every issue of the compiler and every lint, in the order of the text.
#[must_use]
pub fn check(text: &str, now: i64, audience: Audience) -> Vec<Issue> {
    let document = match document::parse(text) {
        Ok(document) => document,
        Err((issue, _)) => return vec![issue],
    };
    let Compiled { model, mut issues } = match compile(&document) {
        Ok(compiled) => compiled,
        Err(found) => return found,
    };
    let mut check = Check { document: &document, model: &model, now, found: Vec::new() };
    check.all(audience);
    let mut found = check.found;
    found.sort_by_key(|issue| issue.at);
    let many = found.len() > MAX_ISSUES;
    found.truncate(MAX_ISSUES);
    found.iter_mut().for_each(|issue| issue.locate(&document));
    issues.extend(found);
    issues.sort_by_key(|issue| issue.at);
    if many {
        issues.push(more_issues(&document));
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
    Ok(json!({ "issues": issues(source, &found, hint) }))
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

    fn warn(&mut self, node: Node<'_>, lint: &Fault, arguments: &[&str]) {
        self.found.push(Issue::warning(node.start(), lint, arguments));
    }
}
