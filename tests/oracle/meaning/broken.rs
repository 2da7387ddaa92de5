//! Which flags are broken: those that name what is not there, that depend on themselves, or on something broken.

use super::decisions::{list, one_or_more};
use serde_json::Value;
use std::collections::BTreeSet;

pub(super) fn flags(snapshot: &Value) -> BTreeSet<String> {
    let keys = snapshot["flags"].as_object().unwrap().keys();
    let broken = keys.filter(|key| !Search { snapshot, path: Vec::new() }.flag(key));
    broken.cloned().collect()
}

/// A walk along all references; `path` is the way from where it started.
struct Search<'s> {
    snapshot: &'s Value,
    path: Vec<String>,
}

impl Search<'_> {
    /// Whether a part is sound; one that is on the way to itself is not.
    fn enter(&mut self, part: String, sound: impl FnOnce(&mut Self) -> bool) -> bool {
        if self.path.contains(&part) {
            return false;
        }
        self.path.push(part);
        let sound = sound(self);
        self.path.pop();
        sound
    }

    fn flag(&mut self, key: &str) -> bool {
        let Some(flag) = self.snapshot["flags"].get(key) else { return false };
        let known = |name: &str| flag["variants"].get(name).is_some();
        variants_named(flag).into_iter().all(known)
            && (flag["type"] == "object" || same_type(&flag["variants"]))
            && self.enter(format!("flag {key}"), |search| {
                list(&flag["prerequisites"]).iter().all(|required| search.condition(required))
                    && list(&flag["rules"]).iter().all(|rule| search.rule(rule))
            })
    }

    fn rule(&mut self, rule: &Value) -> bool {
        let experiment = match rule["experiment"].as_str() {
            None => true,
            Some(id) => match self.snapshot["experiments"].get(id) {
                None => false,
                Some(experiment) => ["audience", "entry"]
                    .iter()
                    .all(|part| experiment.get(*part).is_none_or(|condition| self.audience(condition))),
            },
        };
        experiment && rule.get("if").is_none_or(|condition| self.condition(condition))
    }

    fn audience(&mut self, audience: &Value) -> bool {
        match audience.as_str() {
            Some(name) => self.segment(name),
            None => self.condition(audience),
        }
    }

    fn segment(&mut self, name: &str) -> bool {
        let Some(segment) = self.snapshot["segments"].get(name) else { return false };
        self.enter(format!("segment {name}"), |search| {
            let by_lists = ["included", "excluded", "if"].iter().any(|name| segment.get(name).is_some());
            match by_lists {
                true => segment.get("if").is_none_or(|condition| search.condition(condition)),
                false => search.condition(segment),
            }
        })
    }

    fn condition(&mut self, condition: &Value) -> bool {
        let inner = ["all", "any", "not"].iter().filter_map(|name| condition.get(name));
        let mut inner = inner.flat_map(one_or_more);
        if let Some(name) = condition.get("segment") {
            return self.segment(name.as_str().unwrap());
        }
        if let Some(key) = condition.get("flag") {
            return self.serves(key.as_str().unwrap(), &condition["in"]);
        }
        inner.all(|condition| self.condition(condition))
    }

    fn serves(&mut self, key: &str, variants: &Value) -> bool {
        let asked = one_or_more(variants);
        let variants = &self.snapshot["flags"][key]["variants"];
        let known = |name: &Value| name.is_null() || variants.get(name.as_str().unwrap()).is_some();
        asked.iter().all(known) && self.flag(key)
    }
}

/// Every variant that a flag's parts name.
fn variants_named(flag: &Value) -> Vec<&str> {
    let mut named: Vec<&str> = ["off", "fallthrough"].iter().filter_map(|part| flag[*part].as_str()).collect();
    named.extend(names(&flag["overrides"]));
    for rule in list(&flag["rules"]) {
        named.extend([&rule["serve"], &rule["rollout"]["serve"]].iter().filter_map(|serve| serve.as_str()));
        named.extend(names(&rule["split"]));
        named.extend(list(&rule["split"]).iter().filter_map(|range| range["serve"].as_str()));
    }
    named
}

fn names(object: &Value) -> impl Iterator<Item = &str> {
    object.as_object().into_iter().flat_map(|members| members.keys().map(String::as_str))
}

/// Whether all variants are booleans, all texts, all numbers, or all something else.
fn same_type(variants: &Value) -> bool {
    let kind = |value: &Value| match value {
        Value::Bool(_) => 0,
        Value::String(_) => 1,
        Value::Number(_) => 2,
        _ => 3,
    };
    let mut kinds = variants.as_object().unwrap().values().map(kind);
    let first = kinds.next();
    kinds.all(|kind| Some(kind) == first)
}
