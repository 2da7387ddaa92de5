//! Experiments: create, run, conclude, archive, clean up, delete.

mod clean_up;
mod create;
mod life;

pub(super) use clean_up::clean_up;
pub(super) use create::create;
pub(super) use life::{archive, conclude, start};

use super::operation::ExperimentId;
use super::outcome::Change;
use super::text::draft::{Draft, steps};
use crate::Error;
use crate::nodes::{list, members, text_of};
use crate::snapshot::Snapshot;
use crate::snapshot::rules::rules_of;
use burgee::document::Node;

fn experiment_node<'s>(snapshot: &'s Snapshot<'_>, id: &str) -> Result<Node<'s>, Error> {
    snapshot.part("experiments", id).ok_or_else(|| format!("there is no experiment `{id}`").into())
}

/// The rules that run an experiment: the flag's key, the flag and the rule's index.
fn rules_that_run<'s>(snapshot: &'s Snapshot<'_>, id: &str) -> Vec<(&'s str, Node<'s>, usize)> {
    let mut found = Vec::new();
    for member in snapshot.flags() {
        for (index, rule) in rules_of(member.node).into_iter().enumerate() {
            if text_of(rule, "experiment") == Some(id) {
                found.push((member.name, member.node, index));
            }
        }
    }
    found
}

/// Deletes an experiment, the rules that run it, and its share of layers and holdouts.
pub(super) fn delete(fields: &ExperimentId, snapshot: &Snapshot<'_>, draft: &mut Draft) -> Result<Change, Error> {
    let id = fields.experiment.as_str();
    let experiment = experiment_node(snapshot, id)?;
    if text_of(experiment, "status") == Some("running") {
        return Err(format!("`{id}` is running: conclude it first").into());
    }
    let rules = rules_that_run(snapshot, id);
    for (key, _, index) in rules.iter().rev() {
        draft.remove_item(steps!["flags", *key, "rules"], *index)?;
    }
    remove_shares(snapshot, draft, id)?;
    draft.remove_member(steps!["experiments"], id)?;
    let flags = rules.iter().map(|(key, ..)| (*key).into()).collect();
    Ok(Change { flags, ..Change::unstamped(format!("experiment `{id}` is deleted")) })
}

/// Layers and holdouts must not name an experiment that does not exist.
fn remove_shares(snapshot: &Snapshot<'_>, draft: &mut Draft, id: &str) -> Result<(), Error> {
    for layer in members(snapshot.root().get("layers")) {
        draft.remove_if_present(steps!["layers", layer.name, "experiments", id])?;
    }
    for holdout in members(snapshot.root().get("holdouts")) {
        let listed = list(holdout.node.get("experiments")).into_iter().enumerate().rev();
        for (index, _) in listed.filter(|(_, item)| item.text() == Some(id)) {
            draft.remove(steps!["holdouts", holdout.name, "experiments", index])?;
        }
    }
    Ok(())
}
