//! The seed service's file: flag name → one strategy and its parameters.
//!
//! | strategy | becomes |
//! |---|---|
//! | `all`, `none` | a flag without rules |
//! | `percentage` | a rollout by `targetingKey` |
//! | `user_list`, `user_tier`, `email_domain` | a rule on `targetingKey`, `tier`, `emailDomain` |
//! | `ab_test` | a string flag driven by a running experiment |

use super::{LeftOut, Reading};
use crate::document::{Member, Node, Value, path_at};
use crate::literal::decimal;
use crate::model::WHOLE;
use crate::tools::Refusal;
use alloc::{borrow::Cow, format, string::String, vec, vec::Vec};

type Members<'t> = Vec<(Cow<'t, str>, Node<'t>)>;

const KNOWN: &str = "name enabled strategy percentage user_ids user_tiers email_domains ab_test_variant \
                     ab_test_allocation metadata created_at updated_at";

pub(super) fn read<'t>(root: &Node<'t>) -> Result<Reading<'t>, Refusal> {
    let Value::Object(members) = &root.value else {
        return Err(format!("expected an object of flags by name, found {}", root.kind()).into());
    };
    let mut reader = Reader { root, left_out: Vec::new(), experiments: Vec::new() };
    let mut flags = Vec::new();
    for member in members {
        flags.extend(reader.flag(member).map(|flag| (member.name.clone(), flag)));
    }
    let mut document = vec![("format".into(), Node::text("burgee/1")), ("revision".into(), number("1"))];
    document.push(("flags".into(), Node::object(flags)));
    if !reader.experiments.is_empty() {
        document.push(("experiments".into(), Node::object(reader.experiments)));
    }
    Ok(Reading { document: Node::object(document), left_out: reader.left_out })
}

struct Reader<'r, 't> {
    root: &'r Node<'t>,
    left_out: Vec<LeftOut>,
    experiments: Members<'t>,
}

