//! Salts that two flags or two experiments have in common.

use super::Check;
use super::lints::SHARED_SALT;
use super::parts::RulePart;
use crate::nodes::text_of;
use burgee::document::Node;
use burgee::model::{Rule, Serve};

/// The salt of a flag or an experiment, and its node if it is not the default, the name.
struct Salted<'c> {
    salt: &'c str,
    name: &'c str,
    written: Option<Node<'c>>,
}

impl<'c> Salted<'c> {
    fn of(node: Node<'c>) -> Salted<'c> {
        let name = node.name();
        Salted { salt: text_of(node, "salt").unwrap_or(name), name, written: node.get("salt") }
    }
}

impl<'c> Check<'c> {
    pub(super) fn salts(&mut self) {
        let is_hashed = |rule: &Rule| !matches!(rule.serve, Serve::Variant(_)) && rule.experiment.is_none();
        let salted = |view: &RulePart<'_>| is_hashed(view.rule) && view.node.get("hash").is_none();
        let flags = self.flags().into_iter().filter(|flag| flag.rules().any(|view| salted(&view)));
        let flags = flags.map(|flag| Salted::of(flag.node)).collect();
        self.shared("flag", flags);
        let experiments = self.valid_experiments().into_iter().map(|view| Salted::of(view.node)).collect();
        self.shared("experiment", experiments);
    }

    fn shared(&mut self, kind: &str, mut all: Vec<Salted<'c>>) {
        all.sort_by_key(|one| (one.salt, one.written.map(Node::start)));
        for (one, next) in all.iter().zip(all.iter().skip(1)) {
            if let Some(node) = next.written.filter(|_| one.salt == next.salt) {
                self.warn(node, &SHARED_SALT, &[&format!("the {kind} `{}`", one.name)]);
            }
        }
    }
}
