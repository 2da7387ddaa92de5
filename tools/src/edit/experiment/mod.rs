//! Experiments: create, run, conclude, put away, clean up.

mod clean_up;
mod life;

pub(super) use clean_up::clean_up;
pub(super) use life::{archive, conclude, start};

use super::Done;
use super::draft::{Draft, steps};
use super::flag::{self, Fields, ROOT_ORDER, metadata_of};
use super::request::Request;
use super::rollout::append_rule;
use super::rules::{note_off, rules_of};
use super::words::{percent, share_of};
use crate::json::Tree;
use crate::requests::Refusal;
use crate::requests::parts::{list, members, text_of};
use burgee::document::Node;
use burgee::model::HUNDRED_PERCENT;

/// Where an experiment's fields go.
pub(super) const ORDER: &str = "name hypothesis status start end audience version sticky minVersion requiresConsent \
                                control winner salt metric metadata";

pub(super) const CREATE_FIELDS: &str = "flag experiment variants weights status name hypothesis start end audience sticky requiresConsent control metric \
     description owner ticket tags expires metadata";

/// What is copied into the experiment as it was given.
const GIVEN: [&str; 9] =
    ["name", "hypothesis", "start", "end", "audience", "sticky", "requiresConsent", "control", "metric"];

/// An experiment and the rule that runs it; the flag too, if there is none yet.
pub(super) fn create(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let key = request.text("flag")?;
    let id = request.optional("experiment")?.unwrap_or(key);
    if request.part("experiments", id).is_some() {
        return Err(format!("there is an experiment `{id}` already").into());
    }
    let known = request.part("flags", key);
    let variants = known.and_then(|flag| flag.get("variants")).or_else(|| request.get("variants"));
    if known.is_some() && request.get("variants").is_some() {
        return Err(format!("`{key}` has its variants already").into());
    }
    let weights = weights(request, variants)?;
    put_experiment(request, draft, id)?;
    let split = weights.iter().map(|(name, share)| ((*name).into(), Tree::number(percent(*share))));
    let rule = Tree::object([("experiment".into(), Tree::text(id)), ("split".into(), Tree::object(split))]);
    match known {
        Some(flag) => append_rule(draft, key, flag, &rule)?,
        None => put_flag(request, draft, key, variants, &weights, rule)?,
    }
    let shares: Vec<String> = weights.iter().map(|(name, share)| format!("`{name}` {} %", percent(*share))).collect();
    let status = request.optional("status")?.unwrap_or("draft");
    let begins = if status == "draft" { "; it is a draft, `start` runs it" } else { "" };
    let off = known.map(note_off).unwrap_or_default();
    let summary = format!("experiment `{id}` on `{key}`: {}{begins}{off}", shares.join(", "));
    Ok(Done { experiments: vec![id.into()], ..Done::to_flag(key, summary) })
}

/// The shares asked for, or equal ones; what is left over by a division goes to the first.
fn weights<'r>(request: &Request<'r>, variants: Option<Node<'r>>) -> Result<Vec<(&'r str, u64)>, Refusal> {
    if let Some(weights) = request.get("weights") {
        let given = weights.members().map(|member| Ok((member.name, share_of(member.node)?)));
        let given = given.collect::<Result<Vec<_>, Refusal>>()?;
        return if given.is_empty() {
            Err("`weights` must be an object with at least one variant".into())
        } else {
            Ok(given)
        };
    }
    let names = members(variants);
    if names.is_empty() {
        return Err("`weights` is missing: an object of variants and percentages".into());
    }
    let count = names.len() as u64;
    let share = |nth: u64| HUNDRED_PERCENT / count + u64::from(nth < HUNDRED_PERCENT % count);
    Ok((0..).zip(names).map(|(nth, member)| (member.name, share(nth))).collect())
}

fn put_experiment(request: &Request<'_>, draft: &mut Draft, id: &str) -> Result<(), Refusal> {
    let status = request.optional("status")?.unwrap_or("draft");
    let metadata = metadata_of(request);
    let mut fields = Fields::new();
    for name in ORDER.split(' ') {
        let node = match name {
            "status" => Some(Tree::text(status)),
            "metadata" => Some(Tree::object(metadata.clone())).filter(|_| !metadata.is_empty()),
            name => request.get(name).filter(|_| GIVEN.contains(&name)).map(Tree::of),
        };
        fields.extend(node.map(|node| (name.into(), node)));
    }
    let experiment = Tree::object(fields);
    if draft.has(steps!["experiments"]) {
        return draft.put_open(steps!["experiments"], id, &experiment, "", 1);
    }
    let all = Tree::object([(id.into(), experiment)]);
    draft.put_open(&[], "experiments", &all, ROOT_ORDER, 2)
}

/// A flag of its own: variants are their names unless they are given values.
fn put_flag<'r>(
    request: &Request<'r>,
    draft: &mut Draft,
    key: &str,
    variants: Option<Node<'r>>,
    weights: &[(&'r str, u64)],
    rule: Tree<'_>,
) -> Result<(), Refusal> {
    let named = || Tree::object(weights.iter().map(|(name, _)| ((*name).into(), Tree::text(*name))));
    let control = request.optional("control")?.or(weights.first().map(|(name, _)| *name)).unwrap_or_default();
    let mut fields: Fields<'_> = vec![
        ("variants".into(), variants.map_or_else(named, Tree::of)),
        ("off".into(), Tree::text(control)),
        ("rules".into(), Tree::Array(vec![rule])),
        ("fallthrough".into(), Tree::text(control)),
    ];
    let metadata = metadata_of(request);
    if !metadata.is_empty() {
        fields.push(("metadata".into(), Tree::object(metadata)));
    }
    draft.put_open(steps!["flags"], key, &Tree::object(fields), flag::ROOT_ORDER, 1)
}

/// The rules that run an experiment: flags, their keys and the rules' indices.
fn rules_that_run<'r>(request: &Request<'r>, id: &str) -> Vec<(&'r str, Node<'r>, usize)> {
    let mut found = Vec::new();
    for member in request.flags() {
        for (index, rule) in rules_of(member.node).into_iter().enumerate() {
            if text_of(rule, "experiment") == Some(id) {
                found.push((member.name, member.node, index));
            }
        }
    }
    found
}

/// Takes an experiment out with the rules that run it, and its share of layers and holdouts: what `create` put in.
pub(super) fn delete(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (id, node) = request.experiment()?;
    if text_of(node, "status") == Some("running") {
        return Err(format!("`{id}` is running: conclude it first").into());
    }
    let rules = rules_that_run(request, id);
    for (key, _, index) in rules.iter().rev() {
        draft.remove_item(steps!["flags", *key, "rules"], *index)?;
    }
    forget_shares(request, draft, id)?;
    draft.remove_member(steps!["experiments"], id)?;
    let flags = rules.iter().map(|(key, ..)| (*key).into()).collect();
    Ok(Done { flags, summary: format!("experiment `{id}` is gone"), ..Done::default() })
}

/// Layers and holdouts may not name what is gone.
fn forget_shares(request: &Request<'_>, draft: &mut Draft, id: &str) -> Result<(), Refusal> {
    for layer in members(request.root.get("layers")) {
        draft.remove_if_there(steps!["layers", layer.name, "experiments", id])?;
    }
    for holdout in members(request.root.get("holdouts")) {
        let listed = list(holdout.node.get("experiments")).into_iter().enumerate().rev();
        for (index, _) in listed.filter(|(_, item)| item.text() == Some(id)) {
            draft.remove(steps!["holdouts", holdout.name, "experiments", index])?;
        }
    }
    Ok(())
}