impl<'t> Reader<'_, 't> {
    fn leave(&mut self, node: &Node<'_>, reason: impl Into<String>) {
        self.left_out.push(LeftOut { path: path_at(self.root, node.start), reason: reason.into() });
    }

    fn flag(&mut self, member: &Member<'t>) -> Option<Node<'t>> {
        let node = &member.node;
        let Value::Object(fields) = &node.value else {
            self.leave(node, format!("expected a flag, found {}", node.kind()));
            return None;
        };
        for field in fields.iter().filter(|f| !KNOWN.split(' ').any(|known| known == f.name)) {
            self.leave(&field.node, "a field that this reader does not know");
        }
        let strategy = node.get("strategy").and_then(|n| n.value.as_str()).unwrap_or("all");
        let mut flag: Members<'t> = Vec::new();
        if let Some(Value::Bool(false)) = node.get("enabled").map(|n| &n.value) {
            flag.push(("enabled".into(), Node::new(Value::Bool(false))));
        }
        match strategy {
            "ab_test" => self.ab_test(member, &mut flag)?,
            _ => self.switch(node, strategy, &mut flag)?,
        }
        flag.extend(metadata(node).map(|metadata| ("metadata".into(), metadata)));
        Some(Node::object(flag))
    }

    /// A boolean flag.
    fn switch(&mut self, node: &Node<'t>, strategy: &str, flag: &mut Members<'t>) -> Option<()> {
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
        let variants = [("on", true), ("off", false)].map(|(name, on)| (name.into(), Node::new(Value::Bool(on))));
        flag.push(("variants".into(), Node::object(variants)));
        flag.push(("off".into(), Node::text("off")));
        flag.extend(rule.map(|rule| ("rules".into(), Node::list(vec![rule]))));
        flag.push(("fallthrough".into(), Node::text(fallthrough)));
        Some(())
    }

    fn percentage(&mut self, node: &Node<'t>) -> Option<Node<'t>> {
        let given = node.get("percentage").unwrap_or(node);
        let Some((percent, _)) = percentage(given) else {
            self.leave(given, "`percentage` is no number from 0 to 100: the flag is left out");
            return None;
        };
        self.leave(given, "the file does not say how users were hashed: the share stays, the users in it change once");
        let percent = Node::new(Value::Number(percent));
        let rollout = Node::object([("serve".into(), Node::text("on")), ("percent".into(), percent)]);
        Some(Node::object([("rollout".into(), rollout)]))
    }

    /// A rule for those whose `attribute` is one of the strings of the list `field`.
    fn one_of(
        &mut self,
        node: &Node<'t>,
        field: &str,
        attribute: &'static str,
        name: &'static str,
    ) -> Option<Node<'t>> {
        let items = match node.get(field).map(|n| &n.value) {
            Some(Value::Array(items)) => items.as_slice(),
            _ => {
                self.leave(node.get(field).unwrap_or(node), format!("`{field}` is no list: the flag is left out"));
                return None;
            }
        };
        let mut values = Vec::new();
        for item in items {
            match &item.value {
                Value::String(text) if attribute == "emailDomain" => values.push(Node::text(text.to_ascii_lowercase())),
                Value::String(_) | Value::Number(_) => values.push(Node::new(item.value.clone())),
                _ => self.leave(item, format!("expected a string, found {}", item.kind())),
            }
        }
        let condition = [("attribute".into(), Node::text(attribute)), ("in".into(), Node::list(values))];
        Some(Node::object([
            ("name".into(), Node::text(name)),
            ("if".into(), Node::object(condition)),
            ("serve".into(), Node::text("on")),
        ]))
    }

    /// A string flag whose variants are those of the allocation, and an experiment that runs.
    fn ab_test(&mut self, member: &Member<'t>, flag: &mut Members<'t>) -> Option<()> {
        let node = &member.node;
        let Some(Value::Object(shares)) = node.get("ab_test_allocation").map(|n| &n.value) else {
            let at = node.get("ab_test_allocation").unwrap_or(node);
            self.leave(at, "`ab_test_allocation` is no object of percentages: the flag is left out");
            return None;
        };
        let split = self.split(node, shares)?;
        self.leave(node, "the file does not say how users were hashed: the shares stay, users are assigned anew once");
        let control = self.control(node, shares)?;
        let variants = shares.iter().map(|share| (share.name.clone(), Node::text(share.name.clone())));
        let id: Cow<'t, str> = Cow::Owned(format!("{}-ab", member.name));
        let rule = [("experiment".into(), Node::text(id.clone())), ("split".into(), split)];
        flag.push(("variants".into(), Node::object(variants)));
        flag.push(("off".into(), Node::text(control.clone())));
        flag.push(("rules".into(), Node::list(vec![Node::object(rule)])));
        flag.push(("fallthrough".into(), Node::text(control.clone())));
        let mut experiment: Members<'t> = vec![("name".into(), Node::text(member.name.clone()))];
        experiment.push(("status".into(), Node::text("running")));
        experiment.push(("control".into(), Node::text(control)));
        self.experiments.push((id, Node::object(experiment)));
        Some(())
    }

    fn split(&mut self, node: &Node<'t>, shares: &[Member<'t>]) -> Option<Node<'t>> {
        let mut split: Members<'t> = Vec::new();
        let mut sum = 0;
        for share in shares {
            let Some((percent, millionths)) = percentage(&share.node) else {
                self.leave(&share.node, "no percentage: the flag is left out");
                return None;
            };
            sum += millionths;
            split.push((share.name.clone(), Node::new(Value::Number(percent))));
        }
        if shares.is_empty() || sum > WHOLE {
            let at = node.get("ab_test_allocation").unwrap_or(node);
            self.leave(at, "the allocation does not add up to at most 100: the flag is left out");
            return None;
        }
        Some(Node::object(split))
    }

    /// The variant for those outside the test: `control`, or the first of the allocation.
    fn control(&mut self, node: &Node<'t>, shares: &[Member<'t>]) -> Option<Cow<'t, str>> {
        if let Some(named) = node.get("ab_test_variant")
            && let Some(text) = named.value.as_str()
            && !shares.iter().any(|share| share.name == text)
        {
            self.leave(named, format!("`{text}` has no share in the allocation"));
        }
        let control = shares.iter().find(|share| share.name == "control").or(shares.first());
        control.map(|share| share.name.clone())
    }
}

fn number<'t>(text: &'t str) -> Node<'t> {
    Node::new(Value::Number(text))
}

/// A percentage as it was written, and in millionths of a per cent.
fn percentage<'t>(node: &Node<'t>) -> Option<(&'t str, u64)> {
    let Value::Number(text) = node.value else { return None };
    let millionths = decimal::scaled(text, 6).filter(|share| *share <= WHOLE)?;
    Some((text, millionths))
}

/// The file's metadata, and its dates under our names.
fn metadata<'t>(node: &Node<'t>) -> Option<Node<'t>> {
    let mut members: Members<'t> = Vec::new();
    if let Some(Value::Object(given)) = node.get("metadata").map(|n| &n.value) {
        members.extend(given.iter().map(|m| (m.name.clone(), m.node.clone())));
    }
    for (theirs, ours) in [("created_at", "created"), ("updated_at", "updated")] {
        let free = !members.iter().any(|(name, _)| name == ours);
        let date = node.get(theirs).filter(|n| free && !matches!(n.value, Value::Null));
        members.extend(date.map(|date| (ours.into(), date.clone())));
    }
    (!members.is_empty()).then(|| Node::object(members))
}
