//! Other flags' results that never come.

use super::Check;
use super::lints::{PREREQUISITE_NEVER, PREREQUISITE_OFF};
use super::view::FlagView;
use crate::requests::parts::{items, members, text_of};
use burgee::document::Node;

impl<'c> Check<'c> {
    pub(super) fn prerequisites(&mut self) {
        let flags = self.document.root().get("flags");
        for condition in self.each_condition() {
            let index = text_of(condition, "flag").and_then(|key| flags?.position(key));
            if let Some(flag) = index.and_then(|index| self.flag_at(index)) {
                self.flag_result(condition, &flag);
            }
        }
    }

    fn flag_result(&mut self, condition: Node<'c>, flag: &FlagView<'c>) {
        // With `null` in the list nothing is said: when the caller's default is served is not looked into.
        let asked: Option<Vec<&str>> = items(condition.get("in")).into_iter().map(Node::text).collect();
        let asked = asked.unwrap_or_default();
        let variants = members(flag.node.get("variants"));
        let served = self.served_as_switched(flag);
        let mut served = served.iter().filter_map(|index| variants.get(usize::from(*index)));
        if asked.is_empty() || served.any(|variant| asked.contains(&variant.name)) {
            return;
        }
        if !flag.flag.enabled {
            return self.warn(condition, &PREREQUISITE_OFF, &[flag.key]);
        }
        let names: Vec<_> = asked.iter().map(|name| format!("`{name}`")).collect();
        self.warn(condition, &PREREQUISITE_NEVER, &[flag.key, &names.join(" or ")]);
    }
}
