//! Translates Eppo's and Datadog's Universal Flag Configuration.
//!
//! | configuration | snapshot |
//! |---|---|
//! | a variation | a variant; a value of another type than the flag's serves the caller's default |
//! | an allocation | a rule, or one rule per split if its splits have no common shards |
//! | its rules | the rule's condition |
//! | shards that all its splits have in common | `bucket` conditions: traffic, layers, holdouts |
//! | the shard in which its splits differ | the rule's split |
//! | `doLog` of an allocation with several variations | a running experiment |
//!
//! In an obfuscated configuration flags, attributes and compared values are MD5 hashes, and other text is Base64.

mod allocation;
mod condition;
mod decode;
mod split;
mod variation;

use super::write::{Members, object};
use super::{EppoOptions, LeftOut, Translation};
use crate::error::{Error, parse};
use crate::json::Json;
use crate::nodes::text_of;
use burgee::document::{Document, Kind, Node};
use std::borrow::Cow;

pub(super) fn read<'t>(document: &'t Document, options: &EppoOptions) -> Result<Translation<'t>, Error> {
    let names = decode::names(options);
    let root = document.root();
    let wire = || root.get("config")?.get("response");
    let resource = || root.get("data")?.get("attributes");
    let configuration = wire().or_else(resource).unwrap_or(root);
    let Some(text) = configuration.text() else { return Reader::new(document, names).read(configuration) };
    let inner = parse(text)?;
    let reading = Reader::new(&inner, names).read(inner.root())?;
    Ok(Translation { document: reading.document.into_owned(), left_out: reading.left_out })
}

/// A node that cannot be translated, and the reason. Its flag is left out.
type Fault<'t> = (Node<'t>, &'static str);

const UNEXPECTED: &str = "not expected here";

struct Reader<'t> {
    document: &'t Document,
    /// Whether the configuration is obfuscated.
    hashed: bool,
    /// Hashes and names that may be hashed in it.
    names: Vec<(String, String)>,
    left_out: Vec<LeftOut>,
    experiments: Members<'t>,
    /// The number of allocations that log an assignment and do not become an experiment.
    unreported: usize,
}

/// The parts of a flag that its allocations use.
struct Flag<'t> {
    key: Cow<'t, str>,
    node: Node<'t>,
    variants: Members<'t>,
}

impl<'t> Reader<'t> {
    fn new(document: &'t Document, names: Vec<(String, String)>) -> Self {
        let (left_out, experiments) = (Vec::new(), Vec::new());
        Reader { document, hashed: false, names, left_out, experiments, unreported: 0 }
    }

    fn leave(&mut self, node: Node<'_>, reason: impl Into<String>) {
        self.left_out.push(LeftOut { path: self.document.path_at(node.start()), reason: reason.into() });
    }

    fn read(mut self, root: Node<'t>) -> Result<Translation<'t>, Error> {
        let format = text_of(root, "format");
        if format == Some("PRECOMPUTED") || root.get("precomputed").is_some() {
            return Err("a precomputed configuration has the values of one user and no rules".into());
        }
        let Some(flags) = root.get("flags").filter(|flags| flags.kind() == Kind::Object) else {
            return Err(format!("expected an object with `flags`, found {}", root.description()).into());
        };
        self.hashed = format == Some("CLIENT");
        let mut read = Vec::new();
        for member in flags.members() {
            let key = self.key(member.name, member.node);
            let experiments = self.experiments.len();
            match self.flag(key.clone(), member.node) {
                Ok(flag) => read.push((key, flag)),
                Err((node, reason)) => {
                    self.experiments.truncate(experiments);
                    self.leave(node, format!("{reason}: the flag is left out, and everyone gets the caller's default"));
                }
            }
        }
        self.notes(root, flags);
        let mut parts = vec![("format".into(), Json::text("burgee/1")), ("revision".into(), Json::number("1"))];
        parts.push(("flags".into(), Json::object(read)));
        if !self.experiments.is_empty() {
            parts.push(("experiments".into(), Json::object(self.experiments)));
        }
        let environment = root.get("environment").and_then(|environment| environment.get("name"));
        parts.extend(environment.map(|name| ("metadata".into(), object([("environment", Json::of(name))]))));
        Ok(Translation { document: Json::object(parts), left_out: self.left_out })
    }

    /// Reports what concerns the entire file.
    fn notes(&mut self, root: Node<'t>, flags: Node<'t>) {
        if self.unreported > 0 {
            let some = self.unreported;
            let reason = "an experiment needs exactly one hash that splits users between variants";
            self.leave(flags, format!("assignments of {some} allocations with `doLog` are not reported: {reason}"));
        }
        for name in ["bandits", "banditReferences"] {
            if let Some(node) = root.get(name).filter(|node| node.members().next().is_some()) {
                self.leave(node, "bandits are not imported: the flag's variation is served, and no action is selected");
            }
        }
    }

    fn flag(&mut self, key: Cow<'t, str>, node: Node<'t>) -> Result<Json<'t>, Fault<'t>> {
        let Some(kind) = text_of(node, "variationType") else { return Err((node, UNEXPECTED)) };
        if key.is_empty() {
            return Err((node, "a flag without a key"));
        }
        let variants = self.variations(kind, node)?;
        let mut parts = Vec::new();
        match node.get("enabled").map(Node::boolean) {
            Some(Some(true)) => {}
            Some(None) => return Err((node.get("enabled").unwrap_or(node), UNEXPECTED)),
            _ => parts.push(("enabled".into(), Json::Bool(false))),
        }
        if kind == "JSON" {
            parts.push(("type".into(), Json::text("object")));
        }
        let Some(list) = node.get("allocations").filter(|list| list.kind() == Kind::Array) else {
            return Err((node.get("allocations").unwrap_or(node), UNEXPECTED));
        };
        let flag = Flag { key, node, variants };
        let mut rules = Vec::new();
        for allocation in list.items() {
            self.allocation(&flag, allocation, &mut rules)?;
        }
        if flag.variants.is_empty() {
            return Err((node, "no variation can be served"));
        }
        parts.push(("variants".into(), Json::object(flag.variants)));
        if !rules.is_empty() {
            parts.push(("rules".into(), Json::Array(rules)));
        }
        Ok(Json::object(parts))
    }
}
