//! Translates a map of flag name → one strategy and its parameters.
//!
//! | strategy | snapshot |
//! |---|---|
//! | `all`, `none` | a flag without rules |
//! | `percentage` | a rollout by `targetingKey` |
//! | `user_list`, `user_tier`, `email_domain` | a rule on `targetingKey`, `tier`, `emailDomain` |
//! | `ab_test` | a string flag driven by a running experiment |

use super::{LeftOut, Translation};
use crate::Error;
use crate::json::Json;
use crate::nodes::{is, members, text_of};
use burgee::document::{Document, Kind, Member, Node};
use burgee::literal::decimal;
use burgee::model::HUNDRED_PERCENT;
use std::borrow::Cow;

type Members<'t> = Vec<(Cow<'t, str>, Json<'t>)>;

const KNOWN: &str = "name enabled strategy percentage user_ids user_tiers email_domains ab_test_variant \
                     ab_test_allocation metadata created_at updated_at";

pub(super) fn read(document: &Document) -> Result<Translation<'_>, Error> {
    let root = document.root();
    if root.kind() != Kind::Object {
        return Err(format!("expected an object of flags by name, found {}", root.description()).into());
    }
    let mut reader = Reader { document, left_out: Vec::new(), experiments: Vec::new() };
    let mut flags = Vec::new();
    for member in root.members() {
        flags.extend(reader.flag(member).map(|flag| (member.name.into(), flag)));
    }
    let mut parts = vec![("format".into(), Json::text("burgee/1")), ("revision".into(), Json::number("1"))];
    parts.push(("flags".into(), Json::object(flags)));
    if !reader.experiments.is_empty() {
        parts.push(("experiments".into(), Json::object(reader.experiments)));
    }
    Ok(Translation { document: Json::object(parts), left_out: reader.left_out })
}

struct Reader<'t> {
    document: &'t Document,
    left_out: Vec<LeftOut>,
    experiments: Members<'t>,
}

impl<'t> Reader<'t> {
    fn leave(&mut self, node: Node<'_>, reason: impl Into<String>) {
        self.left_out.push(LeftOut { path: self.document.path_at(node.start()), reason: reason.into() });
    }

