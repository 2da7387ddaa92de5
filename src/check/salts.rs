//! Salts that two flags or two experiments share.

use super::Check;
use super::lints::SHARED_SALT;
use crate::document::Node;
use crate::model::Serve;
use crate::sort::sorted_by_key;
use alloc::{format, vec::Vec};

/// A salt, whose it is, and where it is written if it is not the name itself.
struct Salted<'c> {
    salt: &'c str,
    name: &'c str,
    written: Option<&'c Node<'c>>,
}

impl<'c> Check<'c> {
    pub(super) fn salts(&mut self) {
        let flags = self.flags().into_iter().filter(|flag| {
            let hashes = |rule: &crate::model::Rule<'_>| !matches!(rule.serve, Serve::Variant(_));
            flag.body.rules.iter().any(|rule| hashes(rule) && rule.experiment.is_none())
        });
        let flags = flags.map(|flag| {
            let salt = flag.body.salt.unwrap_or(flag.key);
            Salted { salt, name: flag.key, written: flag.node.get("salt") }
        });
        let flags = flags.collect();
        self.shared("flag", flags);
        let experiments = self.known_experiments().into_iter().map(|(experiment, node)| {
            let salt = experiment.salt.unwrap_or(experiment.id);
            Salted { salt, name: experiment.id, written: node.get("salt") }
        });
        let experiments = experiments.collect();
        self.shared("experiment", experiments);
    }

    fn shared(&mut self, kind: &str, all: Vec<Salted<'c>>) {
        let all = sorted_by_key(all, |one| (one.salt, one.written.map(|node| node.start)));
        for (one, next) in all.iter().zip(all.iter().skip(1)) {
            if let Some(node) = next.written.filter(|_| one.salt == next.salt) {
                self.warn(node, &SHARED_SALT, &[&format!("the {kind} `{}`", one.name)]);
            }
        }
    }
}
