//! The life of an experiment: draft → running → concluded → archived.

use super::{experiment_node, rules_that_run};
use crate::Error;
use crate::edit::field_order;
use crate::edit::operation::{ConcludeExperiment, ExperimentId, StartExperiment};
use crate::edit::outcome::Change;
use crate::edit::stamp::Stamp;
use crate::edit::text::draft::{Draft, steps};
use crate::edit::wording::listed;
use crate::json::Json;
use crate::nodes::{members, text_of};
use crate::snapshot::Snapshot;
use burgee::document::Node;
use burgee::literal::date;

fn set(draft: &mut Draft, id: &str, name: &str, text: &str) -> Result<(), Error> {
    draft.put(steps!["experiments", id], name, &Json::text(text), field_order::EXPERIMENT)
}

fn required_now(stamp: &Stamp) -> Result<i64, Error> {
    stamp.now.ok_or_else(|| "`now` is missing: this operation writes the present time into the experiment".into())
}

/// The start and the end of an experiment that are written and valid.
fn window(snapshot: &Snapshot<'_>, id: &str) -> (Option<i64>, Option<i64>) {
    let index = snapshot.root().get("experiments").and_then(|all| all.position(id));
    let compiled = index.and_then(|index| snapshot.model().experiments.get(index as usize)?.as_ref());
    let written = |name: &str| snapshot.part("experiments", id).and_then(|node| node.get(name)).and(compiled);
    (written("start").map(|found| found.window.start), written("end").map(|found| found.window.end))
}

/// Runs a draft from now on, or from its own start if that is later. With `restart` a concluded experiment runs again,
/// as a new version.
pub(in crate::edit) fn start(
    fields: &StartExperiment,
    snapshot: &Snapshot<'_>,
    stamp: &Stamp,
    draft: &mut Draft,
) -> Result<Change, Error> {
    let id = fields.experiment.as_str();
    let experiment = experiment_node(snapshot, id)?;
    let now = required_now(stamp)?;
    let (start, end) = window(snapshot, id);
    let again = runs_again(id, experiment, fields.restart == Some(true))?;
    if rules_that_run(snapshot, id).is_empty() {
        return Err(format!("no rule of a flag runs `{id}`: add one with a `split` first").into());
    }
    set(draft, id, "status", "running")?;
    let later_start = start.filter(|start| !again && *start > now);
    if later_start.is_none() && (again || start.is_none()) {
        set(draft, id, "start", &date::format(now))?;
    }
    match &fields.end {
        Some(end) => set(draft, id, "end", end)?,
        None if end.is_some_and(|end| end <= now) => draft.remove(steps!["experiments", id, "end"])?,
        None => {}
    }
    if again {
        set_next_version(draft, id, experiment)?;
    }
    let from = later_start.map_or_else(String::new, |start| format!(" from {} on", date::format(start)));
    let version = if again { ", as a new version" } else { "" };
    Ok(Change::to_experiment(id, format!("experiment `{id}` runs{from}{version}")))
}

/// Whether the experiment ran before.
fn runs_again(id: &str, experiment: Node<'_>, restart: bool) -> Result<bool, Error> {
    match text_of(experiment, "status") {
        Some("draft") => Ok(false),
        Some("concluded") if restart => Ok(true),
        Some("concluded") => Err(format!("`{id}` is concluded: set `restart` to run it again as a new version").into()),
        Some(status) => Err(format!("`{id}` is already {status}").into()),
        None => Err(format!("`{id}` has no status").into()),
    }
}

fn set_next_version(draft: &mut Draft, id: &str, experiment: Node<'_>) -> Result<(), Error> {
    let version = experiment.get("version").and_then(Node::number);
    let version: u64 = version.and_then(|text| text.parse().ok()).unwrap_or(1);
    let next = Json::number(format!("{}", version + 1));
    draft.put(steps!["experiments", id], "version", &next, field_order::EXPERIMENT)?;
    draft.remove_if_present(steps!["experiments", id, "winner"])
}

/// Ends a running experiment. With a winner its rules serve the winner to everyone, without one they are skipped.
pub(in crate::edit) fn conclude(
    fields: &ConcludeExperiment,
    snapshot: &Snapshot<'_>,
    stamp: &Stamp,
    draft: &mut Draft,
) -> Result<Change, Error> {
    let id = fields.experiment.as_str();
    match text_of(experiment_node(snapshot, id)?, "status") {
        Some("running") => {}
        Some("draft") => return Err(format!("`{id}` has not started").into()),
        status => return Err(format!("`{id}` is already {}", status.unwrap_or("concluded")).into()),
    }
    let now = required_now(stamp)?;
    let (start, end) = window(snapshot, id);
    set(draft, id, "status", "concluded")?;
    // Dates are written in whole seconds, and an experiment can't end in the second in which it starts.
    let second = |ms: i64| ms.div_euclid(1000);
    if end.is_none_or(|end| end > now) && start.is_none_or(|start| second(start) < second(now)) {
        set(draft, id, "end", &date::format(now))?;
    }
    let Some(winner) = fields.winner.as_deref() else {
        draft.remove_if_present(steps!["experiments", id, "winner"])?;
        let summary = format!("experiment `{id}` is concluded without a winner: its rules are skipped");
        return Ok(Change::to_experiment(id, summary));
    };
    for (key, flag, _) in rules_that_run(snapshot, id) {
        let variants = members(flag.get("variants"));
        if !variants.iter().any(|variant| variant.name == winner) {
            let names = listed(variants.iter().map(|variant| variant.name));
            return Err(format!("`{key}` has no variant `{winner}`: it has {names}").into());
        }
    }
    set(draft, id, "winner", winner)?;
    let summary = format!("experiment `{id}` is concluded: the winner `{winner}` is served to everyone");
    Ok(Change::to_experiment(id, summary))
}

/// Archives an experiment. If a rule still serves its winner, the experiment must be cleaned up instead: the rules of
/// an archived experiment are skipped, and users would lose the winner.
pub(in crate::edit) fn archive(
    fields: &ExperimentId,
    snapshot: &Snapshot<'_>,
    draft: &mut Draft,
) -> Result<Change, Error> {
    let id = fields.experiment.as_str();
    let experiment = experiment_node(snapshot, id)?;
    let status = text_of(experiment, "status");
    match status {
        Some("running") => return Err(format!("`{id}` is running: conclude it first").into()),
        Some("archived") => return Ok(Change::unstamped(format!("`{id}` is already archived"))),
        _ => {}
    }
    let has_winner = status == Some("concluded") && text_of(experiment, "winner").is_some();
    if let Some((key, ..)) = rules_that_run(snapshot, id).first().filter(|_| has_winner) {
        return Err(format!("a rule of `{key}` serves the winner of `{id}`: clean the experiment up instead").into());
    }
    set(draft, id, "status", "archived")?;
    Ok(Change::to_experiment(id, format!("experiment `{id}` is archived")))
}
