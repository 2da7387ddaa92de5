//! A feature → a boolean flag, and the flag of its variants.

use super::Reader;
use super::strategy::Way;
use crate::document::{Kind, Node, Tree};
use crate::readers::write::{Members, object};
use crate::tools::parts::{is, list};
use alloc::{vec, vec::Vec};

impl<'t> Reader<'t> {
    pub(super) fn feature(&mut self, name: &'t str, feature: Node<'t>, flags: &mut Members<'t>) {
        if name.is_empty() {
            return self.leave(feature, "a feature without a name is left out");
        }
        if is(feature.get("impressionData"), true) {
            self.leave(feature, "impressions: here only an experiment reports who saw which variant");
        }
        let prerequisites = self.prerequisites(feature);
        let ways = self.ways(feature);
        let enabled = is(feature.get("enabled"), true) && prerequisites.is_some() && ways.is_some();
        let ways = ways.unwrap_or_default();
        let mut flag: Members<'t> = Vec::new();
        if !enabled {
            flag.push(("enabled".into(), Tree::Bool(false)));
        }
        let variants = [("on", Tree::Bool(true)), ("off", Tree::Bool(false))];
        flag.push(("variants".into(), object(variants)));
        flag.push(("off".into(), Tree::text("off")));
        let (rules, everyone): (Vec<_>, Vec<_>) = ways.iter().partition(|way| !way.takes_everyone());
        let rules = rules.into_iter().map(Way::rule).collect();
        for (field, parts) in [("prerequisites", prerequisites.unwrap_or_default()), ("rules", rules)] {
            if !parts.is_empty() {
                flag.push((field.into(), Tree::Array(parts)));
            }
        }
        let on = !everyone.is_empty() || list(feature.get("strategies")).is_empty();
        flag.push(("fallthrough".into(), Tree::text(if on { "on" } else { "off" })));
        flag.extend(metadata(feature));
        flags.push((name.into(), Tree::Object(flag)));
        let variants = self.variant_flag(name, feature, &ways);
        flags.extend(variants.map(|flag| (self.variant_key(name).into(), flag)));
    }

    /// The strategies that take somebody, up to the first that takes everyone; `None` when there is no list of them.
    fn ways(&mut self, feature: Node<'t>) -> Option<Vec<Way<'t>>> {
        let Some(strategies) = feature.get("strategies").filter(|node| node.kind() == Kind::Array) else {
            self.leave(feature, "`strategies` is no list: the flag is off, as in Unleash");
            return None;
        };
        let mut ways = vec![];
        for strategy in strategies.items() {
            ways.extend(self.way(strategy));
            if ways.last().is_some_and(Way::takes_everyone) {
                break;
            }
        }
        Some(ways)
    }
}

fn metadata(feature: Node<'_>) -> Option<(alloc::borrow::Cow<'_, str>, Tree<'_>)> {
    let known = ["description", "type", "project"];
    let members = feature.members().filter(|member| known.contains(&member.name) && member.node.text().is_some());
    let members: Members<'_> = members.map(|member| (member.name.into(), Tree::of(member.node))).collect();
    (!members.is_empty()).then(|| ("metadata".into(), Tree::Object(members)))
}
