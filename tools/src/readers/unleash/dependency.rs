//! Translates dependencies to prerequisites. A parent with dependencies of its own never satisfies one, so there are no
//! chains.

use super::Reader;
use super::catalogue::Catalogue;
use crate::json::Json;
use crate::nodes::{is, list, text_of};
use crate::readers::write::object;
use burgee::document::Node;
use std::borrow::Cow;

impl<'t> Reader<'t> {
    /// The variants that other flags must serve; `None` if they never serve them.
    pub(super) fn prerequisites(&mut self, feature: Node<'t>) -> Option<Vec<Json<'t>>> {
        let mut prerequisites = Vec::new();
        for dependency in list(feature.get("dependencies")) {
            let parent = text_of(dependency, "feature").unwrap_or_default();
            let found = self.state.features.get(parent);
            let found = found.filter(|found| list(found.get("dependencies")).is_empty());
            let satisfied = found.is_some_and(|found| self.depend(parent, found, dependency, &mut prerequisites));
            if !satisfied {
                let reason = format!("`{parent}` never satisfies this, as in Unleash: the flag is off");
                self.leave(dependency, reason);
                return None;
            }
        }
        Some(prerequisites)
    }

    fn depend(&self, name: &'t str, parent: Node<'t>, dependency: Node<'t>, wanted: &mut Vec<Json<'t>>) -> bool {
        let names: Vec<_> = list(dependency.get("variants")).into_iter().filter_map(Node::text).collect();
        if is(dependency.get("enabled"), false) {
            wanted.push(serves(name.into(), Json::text("off")));
            return true;
        }
        // A user with the feature and without a variant has the variant `disabled`.
        let none_too = names.contains(&"disabled");
        if names.is_empty() || none_too {
            wanted.push(serves(name.into(), Json::text("on")));
        }
        let catalogue = Catalogue::of(parent);
        if names.is_empty() || catalogue.is_empty() {
            return names.is_empty() || none_too;
        }
        let mut variants: Vec<_> = catalogue.called(&names).map(Json::text).collect();
        if none_too {
            variants.push(Json::Null);
        }
        let possible = !variants.is_empty();
        wanted.push(serves(self.variant_key(name).into(), Json::Array(variants)));
        possible
    }
}

/// A flag serves one of these variants.
pub(super) fn serves<'t>(flag: Cow<'t, str>, variants: Json<'t>) -> Json<'t> {
    object([("flag", Json::text(flag)), ("in", variants)])
}
