//! Stamps: when and by whom a part was changed.

use super::field_order;
use super::outcome::Change;
use super::text::draft::{Draft, steps};
use crate::Error;
use crate::json::Json;
use crate::snapshot::Snapshot;
use burgee::literal::date;

/// When an edit is made, and by whom. It goes into `metadata`. The default leaves no stamps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// In ms since 1970. Operations that start or conclude an experiment need it.
    pub now: Option<i64>,
    /// The name of the person or program.
    pub actor: Option<String>,
}

impl Stamp {
    /// The members of a new part's `metadata`.
    pub(super) fn creation(&self) -> Vec<(&'static str, Json<'_>)> {
        let Some(now) = self.now else { return Vec::new() };
        let mut stamps = vec![("created", Json::text(date::format(now)))];
        stamps.extend(self.actor.as_deref().map(|actor| ("createdBy", Json::text(actor))));
        stamps.push(("updated", Json::text(date::format(now))));
        stamps
    }
}

/// Stamps the parts that changed, and counts up the snapshot's revision if it has one.
pub(super) fn write(snapshot: &Snapshot<'_>, stamp: &Stamp, change: &Change, draft: &mut Draft) -> Result<(), Error> {
    for key in &change.flags {
        stamp_part(stamp, draft, ["flags", key], field_order::FLAG)?;
    }
    for id in &change.experiments {
        stamp_part(stamp, draft, ["experiments", id], field_order::EXPERIMENT)?;
    }
    if let Some(revision) = snapshot.model().revision {
        let next = format!("{}", revision + 1);
        draft.put(&[], "revision", &Json::number(next), "")?;
    }
    Ok(())
}

fn stamp_part(stamp: &Stamp, draft: &mut Draft, [list, name]: [&str; 2], order: &str) -> Result<(), Error> {
    let Some(now) = stamp.now.filter(|_| draft.has(steps![list, name])) else { return Ok(()) };
    let mut stamps = vec![("updated", Json::text(date::format(now)))];
    stamps.extend(stamp.actor.as_deref().map(|actor| ("updatedBy", Json::text(actor))));
    if !draft.has(steps![list, name, "metadata"]) {
        let stamps = Json::object(stamps.into_iter().map(|(name, value)| (name.into(), value)));
        return draft.put(steps![list, name], "metadata", &stamps, order);
    }
    for (field, value) in stamps {
        draft.put(steps![list, name, "metadata"], field, &value, field_order::METADATA)?;
    }
    if stamp.actor.is_none() {
        draft.remove_if_present(steps![list, name, "metadata", "updatedBy"])?;
    }
    Ok(())
}
