//! Flags that have outlived their purpose, as far as their metadata tell.

use super::Check;
use super::lints::{EXPIRED, METADATA_DATE, STALE};
use super::reach::holds_always;
use super::view::{FlagView, instant};
use crate::document::{Node, Value};
use crate::model::Serve;
use alloc::string::ToString as _;

const DAY: i64 = 86_400_000;
/// How long a flag may stay the same for everyone before it is called stale.
const STALE_AFTER: i64 = 90 * DAY;

impl<'c> Check<'c> {
    pub(super) fn metadata(&mut self) {
        for flag in self.flags() {
            for name in ["created", "updated", "expires"] {
                let field = flag.body.metadata.and_then(|metadata| metadata.get(name));
                if let Some(field) = field.filter(|field| instant(field).is_none()) {
                    self.warn(field, &METADATA_DATE, &[name]);
                }
            }
            self.age(&flag);
        }
    }

    fn age(&mut self, flag: &FlagView<'c>) {
        let field = |name: &str| flag.body.metadata.and_then(|metadata| metadata.get(name));
        if let Some(expires) = field("expires").filter(|field| instant(field).is_some_and(|at| at <= self.now)) {
            return self.warn(expires, &EXPIRED, &[written(expires)]);
        }
        let Some(updated) = field("updated").and_then(instant) else { return };
        let age = self.now.saturating_sub(updated);
        if age >= STALE_AFTER && self.is_the_same_for_everyone(flag) {
            self.warn(flag.node, &STALE, &[&(age / DAY).to_string()]);
        }
    }

    fn is_the_same_for_everyone(&self, flag: &FlagView<'c>) -> bool {
        let body = flag.body;
        if !body.overrides.is_empty() {
            return false;
        }
        if !body.enabled {
            return true;
        }
        let first = body.rules.first();
        let decides = first.is_none_or(|rule| {
            let open = rule.condition.as_ref().is_none_or(holds_always);
            open && rule.start.is_none() && rule.end.is_none() && matches!(rule.serve, Serve::Variant(_))
        });
        decides && body.prerequisites.is_empty()
    }
}

fn written<'n>(node: &'n Node<'n>) -> &'n str {
    match &node.value {
        Value::Number(text) => text,
        _ => node.value.as_str().unwrap_or_default(),
    }
}
