//! The last step of an edit: no part that was valid before may have an error now.

use super::outcome::Change;
use crate::error::{Error, Finding};
use crate::nodes::members;
use crate::snapshot::Snapshot;
use burgee::document::{Issue, Severity};

/// The lists whose parts are compiled one by one: an error in a part leaves the others valid.
const LISTS: [&str; 3] = ["segments", "experiments", "flags"];

/// # Errors
/// The issues of each invalid part that was valid before or was edited.
pub(super) fn validate(before: &Snapshot<'_>, text: &str, change: &Change) -> Result<(), Error> {
    let after = Snapshot::new(text)?;
    let (valid_before, valid_now) = (valid_parts(before), valid_parts(&after));
    let is_edited = |(list, name): (&str, &str)| match list {
        "flags" => change.flags.iter().any(|key| key == name),
        "experiments" => change.experiments.iter().any(|id| id == name),
        _ => false,
    };
    let errors = || after.issues().iter().filter(|issue| issue.severity == Severity::Error);
    let mut found: Vec<&Issue> = Vec::new();
    let mut first: Option<String> = None;
    for list in LISTS {
        for member in members(after.root().get(list)) {
            let part = (list, member.name);
            let counts = is_edited(part) || valid_before.binary_search(&part).is_ok();
            if valid_now.binary_search(&part).is_ok() || !counts {
                continue;
            }
            found.extend(errors().filter(|issue| member.start <= issue.at && issue.at < member.node.end()));
            first.get_or_insert_with(|| format!("{list}.{}", member.name));
        }
    }
    let Some(part) = first else { return Ok(()) };
    let reason = found.first().map_or("", |issue| &issue.message);
    let message = format!("this would put an error into `{part}`: {reason}");
    Err(Error::with_issues(message, Finding::list(text, found)))
}

/// The valid parts, sorted by list and name.
fn valid_parts<'s>(snapshot: &'s Snapshot<'_>) -> Vec<(&'static str, &'s str)> {
    let model = snapshot.model();
    let valid = [
        model.segments.iter().map(Option::is_some).collect::<Vec<_>>(),
        model.experiments.iter().map(Option::is_some).collect(),
        model.flags.iter().map(Option::is_some).collect(),
    ];
    let mut parts = Vec::new();
    for (list, valid) in LISTS.into_iter().zip(valid) {
        let named = members(snapshot.root().get(list)).into_iter().zip(valid);
        parts.extend(named.filter(|(_, valid)| *valid).map(|(member, _)| (list, member.name)));
    }
    parts.sort_unstable();
    parts
}
