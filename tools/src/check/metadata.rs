//! Flags that are no longer needed, by their metadata.

use super::Check;
use super::lints::{EXPIRED, METADATA_DATE, STALE};
use super::parts::{FlagPart, instant};
use super::reach::is_for_all;
use burgee::document::{Kind, Node};
use burgee::model::Serve;

const DAY: i64 = 86_400_000;
/// The time after which an unchanged flag with one value for everyone is stale.
const STALE_AFTER: i64 = 90 * DAY;

impl<'c> Check<'c> {
    pub(super) fn metadata(&mut self) {
        for flag in self.flags() {
            for name in ["created", "updated", "expires"] {
                let field = flag.node.get("metadata").and_then(|metadata| metadata.get(name));
                if let Some(field) = field.filter(|field| instant(*field).is_none()) {
                    self.warn(field, &METADATA_DATE, &[name]);
                }
            }
            self.age(&flag);
        }
    }

    fn age(&mut self, flag: &FlagPart<'c>) {
        let field = |name: &str| flag.node.get("metadata").and_then(|metadata| metadata.get(name));
        if let Some(expires) = field("expires").filter(|field| instant(*field).is_some_and(|at| at <= self.now)) {
            return self.warn(expires, &EXPIRED, &[written(expires)]);
        }
        let Some(updated) = field("updated").and_then(instant) else { return };
        let age = self.now.saturating_sub(updated);
        if age >= STALE_AFTER && self.is_the_same_for_everyone(flag) {
            self.warn(flag.node, &STALE, &[&(age / DAY).to_string()]);
        }
    }

    fn is_the_same_for_everyone(&self, flag: &FlagPart<'c>) -> bool {
        if !flag.flag.overrides.is_empty() {
            return false;
        }
        if !flag.flag.enabled {
            return true;
        }
        let decides = flag.rules().next().is_none_or(|first| {
            let at_any_time = first.node.get("start").or(first.node.get("end")).is_none();
            is_for_all(first.node) && at_any_time && matches!(first.rule.serve, Serve::Variant(_))
        });
        decides && flag.flag.prerequisites.is_empty()
    }
}

fn written(node: Node<'_>) -> &str {
    match node.kind() {
        Kind::Number => node.source(),
        _ => node.text().unwrap_or_default(),
    }
}
