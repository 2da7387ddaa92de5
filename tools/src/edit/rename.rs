//! New names for flags and variants. All references are renamed too, and assignments stay the same.

use super::field_order;
use super::operation::{RenameFlag, RenameVariant};
use super::outcome::Change;
use super::text::draft::{Draft, Patch, quoted, rename_patch, steps};
use crate::Error;
use crate::json::Json;
use crate::nodes::{is, list, members, text_of};
use crate::snapshot::Snapshot;
use crate::snapshot::rules::rules_of;
use burgee::document::Node;

/// Collects the places of a name.
struct Renamer<'f> {
    text: &'f str,
    from: &'f str,
    to: &'f str,
    patches: Vec<Patch>,
}

impl Renamer<'_> {
    /// A string, or a list of strings.
    fn value(&mut self, node: Option<Node<'_>>) {
        let Some(node) = node else { return };
        if node.text() == Some(self.from) {
            let (start, end) = (node.start() as usize, node.end() as usize);
            self.patches.push(Patch { start, end, text: quoted(self.to) });
        }
        node.items().for_each(|item| self.value(Some(item)));
    }

    /// The name of an object's member.
    fn member(&mut self, object: Option<Node<'_>>) {
        let found = members(object).into_iter().filter(|member| member.name == self.from);
        let patches = found.map(|member| rename_patch(self.text, member.start, self.to));
        self.patches.extend(patches);
    }

    /// Conditions on a flag's result, `{"flag": key, "in": variants}`, at any depth of a node.
    fn flag_conditions(&mut self, node: Node<'_>, key: &str, rename: fn(&mut Self, Node<'_>)) {
        if text_of(node, "flag") == Some(key) {
            rename(self, node);
        }
        node.members().for_each(|member| self.flag_conditions(member.node, key, rename));
        node.items().for_each(|item| self.flag_conditions(item, key, rename));
    }

    /// All parts of a snapshot that contain conditions. Values and metadata do not.
    fn conditions(&mut self, snapshot: &Snapshot<'_>, key: &str, rename: fn(&mut Self, Node<'_>)) {
        for member in snapshot.flags() {
            for name in ["prerequisites", "rules"] {
                member.node.get(name).into_iter().for_each(|node| self.flag_conditions(node, key, rename));
            }
        }
        for member in members(snapshot.root().get("experiments")) {
            member.node.get("audience").into_iter().for_each(|node| self.flag_conditions(node, key, rename));
        }
        snapshot.root().get("segments").into_iter().for_each(|node| self.flag_conditions(node, key, rename));
    }

    /// A variant in a rule.
    fn rule(&mut self, rule: Node<'_>) {
        self.value(rule.get("serve"));
        self.value(rule.get("rollout").and_then(|rollout| rollout.get("serve")));
        self.member(rule.get("split"));
        list(rule.get("split")).into_iter().for_each(|range| self.value(range.get("serve")));
    }
}

/// Splits keep their order, so that each unit keeps its variant.
pub(super) fn variant(fields: &RenameVariant, snapshot: &Snapshot<'_>, draft: &mut Draft) -> Result<Change, Error> {
    let RenameVariant { flag: key, from, to } = fields;
    let flag = snapshot.flag(key)?;
    let variants = flag.get("variants");
    if variants.and_then(|all| all.get(from)).is_none() {
        return Err(format!("`{key}` has no variant `{from}`").into());
    }
    if variants.and_then(|all| all.get(to)).is_some() {
        return Err(format!("`{key}` already has a variant `{to}`").into());
    }
    let mut renamer = Renamer { text: snapshot.text, from, to, patches: Vec::new() };
    renamer.member(variants);
    renamer.member(flag.get("overrides"));
    renamer.value(flag.get("off"));
    renamer.value(flag.get("fallthrough"));
    rules_of(flag).into_iter().for_each(|rule| renamer.rule(rule));
    let experiments = experiments_of(snapshot, flag);
    for (_, experiment) in &experiments {
        renamer.value(experiment.get("control"));
        renamer.value(experiment.get("winner"));
    }
    renamer.conditions(snapshot, key, |renamer, node| renamer.value(node.get("in")));
    let sticky = experiments.iter().find(|(_, node)| is(node.get("sticky"), true));
    let note = sticky.map_or_else(String::new, |(id, _)| {
        format!("; units with a stored assignment to `{from}` in the sticky experiment `{id}` are assigned again")
    });
    draft.apply(renamer.patches);
    Ok(Change::to_flag(key, format!("variant `{from}` of `{key}` is renamed to `{to}`{note}")))
}

/// The experiments of a flag's rules, each once.
fn experiments_of<'s>(snapshot: &'s Snapshot<'_>, flag: Node<'s>) -> Vec<(&'s str, Node<'s>)> {
    let mut found: Vec<(&str, Node<'_>)> = Vec::new();
    for id in rules_of(flag).into_iter().filter_map(|rule| text_of(rule, "experiment")) {
        let node = snapshot.part("experiments", id);
        if let Some(node) = node.filter(|_| !found.iter().any(|(known, _)| *known == id)) {
            found.push((id, node));
        }
    }
    found
}

/// A flag without a salt is hashed by its key: it gets the old key as its salt, so that assignments stay the same.
pub(super) fn flag(fields: &RenameFlag, snapshot: &Snapshot<'_>, draft: &mut Draft) -> Result<Change, Error> {
    let RenameFlag { flag: from, to } = fields;
    let node = snapshot.flag(from)?;
    super::create::new_name("to", to)?;
    if snapshot.part("flags", to).is_some() {
        return Err(format!("a flag `{to}` exists already").into());
    }
    let mut renamer = Renamer { text: snapshot.text, from, to, patches: Vec::new() };
    renamer.member(snapshot.root().get("flags"));
    renamer.conditions(snapshot, from, |renamer, node| renamer.value(node.get("flag")));
    draft.apply(renamer.patches);
    let is_hashed = |rule: Node<'_>| ["salt", "serve", "experiment"].iter().all(|name| rule.get(name).is_none());
    let mut salted = "";
    if node.get("salt").is_none() && rules_of(node).into_iter().any(is_hashed) {
        draft.put(steps!["flags", to.as_str()], "salt", &Json::text(from.as_str()), field_order::FLAG)?;
        salted = ", and its old key becomes its salt";
    }
    let summary = format!("`{from}` is renamed to `{to}`{salted}; code that reads `{from}` must be changed");
    Ok(Change::to_flag(to, summary))
}
