//! Other flags' results that never come.

use super::Check;
use super::lints::{PREREQUISITE_NEVER, PREREQUISITE_OFF};
use super::served::as_switched;
use super::view::{FlagView, items, members, text};
use crate::document::Node;
use crate::names::Names;
use alloc::{format, vec::Vec};

impl<'c> Check<'c> {
    pub(super) fn prerequisites(&mut self) {
        let flags = Names::of(members(self.root.get("flags")));
        for condition in self.each_condition() {
            let index = text(condition.get("flag")).and_then(|key| flags.index(key));
            if let Some(flag) = index.and_then(|index| self.flag_at(index as usize)) {
                self.flag_result(condition, &flag);
            }
        }
    }

    fn flag_result(&mut self, condition: &'c Node<'c>, flag: &FlagView<'c>) {
        let asked: Vec<&str> = items(condition.get("in")).iter().filter_map(|node| node.value.as_str()).collect();
        let served = as_switched(flag.body);
        let served = served.iter().filter_map(|index| flag.body.variants.get(usize::from(*index)));
        if asked.is_empty() || served.into_iter().any(|variant| asked.contains(&variant.name)) {
            return;
        }
        if !flag.body.enabled {
            return self.warn(condition, &PREREQUISITE_OFF, &[flag.key]);
        }
        let names: Vec<_> = asked.iter().map(|name| format!("`{name}`")).collect();
        self.warn(condition, &PREREQUISITE_NEVER, &[flag.key, &names.join(" or ")]);
    }
}
