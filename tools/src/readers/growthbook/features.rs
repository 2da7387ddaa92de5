//! Translates features and auto experiments to flags. All values get names first, because conditions of flags name the
//! variants of other flags.

use super::{Reader, unique, values};
use crate::json::Json;
use crate::readers::write::{Members, object};
use burgee::compile::{MAX_RULES, MAX_VARIANTS};
use burgee::document::{Kind, Node};
use std::borrow::Cow;

/// The longest text that is used as the name of its variant.
const LONGEST: usize = 40;

/// A feature or an auto experiment.
pub(super) struct Flag<'t> {
    pub(super) key: Cow<'t, str>,
    pub(super) node: Node<'t>,
    pub(super) variants: Vec<Variant<'t>>,
    /// The variants of each rule's values; `None` for `null`, the caller's default.
    pub(super) served: Vec<Vec<Option<usize>>>,
    fallthrough: Option<usize>,
}

/// A value with its name.
pub(super) struct Variant<'t> {
    pub(super) name: String,
    pub(super) value: Node<'t>,
}

impl<'t> Reader<'t> {
    pub(super) fn flags(&mut self, auto: Option<Node<'t>>) -> Members<'t> {
        for member in self.features.members() {
            let flag = self.feature(member.name, member.node);
            self.flags.push(flag);
        }
        let features = self.flags.len();
        for node in auto.into_iter().flat_map(Node::items) {
            if let Some(flag) = self.auto(node) {
                self.flags.push(flag);
            }
        }
        let mut flags: Members<'t> = Vec::new();
        for index in 0..self.flags.len() {
            if self.flags.get(index).is_some_and(|flag| flag.key.is_empty()) {
                continue;
            }
            let rules = if index < features { self.rules(index) } else { self.auto_rules(index) };
            if let Some(flag) = self.flags.get(index) {
                flags.push((flag.key.clone(), flag.write(rules)));
            }
        }
        flags
    }

    /// A flag without a key is a placeholder for a member that is not a feature.
    fn feature(&mut self, key: &'t str, node: Node<'t>) -> Flag<'t> {
        let mut flag = Flag { key: key.into(), node, variants: Vec::new(), served: Vec::new(), fallthrough: None };
        if node.kind() != Kind::Object || key.is_empty() {
            self.leave(node, "not a feature, or without a key");
            flag.key = Cow::default();
            return flag;
        }
        for rule in values::list(node, "rules") {
            let served = match rule.get("force") {
                Some(value) => vec![flag.name(value, &[], None)],
                None => flag.variations(rule),
            };
            flag.served.push(served);
        }
        flag.fallthrough = node.get("defaultValue").and_then(|value| flag.name(value, &[], None));
        // A parent may add two rules before its rule, and a leaf of a bandit one.
        let more = |rule| 2 * values::list(rule, "parentConditions").count() + self.leaves(rule).len();
        let more: usize = values::list(node, "rules").map(more).sum();
        if flag.variants.len() > MAX_VARIANTS || flag.served.len() + more > MAX_RULES {
            self.leave(node, "a flag cannot have so many values or rules: the flag is left out");
            flag.key = Cow::default();
        }
        flag
    }

    fn auto(&mut self, node: Node<'t>) -> Option<Flag<'t>> {
        let Some(key) = values::text_of(node, "key") else {
            self.leave(node, "an experiment has no key");
            return None;
        };
        let taken = |name: &str| self.flags.iter().any(|flag| flag.key == name);
        let own = unique(key, taken);
        if own != key {
            self.leave(
                node,
                format!("another experiment or feature has the key `{key}`: this one becomes the flag `{own}`"),
            );
        }
        let mut flag = Flag { key: own.into(), node, variants: Vec::new(), served: Vec::new(), fallthrough: None };
        let served = flag.variations(node);
        if served.len() > MAX_VARIANTS {
            self.leave(node, "a flag cannot have so many variations: the experiment is left out");
            return None;
        }
        // Users who do not take part get the first variation.
        flag.fallthrough = served.first().copied().flatten();
        flag.served.push(served);
        Some(flag)
    }
}

impl<'t> Flag<'t> {
    /// The variants of a rule's variations. Each has its own, even if two have the same value.
    fn variations(&mut self, rule: Node<'t>) -> Vec<Option<usize>> {
        let mut used = Vec::new();
        for (nth, value) in values::variations(rule).enumerate() {
            let meta = values::list(rule, "meta").nth(nth);
            used.push(self.name(value, &used, meta));
        }
        used
    }

    /// The variant with this value; creates it if there is none.
    fn name(&mut self, value: Node<'t>, used: &[Option<usize>], meta: Option<Node<'t>>) -> Option<usize> {
        if value.kind() == Kind::Null {
            return None;
        }
        let free = |(index, known): &(usize, &Variant<'t>)| {
            known.value.source() == value.source() && !used.contains(&Some(*index))
        };
        if let Some((index, _)) = self.variants.iter().enumerate().find(free) {
            return Some(index);
        }
        let meta_text = |name| meta.and_then(|meta| values::text_of(meta, name));
        let numbered = format!("v{}", self.variants.len());
        let name = match value.kind() {
            Kind::True => "on",
            Kind::False => "off",
            Kind::Number => value.source(),
            _ => {
                let short = value.text().filter(|text| (1..=LONGEST).contains(&text.len()));
                short.or_else(|| meta_text("name")).or_else(|| meta_text("key")).unwrap_or(&numbered)
            }
        };
        let name = unique(name, |name| self.variants.iter().any(|known| known.name == name));
        self.variants.push(Variant { name, value });
        Some(self.variants.len() - 1)
    }

    pub(super) fn variant(&self, index: Option<usize>) -> Json<'t> {
        let variant = index.and_then(|index| self.variants.get(index));
        variant.map_or(Json::Null, |variant| Json::text(variant.name.clone()))
    }

    fn write(&self, rules: Vec<Json<'t>>) -> Json<'t> {
        let mut flag: Members<'t> = Vec::new();
        let kind = |variant: &Variant<'_>| match variant.value.kind() {
            Kind::True => Kind::False,
            Kind::Array => Kind::Object,
            kind => kind,
        };
        let first = self.variants.first().map_or(Kind::False, kind);
        if self.variants.iter().any(|variant| kind(variant) != first) {
            flag.push(("type".into(), Json::text("object")));
        }
        let mut variants: Members<'t> = Vec::new();
        if first == Kind::False {
            // A boolean flag has both values, whether or not they are served.
            variants.extend([("on".into(), Json::Bool(true)), ("off".into(), Json::Bool(false))]);
        }
        for variant in &self.variants {
            if !variants.iter().any(|(name, _)| *name == variant.name) {
                variants.push((variant.name.clone().into(), Json::of(variant.value)));
            }
        }
        flag.push(("variants".into(), Json::object(variants)));
        if !rules.is_empty() {
            flag.push(("rules".into(), Json::Array(rules)));
        }
        if self.fallthrough.is_some() {
            flag.push(("fallthrough".into(), self.variant(self.fallthrough)));
        }
        Json::object(flag)
    }
}

/// `{"serve": variant}` for users who meet the condition.
pub(super) fn serve<'t>(condition: Json<'t>, variant: Json<'t>) -> Json<'t> {
    match crate::readers::write::known(&condition) {
        Some(true) => object([("serve", variant)]),
        _ => object([("if", condition), ("serve", variant)]),
    }
}
