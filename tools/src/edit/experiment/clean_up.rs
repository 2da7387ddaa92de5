//! After an experiment: its rules are removed, and everyone keeps what they get.

use super::{experiment_node, rules_that_run};
use crate::Error;
use crate::edit::field_order;
use crate::edit::operation::ExperimentId;
use crate::edit::outcome::Change;
use crate::edit::text::draft::{Draft, steps};
use crate::edit::wording::listed;
use crate::json::Json;
use crate::nodes::text_of;
use crate::snapshot::Snapshot;
use crate::snapshot::rules::rules_of;
use burgee::document::Node;

/// Fields that only a rule of an experiment has.
const EXPERIMENT_FIELDS: [&str; 4] = ["experiment", "by", "salt", "split"];

/// The winner becomes the fallthrough, and the rule is removed. A rule that is conditional, or is not the last, serves
/// the winner instead. The experiment is archived.
pub(in crate::edit) fn clean_up(
    fields: &ExperimentId,
    snapshot: &Snapshot<'_>,
    draft: &mut Draft,
) -> Result<Change, Error> {
    let id = fields.experiment.as_str();
    let experiment = experiment_node(snapshot, id)?;
    let winner = match text_of(experiment, "status") {
        Some("concluded") => text_of(experiment, "winner"),
        Some("archived") => None,
        Some(status) => return Err(format!("the status of `{id}` is `{status}`: conclude it first").into()),
        None => return Err(format!("`{id}` has no status").into()),
    };
    let found = rules_that_run(snapshot, id);
    for (key, flag, index) in found.iter().rev() {
        replace_rule(draft, key, *flag, *index, winner)?;
    }
    draft.put(steps!["experiments", id], "status", &Json::text("archived"), field_order::EXPERIMENT)?;
    let mut keys: Vec<&str> = found.iter().map(|(key, ..)| *key).collect();
    keys.dedup();
    let names = listed(keys.iter().copied());
    let effect = match winner {
        Some(winner) => {
            format!("{names} serve{} the winner `{winner}` without it", if keys.len() == 1 { "s" } else { "" })
        }
        None => "its rules are removed".into(),
    };
    let flags = keys.iter().map(|key| (*key).into()).collect();
    Ok(Change { flags, ..Change::to_experiment(id, format!("experiment `{id}` is archived: {effect}")) })
}

fn replace_rule(draft: &mut Draft, key: &str, flag: Node<'_>, index: usize, winner: Option<&str>) -> Result<(), Error> {
    let rules = rules_of(flag);
    let Some((winner, rule)) = winner.zip(rules.get(index)) else {
        return draft.remove_item(steps!["flags", key, "rules"], index);
    };
    let is_unconditional = ["if", "start", "end"].iter().all(|name| rule.get(name).is_none());
    if is_unconditional && index + 1 == rules.len() {
        draft.put(steps!["flags", key], "fallthrough", &Json::text(winner), field_order::FLAG)?;
        return draft.remove_item(steps!["flags", key, "rules"], index);
    }
    draft.put(steps!["flags", key, "rules", index], "serve", &Json::text(winner), field_order::RULE)?;
    for name in EXPERIMENT_FIELDS {
        draft.remove_if_present(steps!["flags", key, "rules", index, name])?;
    }
    Ok(())
}
