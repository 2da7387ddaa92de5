//! The life of an experiment: draft → running → concluded → archived.

use super::{ORDER, rules_that_run};
use crate::edit::Done;
use crate::edit::draft::{Draft, steps};
use crate::edit::request::Request;
use crate::edit::words::{instant, listed};
use crate::json::Tree;
use crate::requests::Refusal;
use crate::requests::parts::{members, text_of};
use burgee::document::Node;

fn set(draft: &mut Draft, id: &str, name: &str, text: &str) -> Result<(), Refusal> {
    draft.put(steps!["experiments", id], name, &Tree::text(text), ORDER)
}

fn now(request: &Request<'_>) -> Result<i64, Refusal> {
    request.now.ok_or_else(|| "`now` is missing: an experiment has dates".into())
}

/// The instants between which an experiment runs.
fn window(request: &Request<'_>, id: &str) -> (Option<i64>, Option<i64>) {
    let index = request.root.get("experiments").and_then(|all| all.position(id));
    let found = index.and_then(|index| request.model.experiments.get(index as usize)?.as_ref());
    let written = |name: &str| request.part("experiments", id).and_then(|node| node.get(name)).and(found);
    (written("start").map(|found| found.window.start), written("end").map(|found| found.window.end))
}

/// Runs a draft from now on, or from its own start if that is later. With `restart` a concluded one runs again, as a
/// new version.
pub(crate) fn start(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (id, node) = request.experiment()?;
    let now = now(request)?;
    let (begins, ends) = window(request, id);
    let again = match text_of(node, "status") {
        Some("draft") => false,
        Some("concluded") if request.is_set("restart")? => true,
        Some("concluded") => {
            return Err(format!("`{id}` is concluded: with `restart` it runs again as a new version").into());
        }
        Some(status) => return Err(format!("`{id}` is {status} already").into()),
        None => return Err(format!("`{id}` has no status").into()),
    };
    if rules_that_run(request, id).is_empty() {
        return Err(format!("no flag's rule runs `{id}`").into());
    }
    set(draft, id, "status", "running")?;
    let later = begins.filter(|begins| !again && *begins > now);
    if later.is_none() && (again || begins.is_none()) {
        set(draft, id, "start", &instant(now))?;
    }
    match request.optional("end")? {
        Some(end) => set(draft, id, "end", end)?,
        None if ends.is_some_and(|end| end <= now) => draft.remove(steps!["experiments", id, "end"])?,
        None => {}
    }
    if again {
        next_version(draft, id, node)?;
    }
    let from = later.map_or_else(String::new, |begins| format!(" from {} on", instant(begins)));
    let version = if again { ", as a new version" } else { "" };
    Ok(Done::to_experiment(id, format!("experiment `{id}` runs{from}{version}")))
}

fn next_version(draft: &mut Draft, id: &str, node: Node<'_>) -> Result<(), Refusal> {
    let written = node.get("version").and_then(Node::number);
    let version: u64 = written.and_then(|text| text.parse().ok()).unwrap_or(1);
    let next = Tree::number(format!("{}", version + 1));
    draft.put(steps!["experiments", id], "version", &next, ORDER)?;
    draft.remove_if_there(steps!["experiments", id, "winner"])
}

/// Ends a running experiment. With a winner its rules serve that one to everyone, without they are passed over.
pub(crate) fn conclude(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (id, node) = request.experiment()?;
    match text_of(node, "status") {
        Some("running") => {}
        Some("draft") => return Err(format!("`{id}` has not started").into()),
        status => return Err(format!("`{id}` is {} already", status.unwrap_or("concluded")).into()),
    }
    let now = now(request)?;
    let (begins, ends) = window(request, id);
    set(draft, id, "status", "concluded")?;
    if ends.is_none_or(|end| end > now) && begins.is_none_or(|begins| begins < now) {
        set(draft, id, "end", &instant(now))?;
    }
    let Some(winner) = request.optional("winner")? else {
        draft.remove_if_there(steps!["experiments", id, "winner"])?;
        return Ok(Done::to_experiment(
            id,
            format!("experiment `{id}` is concluded without a winner: its rules are passed over"),
        ));
    };
    for (key, flag, _) in rules_that_run(request, id) {
        let variants = members(flag.get("variants"));
        if !variants.iter().any(|variant| variant.name == winner) {
            let names = listed(variants.iter().map(|variant| variant.name));
            return Err(format!("`{key}` has no variant `{winner}`: it has {names}").into());
        }
    }
    set(draft, id, "winner", winner)?;
    Ok(Done::to_experiment(id, format!("experiment `{id}` is concluded: `{winner}` won and is served to everyone")))
}

/// Puts an experiment away. One whose winner is still served by a rule has to be cleaned up instead: archived, it would
/// be served no more.
pub(crate) fn archive(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (id, node) = request.experiment()?;
    match text_of(node, "status") {
        Some("running") => return Err(format!("`{id}` is running: conclude it first").into()),
        Some("archived") => return Ok(Done { summary: format!("`{id}` is archived already"), ..Done::default() }),
        _ => {}
    }
    let concluded = text_of(node, "status") == Some("concluded") && text_of(node, "winner").is_some();
    if let Some((key, ..)) = rules_that_run(request, id).first().filter(|_| concluded) {
        return Err(format!("a rule of `{key}` still serves the winner of `{id}`: clean up instead").into());
    }
    set(draft, id, "status", "archived")?;
    Ok(Done::to_experiment(id, format!("experiment `{id}` is archived")))
}
