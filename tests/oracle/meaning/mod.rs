//! What a snapshot means, said a second time: slowly, over the document itself, with nothing compiled and nothing shared
//! with the crate. It is written from the semantics and is to be read next to them.
//!
//! The order: broken flag → override → off → prerequisites → rules (window → condition → experiment: status, window,
//! audience, consent, earlier assignment, entry, holdouts, layer → bucket) → fallthrough.

mod allocation;
mod attributes;
mod broken;
mod conditions;
mod decisions;
mod experiments;
mod hashes;
mod number;
mod operators;
mod position;
mod texts;

use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// One user at one instant.
#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) attributes: Value,
    pub(crate) assignments: Value,
    pub(crate) now: i64,
    /// `granted`, `denied`, or anything else for unknown.
    pub(crate) consent: String,
}

/// What is decided.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Decided {
    pub(crate) variant: Option<String>,
    pub(crate) reason: &'static str,
    pub(crate) rule: Option<usize>,
    pub(crate) exposure: Option<Exposed>,
}

/// What is to be reported.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Exposed {
    pub(crate) experiment: String,
    pub(crate) version: u64,
    pub(crate) sticky: bool,
    pub(crate) by: String,
}

/// How often each part of the meaning was needed.
#[derive(Debug, Default)]
pub(crate) struct Scalar(RefCell<BTreeMap<String, usize>>);

impl Scalar {
    pub(crate) fn note(&self, what: &str) {
        *self.0.borrow_mut().entry(what.into()).or_default() += 1;
    }

    pub(crate) fn count(&self, what: &str) -> usize {
        self.0.borrow().get(what).copied().unwrap_or_default()
    }
}

/// A snapshot, and which of its flags are broken.
pub(crate) struct Oracle<'o> {
    snapshot: &'o Value,
    broken: BTreeSet<String>,
    seen: &'o Scalar,
}

impl<'o> Oracle<'o> {
    pub(crate) fn new(snapshot: &'o Value, seen: &'o Scalar) -> Self {
        Oracle { snapshot, broken: broken::flags(snapshot), seen }
    }

    /// What the flag `key` gives `user`; the flag is there.
    pub(crate) fn decide(&self, key: &str, user: &User) -> Decided {
        let decided = decisions::Deciding { oracle: self, user }.flag(key);
        self.seen.note(&format!("reason {}", decided.reason));
        decided
    }

    /// The text of the unit that the attribute at a path gives.
    pub(crate) fn unit(&self, user: &User, path: &str) -> Option<String> {
        decisions::Deciding { oracle: self, user }.attribute(path).and_then(|value| texts::text(&value))
    }
}
