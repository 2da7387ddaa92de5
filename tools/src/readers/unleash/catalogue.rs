//! All variants of a feature and of its strategies, as the variants of one flag.

use crate::json::Json;
use crate::nodes::{list, text_of};
use burgee::document::{Node, parse};
use burgee::literal::decimal;
use std::borrow::Cow;

pub(super) struct Catalogue<'t> {
    variants: Vec<Variant<'t>>,
    /// The source of the values: names, unless each variant has a valid payload.
    kind: Option<Kind>,
    /// Whether a variant has a payload that is not used.
    pub(super) loses_payloads: bool,
}

struct Variant<'t> {
    /// The name in Unleash.
    theirs: &'t str,
    payload: Option<Node<'t>>,
    /// The name in the snapshot: a name with two payloads becomes two variants.
    ours: Cow<'t, str>,
}

/// The type of a payload.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Json,
}

impl<'t> Catalogue<'t> {
    pub(super) fn of(feature: Node<'t>) -> Catalogue<'t> {
        let mut nodes = list(feature.get("variants"));
        for strategy in list(feature.get("strategies")) {
            nodes.extend(list(strategy.get("variants")));
        }
        let mut kinds = nodes.iter().map(|node| kind_of(*node));
        let first = kinds.next().flatten();
        let kind = first.filter(|_| kinds.all(|kind| kind == first));
        let loses_payloads = kind.is_none() && nodes.iter().any(|node| node.get("payload").is_some());
        let mut catalogue = Catalogue { variants: Vec::new(), kind, loses_payloads };
        nodes.into_iter().for_each(|node| catalogue.add(node));
        catalogue
    }

    fn add(&mut self, node: Node<'t>) {
        let (theirs, payload) = (name_of(node), self.payload(node));
        if self.find(node).is_some() {
            return;
        }
        let mut ours = Cow::Borrowed(if theirs.is_empty() { "unnamed" } else { theirs });
        while self.variants.iter().any(|variant| variant.ours == ours) {
            ours.to_mut().push_str(" 2");
        }
        self.variants.push(Variant { theirs, payload, ours });
    }

    /// The payload, if the values are made from payloads.
    fn payload(&self, node: Node<'t>) -> Option<Node<'t>> {
        self.kind.and(node.get("payload")?.get("value"))
    }

    fn find(&self, node: Node<'t>) -> Option<&Variant<'t>> {
        let (name, payload) = (name_of(node), self.payload(node).and_then(Node::text));
        let same = |variant: &&Variant<'t>| variant.theirs == name && variant.payload.and_then(Node::text) == payload;
        self.variants.iter().find(same)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.variants.is_empty()
    }

    /// The name of an Unleash variant in the snapshot.
    pub(super) fn name(&self, node: Node<'t>) -> Cow<'t, str> {
        self.find(node).map_or(Cow::Borrowed(""), |variant| variant.ours.clone())
    }

    /// The names of the Unleash variants with one of these names.
    pub(super) fn called<'c>(&'c self, names: &'c [&str]) -> impl Iterator<Item = Cow<'t, str>> + 'c {
        let called = self.variants.iter().filter(|variant| names.contains(&variant.theirs));
        called.map(|variant| variant.ours.clone())
    }

    /// A variant that has its name in common with another, and its name in the snapshot.
    pub(super) fn renamed(&self) -> Option<(&'t str, &str)> {
        let other = self.variants.iter().find(|variant| variant.ours != variant.theirs)?;
        Some((other.theirs, &other.ours))
    }

    /// The flag's `variants`, and whether their JSON values have several types.
    pub(super) fn written(&self) -> (Json<'t>, bool) {
        let values: Vec<_> = self.variants.iter().map(|variant| (variant.ours.clone(), self.value(variant))).collect();
        let is_scalar = |value: &Json<'_>| matches!(value, Json::Bool(_) | Json::Number(_) | Json::String(_));
        let mixed = self.kind == Some(Kind::Json) && values.iter().any(|(_, value)| is_scalar(value));
        (Json::Object(values), mixed)
    }

    fn value(&self, variant: &Variant<'t>) -> Json<'t> {
        let text = variant.payload.and_then(Node::text).unwrap_or_default();
        match self.kind {
            None => Json::text(variant.theirs),
            Some(Kind::Text) => Json::text(text),
            Some(Kind::Number) => Json::number(text),
            Some(Kind::Json) => parse(text).map_or(Json::Null, |json| owned(Json::of(json.root()))),
        }
    }
}

fn name_of(node: Node<'_>) -> &str {
    text_of(node, "name").unwrap_or_default()
}

/// The type of a variant's payload; `None` without a payload, or if the payload does not have its own type.
fn kind_of(variant: Node<'_>) -> Option<Kind> {
    let payload = variant.get("payload")?;
    let text = text_of(payload, "value")?;
    match text_of(payload, "type")? {
        "string" | "csv" => Some(Kind::Text),
        "number" => decimal::parse(text).map(|_| Kind::Number),
        "json" => parse(text).ok().map(|_| Kind::Json),
        _ => None,
    }
}

/// The value with copied strings.
fn owned(tree: Json<'_>) -> Json<'static> {
    let text = |text: Cow<'_, str>| Cow::Owned(String::from(text));
    match tree {
        Json::Null => Json::Null,
        Json::Bool(value) => Json::Bool(value),
        Json::Number(number) => Json::Number(text(number)),
        Json::String(string) => Json::String(text(string)),
        Json::Array(items) => Json::Array(items.into_iter().map(owned).collect()),
        Json::Object(members) => {
            Json::Object(members.into_iter().map(|(name, value)| (text(name), owned(value))).collect())
        }
    }
}
