//! New names for a flag or a variant: every reference follows, and no unit changes sides.

use super::Done;
use super::draft::{Draft, Patch, quoted, renaming, steps};
use super::flag::ORDER;
use super::request::Request;
use super::rules::rules_of;
use crate::json::Tree;
use crate::requests::Refusal;
use crate::requests::parts::{is, list, members, text_of};
use burgee::document::Node;

/// Places where a name stands.
struct Found<'f> {
    text: &'f str,
    from: &'f str,
    to: &'f str,
    patches: Vec<Patch>,
}

impl Found<'_> {
    /// A string that may be the name, or a list of such strings.
    fn value(&mut self, node: Option<Node<'_>>) {
        let Some(node) = node else { return };
        if node.text() == Some(self.from) {
            let (start, end) = (node.start() as usize, node.end() as usize);
            self.patches.push(Patch { start, end, text: quoted(self.to) });
        }
        node.items().for_each(|item| self.value(Some(item)));
    }

    /// The member of an object that has the name.
    fn member(&mut self, node: Option<Node<'_>>) {
        let named = members(node).into_iter().filter(|member| member.name == self.from);
        let patches = named.map(|member| renaming(self.text, member.start, self.to));
        self.patches.extend(patches);
    }

    /// What other parts ask of the flag: `{"flag": key, "in": variants}`, wherever they do.
    fn results(&mut self, node: Node<'_>, key: &str, rename: fn(&mut Self, Node<'_>)) {
        if text_of(node, "flag") == Some(key) {
            rename(self, node);
        }
        node.members().for_each(|member| self.results(member.node, key, rename));
        node.items().for_each(|item| self.results(item, key, rename));
    }

    /// Everywhere that a condition can stand: not in values, nor in what is said about a part.
    fn conditions(&mut self, request: &Request<'_>, key: &str, rename: fn(&mut Self, Node<'_>)) {
        for member in request.flags() {
            for name in ["prerequisites", "rules"] {
                member.node.get(name).into_iter().for_each(|node| self.results(node, key, rename));
            }
        }
        for member in members(request.root.get("experiments")) {
            member.node.get("audience").into_iter().for_each(|node| self.results(node, key, rename));
        }
        request.root.get("segments").into_iter().for_each(|node| self.results(node, key, rename));
    }

    fn rule(&mut self, rule: Node<'_>) {
        self.value(rule.get("serve"));
        self.value(rule.get("rollout").and_then(|rollout| rollout.get("serve")));
        self.member(rule.get("split"));
        list(rule.get("split")).into_iter().for_each(|range| self.value(range.get("serve")));
    }
}

/// `{"kind": "rename_variant", "flag", "from", "to"}`. Splits keep their order, so that every unit keeps its variant.
pub(super) fn variant(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (key, flag) = request.flag()?;
    let (from, to) = (request.text("from")?, request.text("to")?);
    let variants = flag.get("variants");
    if variants.and_then(|all| all.get(from)).is_none() {
        return Err(format!("`{key}` has no variant `{from}`").into());
    }
    if variants.and_then(|all| all.get(to)).is_some() {
        return Err(format!("`{key}` has a variant `{to}` already").into());
    }
    let mut found = Found { text: request.text, from, to, patches: Vec::new() };
    found.member(variants);
    found.member(flag.get("overrides"));
    found.value(flag.get("off"));
    found.value(flag.get("fallthrough"));
    rules_of(flag).into_iter().for_each(|rule| found.rule(rule));
    let experiments = experiments_of(request, flag);
    for (_, experiment) in &experiments {
        found.value(experiment.get("control"));
        found.value(experiment.get("winner"));
    }
    found.conditions(request, key, |found, node| found.value(node.get("in")));
    let sticky = experiments.iter().find(|(_, node)| is(node.get("sticky"), true));
    let note = sticky.map_or_else(String::new, |(id, _)| {
        format!("; units that keep `{from}` in the sticky `{id}` are assigned anew")
    });
    draft.apply(found.patches);
    Ok(Done::to_flag(key, format!("variant `{from}` of `{key}` is called `{to}`{note}")))
}

/// The experiments that a flag's rules run, each once.
fn experiments_of<'r>(request: &Request<'r>, flag: Node<'r>) -> Vec<(&'r str, Node<'r>)> {
    let mut found: Vec<(&str, Node<'_>)> = Vec::new();
    for id in rules_of(flag).into_iter().filter_map(|rule| text_of(rule, "experiment")) {
        let node = request.part("experiments", id);
        if let Some(node) = node.filter(|_| !found.iter().any(|(known, _)| *known == id)) {
            found.push((id, node));
        }
    }
    found
}

/// `{"kind": "rename_flag", "flag", "to"}`. A flag without a salt gets its old key as one, so that every unit keeps its
/// place.
pub(super) fn flag(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (from, node) = request.flag()?;
    let to = request.text("to")?;
    if request.part("flags", to).is_some() {
        return Err(format!("there is a flag `{to}` already").into());
    }
    let mut found = Found { text: request.text, from, to, patches: Vec::new() };
    found.member(request.root.get("flags"));
    found.conditions(request, from, |found, node| found.value(node.get("flag")));
    draft.apply(found.patches);
    let hashes =
        |rule: Node<'_>| rule.get("salt").is_none() && rule.get("serve").is_none() && rule.get("experiment").is_none();
    let mut salted = "";
    if node.get("salt").is_none() && rules_of(node).into_iter().any(hashes) {
        draft.put(steps!["flags", to], "salt", &Tree::text(from), ORDER)?;
        salted = ", and keeps its old name as its salt";
    }
    Ok(Done::to_flag(to, format!("`{from}` is called `{to}`{salted}; calls that read it have to follow")))
}
