//! What every change ends with: its stamps, the proof that nothing broke, and the answer.

use super::diff::diff;
use super::draft::{Draft, steps};
use super::request::Request;
use super::undo::undo_of;
use super::words::instant;
use super::{Done, flag};
use crate::json::Tree;
use crate::requests::parts::members;
use crate::requests::{Answer, Refusal, issues, parsed, refused};
use burgee::compile::{Compiled, compile};
use burgee::document::{Issue, Node, Severity};
use burgee::model::Model;
use serde_json::{Map, Value, json};

/// Says in the parts that changed when and by whom, and counts the revision up if the document has one.
pub(super) fn stamp(request: &Request<'_>, draft: &mut Draft, done: &Done) -> Result<(), Refusal> {
    for key in &done.flags {
        stamp_part(request, draft, "flags", key, flag::ORDER)?;
    }
    for id in &done.experiments {
        stamp_part(request, draft, "experiments", id, super::experiment::ORDER)?;
    }
    if let Some(revision) = request.model.revision {
        let next = format!("{}", revision + 1);
        draft.put(&[], "revision", &Tree::number(next), "")?;
    }
    Ok(())
}

fn stamp_part(request: &Request<'_>, draft: &mut Draft, list: &str, name: &str, order: &str) -> Result<(), Refusal> {
    let Some(now) = request.now.filter(|_| draft.has(steps![list, name])) else { return Ok(()) };
    let mut stamps = vec![("updated", Tree::text(instant(now)))];
    stamps.extend(request.actor.map(|actor| ("updatedBy", Tree::text(actor))));
    if !draft.has(steps![list, name, "metadata"]) {
        let stamps = Tree::object(stamps.into_iter().map(|(name, said)| (name.into(), said)));
        return draft.put(steps![list, name], "metadata", &stamps, order);
    }
    for (field, said) in stamps {
        draft.put(steps![list, name, "metadata"], field, &said, flag::METADATA_ORDER)?;
    }
    if request.actor.is_none() {
        draft.remove_if_there(steps![list, name, "metadata", "updatedBy"])?;
    }
    Ok(())
}

/// The answer to a change, or a refusal when something that worked would not any more.
pub(super) fn proven(request: &Request<'_>, draft: &Draft, done: Done) -> Answer {
    let document = parsed(draft.text.as_str())?;
    let compiled = compile(&document).map_err(|found| refused(&draft.text, &found))?;
    prove(request, document.root(), &compiled, &done, &draft.text)?;
    answer(request, draft, done)
}

/// The answer, whatever the text is now.
pub(super) fn answer(request: &Request<'_>, draft: &Draft, done: Done) -> Answer {
    let mut answer = Map::new();
    answer.insert("text".into(), json!(draft.text));
    answer.insert("diff".into(), json!(diff(request.text, &draft.text)));
    answer.insert("summary".into(), json!(done.summary));
    answer.insert("changed".into(), json!(draft.text != request.text));
    answer.insert("undo".into(), undo_of(request.text, &draft.text));
    answer.extend(done.more.into_iter().map(|(name, value)| (name.into(), value)));
    Ok(Value::Object(answer))
}

/// The parts of a snapshot that can be used, by their lists and names.
fn sound<'s>(root: Node<'s>, model: &Model) -> Vec<(&'static str, &'s str)> {
    let mut found = Vec::new();
    for (list, sound) in [
        ("segments", model.segments.iter().map(Option::is_some).collect::<Vec<_>>()),
        ("experiments", model.experiments.iter().map(Option::is_some).collect()),
        ("flags", model.flags.iter().map(Option::is_some).collect()),
    ] {
        let named = members(root.get(list)).into_iter().zip(sound);
        found.extend(named.filter(|(_, sound)| *sound).map(|(member, _)| (list, member.name)));
    }
    found.sort_unstable();
    found
}

/// # Errors
/// The issues of every part that is broken now, and was sound before or was just edited.
fn prove(
    request: &Request<'_>,
    root: Node<'_>,
    Compiled { model, issues: found_now }: &Compiled,
    done: &Done,
    text: &str,
) -> Result<(), Refusal> {
    let (before, after) = (sound(request.root, request.model), sound(root, model));
    let edited = |list, name: &str| match list {
        "flags" => done.flags.iter().any(|key| key == name),
        "experiments" => done.experiments.iter().any(|id| id == name),
        _ => false,
    };
    let mut found: Vec<Issue> = Vec::new();
    let mut first: Option<String> = None;
    for list in ["segments", "experiments", "flags"] {
        for member in members(root.get(list)) {
            let part = (list, member.name);
            if after.binary_search(&part).is_ok() || !(edited(list, part.1) || before.binary_search(&part).is_ok()) {
                continue;
            }
            let inside = |issue: &&Issue| member.start <= issue.at && issue.at < member.node.end();
            let errors = found_now.iter().filter(|issue| issue.severity == Severity::Error);
            found.extend(errors.filter(inside).cloned());
            first.get_or_insert_with(|| format!("{list}.{}", member.name));
        }
    }
    let Some(part) = first else { return Ok(()) };
    let why = found.first().map_or("", |issue| &issue.message);
    Err(Refusal {
        message: format!("this would break `{part}`: {why}"),
        issues: issues(text, &found, crate::check::hint),
        ..Refusal::default()
    })
}
