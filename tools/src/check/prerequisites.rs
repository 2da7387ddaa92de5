//! Conditions on results that another flag never has.

use super::Check;
use super::lints::{PREREQUISITE_NEVER, PREREQUISITE_OFF};
use super::parts::FlagPart;
use crate::nodes::{members, text_of};
use crate::snapshot::one_or_many;
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

    fn flag_result(&mut self, condition: Node<'c>, flag: &FlagPart<'c>) {
        // A list with `null` is skipped: this lint does not know when the caller's default is served.
        let wanted: Option<Vec<&str>> = one_or_many(condition.get("in")).into_iter().map(Node::text).collect();
        let wanted = wanted.unwrap_or_default();
        let variants = members(flag.node.get("variants"));
        let served = self.served_at_present(flag);
        let mut served = served.iter().filter_map(|index| variants.get(usize::from(*index)));
        if wanted.is_empty() || served.any(|variant| wanted.contains(&variant.name)) {
            return;
        }
        if !flag.flag.enabled {
            return self.warn(condition, &PREREQUISITE_OFF, &[flag.key]);
        }
        let names: Vec<_> = wanted.iter().map(|name| format!("`{name}`")).collect();
        self.warn(condition, &PREREQUISITE_NEVER, &[flag.key, &names.join(" or ")]);
    }
}
