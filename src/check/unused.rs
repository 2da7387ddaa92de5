//! Segments that nothing uses.

use super::Check;
use super::lints::UNUSED_SEGMENT;
use super::view::{members, text};
use crate::names::Names;
use alloc::vec::Vec;

impl Check<'_> {
    pub(super) fn unused(&mut self) {
        let conditions = self.each_condition().into_iter();
        let mut used: Vec<&str> = conditions.filter_map(|condition| text(condition.get("segment"))).collect();
        let experiments = members(self.root.get("experiments"));
        used.extend(experiments.iter().filter_map(|member| text(member.node.get("audience"))));
        let used = Names::distinct(used.into_iter());
        for member in members(self.root.get("segments")) {
            if used.index(&member.name).is_none() {
                self.warn(&member.node, &UNUSED_SEGMENT, &[&member.name]);
            }
        }
    }
}
