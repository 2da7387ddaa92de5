//! Translates a feature to a boolean flag and a flag for its variants.

use super::Reader;
use super::strategy::Way;
use crate::json::Json;
use crate::nodes::{is, list, text_of};
use crate::readers::write::{Members, object, put};
use burgee::document::{Kind, Node};

impl<'t> Reader<'t> {
    pub(super) fn feature(&mut self, name: &'t str, feature: Node<'t>, flags: &mut Members<'t>) {
        if name.is_empty() {
            return self.leave(feature, "a feature without a name is left out");
        }
        if is(feature.get("impressionData"), true) {
            self.leave(feature, "impression data is not imported: only experiments report exposures");
        }
        let prerequisites = self.prerequisites(feature);
        let ways = self.ways(feature);
        let enabled = is(feature.get("enabled"), true) && prerequisites.is_some() && ways.is_some();
        let ways = ways.unwrap_or_default();
        let mut flag: Members<'t> = Vec::new();
        if !enabled {
            put(&mut flag, "enabled", Json::Bool(false));
        }
        let variants = [("on", Json::Bool(true)), ("off", Json::Bool(false))];
        put(&mut flag, "variants", object(variants));
        put(&mut flag, "off", Json::text("off"));
        let mut on = list(feature.get("strategies")).is_empty();
        let mut rules = Vec::new();
        for way in &ways {
            if way.takes_everyone() {
                on = true;
            } else {
                rules.push(way.rule());
            }
        }
        for (field, parts) in [("prerequisites", prerequisites.unwrap_or_default()), ("rules", rules)] {
            if !parts.is_empty() {
                put(&mut flag, field, Json::Array(parts));
            }
        }
        put(&mut flag, "fallthrough", Json::text(if on { "on" } else { "off" }));
        let metadata = metadata(feature);
        if !metadata.is_empty() {
            put(&mut flag, "metadata", Json::Object(metadata));
        }
        flags.push((name.into(), Json::Object(flag)));
        let variants = self.variant_flag(name, feature, &ways);
        flags.extend(variants.map(|flag| (self.variant_key(name).into(), flag)));
    }

    /// The strategies that may apply, up to the first that applies to everyone; `None` without a list of strategies.
    fn ways(&mut self, feature: Node<'t>) -> Option<Vec<Way<'t>>> {
        let Some(strategies) = feature.get("strategies").filter(|node| node.kind() == Kind::Array) else {
            self.leave(feature, "`strategies` is not a list: the flag is off, as in Unleash");
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

fn metadata(feature: Node<'_>) -> Members<'_> {
    let mut members = Vec::new();
    for name in ["description", "type", "project"] {
        if let Some(text) = text_of(feature, name) {
            put(&mut members, name, Json::text(text));
        }
    }
    members
}