    fn flag(&mut self, member: Member<'t>) -> Option<Json<'t>> {
        let node = member.node;
        if node.kind() != Kind::Object {
            self.leave(node, format!("expected a flag, found {}", node.description()));
            return None;
        }
        for field in node.members().filter(|f| !KNOWN.split(' ').any(|known| known == f.name)) {
            self.leave(field.node, "unknown field");
        }
        let strategy = text_of(node, "strategy").unwrap_or("all");
        let mut flag: Members<'t> = Vec::new();
        if is(node.get("enabled"), false) {
            flag.push(("enabled".into(), Json::Bool(false)));
        }
        match strategy {
            "ab_test" => self.ab_test(member, &mut flag)?,
            _ => self.switch(node, strategy, &mut flag)?,
        }
        flag.extend(metadata(node).map(|metadata| ("metadata".into(), metadata)));
        Some(Json::object(flag))
    }

    /// A boolean flag.
    fn switch(&mut self, node: Node<'t>, strategy: &str, flag: &mut Members<'t>) -> Option<()> {
        let fallthrough = if strategy == "all" { "on" } else { "off" };
        let rule = match strategy {
            "all" | "none" => None,
            "percentage" => Some(self.percentage(node)?),
            "user_list" => Some(self.one_of(node, "user_ids", "targetingKey", "listed users")?),
            "user_tier" => Some(self.one_of(node, "user_tiers", "tier", "listed tiers")?),
            "email_domain" => Some(self.one_of(node, "email_domains", "emailDomain", "listed e-mail domains")?),
            other => {
                let at = node.get("strategy").unwrap_or(node);
                self.leave(at, format!("unknown strategy `{other}`: the flag is left out"));
                return None;
            }
        };
        let variants = [("on", true), ("off", false)].map(|(name, on)| (name.into(), Json::Bool(on)));
        flag.push(("variants".into(), Json::object(variants)));
        flag.push(("off".into(), Json::text("off")));
        flag.extend(rule.map(|rule| ("rules".into(), Json::Array(vec![rule]))));
        flag.push(("fallthrough".into(), Json::text(fallthrough)));
        Some(())
    }

    fn percentage(&mut self, node: Node<'t>) -> Option<Json<'t>> {
        let written = node.get("percentage").unwrap_or(node);
        let Some((percent, _)) = percentage(written) else {
            self.leave(written, "`percentage` is not a number from 0 to 100: the flag is left out");
            return None;
        };
        self.leave(
            written,
            "the file does not say how users were hashed: the share stays the same, and its users change once",
        );
        let rollout = [("serve".into(), Json::text("on")), ("percent".into(), Json::number(percent))];
        Some(Json::object([("rollout".into(), Json::object(rollout))]))
    }

    /// A rule for users whose `attribute` is one of the strings in the list `field`.
    fn one_of(&mut self, node: Node<'t>, field: &str, attribute: &'static str, name: &'static str) -> Option<Json<'t>> {
        let Some(list) = node.get(field).filter(|list| list.kind() == Kind::Array) else {
            self.leave(node.get(field).unwrap_or(node), format!("`{field}` is not a list: the flag is left out"));
            return None;
        };
        let mut values = Vec::new();
        for item in list.items() {
            match item.text() {
                Some(text) if attribute == "emailDomain" => values.push(Json::text(text.to_ascii_lowercase())),
                None if item.kind() != Kind::Number => {
                    self.leave(item, format!("expected a string, found {}", item.description()));
                }
                _ => values.push(Json::of(item)),
            }
        }
        let condition = [("attribute".into(), Json::text(attribute)), ("in".into(), Json::Array(values))];
        Some(Json::object([
            ("name".into(), Json::text(name)),
            ("if".into(), Json::object(condition)),
            ("serve".into(), Json::text("on")),
        ]))
    }

    /// A string flag with the variants of the allocation, and a running experiment.
    fn ab_test(&mut self, member: Member<'t>, flag: &mut Members<'t>) -> Option<()> {
        let node = member.node;
        let Some(allocation) = node.get("ab_test_allocation").filter(|shares| shares.kind() == Kind::Object) else {
            let at = node.get("ab_test_allocation").unwrap_or(node);
            self.leave(at, "`ab_test_allocation` is not an object of percentages: the flag is left out");
            return None;
        };
        let shares = members(Some(allocation));
        let split = self.split(allocation, &shares)?;
        self.leave(
            node,
            "the file does not say how users were hashed: the shares stay the same, and users are assigned again once",
        );
        let control = self.control(node, &shares)?;
        let variants = shares.iter().map(|share| (share.name.into(), Json::text(share.name)));
        let id: Cow<'t, str> = Cow::Owned(format!("{}-ab", member.name));
        let rule = [("experiment".into(), Json::text(id.clone())), ("split".into(), split)];
        flag.push(("variants".into(), Json::object(variants)));
        flag.push(("off".into(), Json::text(control)));
        flag.push(("rules".into(), Json::Array(vec![Json::object(rule)])));
        flag.push(("fallthrough".into(), Json::text(control)));
        let experiment = [("name", member.name), ("status", "running"), ("control", control)];
        let experiment = experiment.map(|(name, text)| (name.into(), Json::text(text)));
        self.experiments.push((id, Json::object(experiment)));
        Some(())
    }

    fn split(&mut self, allocation: Node<'t>, shares: &[Member<'t>]) -> Option<Json<'t>> {
        let mut split: Members<'t> = Vec::new();
        let mut sum = 0;
        for share in shares {
            let Some((percent, millionths)) = percentage(share.node) else {
                self.leave(share.node, "not a percentage: the flag is left out");
                return None;
            };
            sum += millionths;
            split.push((share.name.into(), Json::number(percent)));
        }
        if shares.is_empty() || sum > HUNDRED_PERCENT {
            self.leave(allocation, "the allocation is empty or adds up to more than 100: the flag is left out");
            return None;
        }
        Some(Json::object(split))
    }

    /// The variant for users who do not take part: `control`, or the first of the allocation.
    fn control(&mut self, node: Node<'t>, shares: &[Member<'t>]) -> Option<&'t str> {
        if let Some(named) = node.get("ab_test_variant")
            && let Some(text) = named.text()
            && !shares.iter().any(|share| share.name == text)
        {
            self.leave(named, format!("`{text}` has no share in the allocation"));
        }
        let control = shares.iter().find(|share| share.name == "control").or(shares.first());
        control.map(|share| share.name)
    }
}

/// A percentage as it is written, and in millionths of a per cent.
fn percentage(node: Node<'_>) -> Option<(&str, u64)> {
    let text = node.number()?;
    let millionths = decimal::scaled(text, 6).filter(|share| *share <= HUNDRED_PERCENT)?;
    Some((text, millionths))
}

/// The file's metadata, and its dates under the names of a snapshot.
fn metadata(node: Node<'_>) -> Option<Json<'_>> {
    let mut metadata: Members<'_> = Vec::new();
    let members = members(node.get("metadata")).into_iter();
    metadata.extend(members.map(|member| (member.name.into(), Json::of(member.node))));
    for (theirs, ours) in [("created_at", "created"), ("updated_at", "updated")] {
        let free = !metadata.iter().any(|(name, _)| name == ours);
        let date = node.get(theirs).filter(|date| free && date.kind() != Kind::Null);
        metadata.extend(date.map(|date| (ours.into(), Json::of(date))));
    }
    (!metadata.is_empty()).then(|| Json::object(metadata))
}
