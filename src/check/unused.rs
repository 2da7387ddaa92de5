//! Segments that nothing uses.

use super::Check;
use super::lints::UNUSED_SEGMENT;
use super::view::{members, text};
use alloc::collections::BTreeSet;

impl Check<'_> {
    pub(super) fn unused(&mut self) {
        let mut used: BTreeSet<&str> = BTreeSet::new();
        used.extend(self.each_condition().into_iter().filter_map(|condition| text(condition.get("segment"))));
        let experiments = members(self.root.get("experiments"));
        used.extend(experiments.iter().filter_map(|member| text(member.node.get("audience"))));
        for member in members(self.root.get("segments")) {
            if !used.contains(member.name.as_ref()) {
                self.warn(&member.node, &UNUSED_SEGMENT, &[&member.name]);
            }
        }
    }
}
