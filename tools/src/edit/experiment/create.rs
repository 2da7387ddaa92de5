//! New experiments.

use crate::Error;
use crate::edit::create::{Fields, Metadata, new_name, object_of};
use crate::edit::field_order;
use crate::edit::operation::{CreateAbTest, InitialStatus};
use crate::edit::outcome::Change;
use crate::edit::rollout::append_rule;
use crate::edit::stamp::Stamp;
use crate::edit::text::draft::{Draft, steps};
use crate::edit::variant::note_off;
use crate::json::Json;
use crate::nodes::members;
use crate::snapshot::Snapshot;
use crate::snapshot::wording::percent;
use burgee::document::Node;
use burgee::model::HUNDRED_PERCENT;

/// Variants and their shares in millionths of a per cent.
type Shares<'n> = Vec<(&'n str, u64)>;

/// Creates an experiment and the rule that runs it, and the flag if there is none.
pub(in crate::edit) fn create(
    fields: &CreateAbTest,
    snapshot: &Snapshot<'_>,
    stamp: &Stamp,
    draft: &mut Draft,
) -> Result<Change, Error> {
    let key = new_name("flag", &fields.flag)?;
    let id = new_name("experiment", fields.experiment.as_deref().unwrap_or(key))?;
    if snapshot.part("experiments", id).is_some() {
        return Err(format!("an experiment `{id}` exists already").into());
    }
    let flag = snapshot.part("flags", key);
    if flag.is_some() && fields.variants.is_some() {
        return Err(format!("`{key}` exists and has variants: leave `variants` out").into());
    }
    let shares = shares(fields, flag)?;
    let metadata = Metadata::from(fields).json(stamp);
    put_experiment(draft, id, fields, metadata.clone())?;
    let split = shares.iter().map(|(name, share)| ((*name).into(), Json::number(percent(*share))));
    let rule = Json::object([("experiment".into(), Json::text(id)), ("split".into(), Json::object(split))]);
    match flag {
        Some(flag) => append_rule(draft, key, flag, &rule)?,
        None => put_flag(draft, fields, &shares, rule, metadata)?,
    }
    let listed: Vec<String> = shares.iter().map(|(name, share)| format!("`{name}` {} %", percent(*share))).collect();
    let is_draft = fields.status.unwrap_or_default() == InitialStatus::Draft;
    let hint = if is_draft { "; it is a draft, `start_experiment` runs it" } else { "" };
    let off = flag.map(note_off).unwrap_or_default();
    let summary = format!("experiment `{id}` on `{key}`: {}{hint}{off}", listed.join(", "));
    Ok(Change { experiments: vec![id.into()], ..Change::to_flag(key, summary) })
}

/// The given shares, or equal ones; the first variants get the remainder of the division.
fn shares<'n>(fields: &'n CreateAbTest, flag: Option<Node<'n>>) -> Result<Shares<'n>, Error> {
    if let Some(weights) = &fields.weights {
        if weights.is_empty() {
            return Err("`weights` must be an object with at least one variant".into());
        }
        return Ok(weights.iter().map(|(name, percent)| (name.as_str(), percent.millionths())).collect());
    }
    let present = members(flag.and_then(|flag| flag.get("variants"))).into_iter().map(|member| member.name);
    let given = fields.variants.iter().flat_map(|variants| variants.keys().map(String::as_str));
    let names: Vec<&str> = present.chain(given).collect();
    if names.is_empty() {
        return Err("`weights` is missing: an object of variants and percentages".into());
    }
    let count = names.len() as u64;
    let share = |nth: u64| HUNDRED_PERCENT / count + u64::from(nth < HUNDRED_PERCENT % count);
    Ok((0..).zip(names).map(|(nth, name)| (name, share(nth))).collect())
}

fn put_experiment(draft: &mut Draft, id: &str, fields: &CreateAbTest, metadata: Option<Json<'_>>) -> Result<(), Error> {
    let status = match fields.status.unwrap_or_default() {
        InitialStatus::Draft => "draft",
        InitialStatus::Running => "running",
    };
    // In the order of `field_order::EXPERIMENT`.
    let values = [
        ("name", fields.name.as_ref().map(Json::text)),
        ("hypothesis", fields.hypothesis.as_ref().map(Json::text)),
        ("status", Some(Json::text(status))),
        ("start", fields.start.as_ref().map(Json::text)),
        ("end", fields.end.as_ref().map(Json::text)),
        ("audience", fields.audience.clone()),
        ("sticky", fields.sticky.map(Json::Bool)),
        ("requiresConsent", fields.requires_consent.map(Json::Bool)),
        ("control", fields.control.as_ref().map(Json::text)),
        ("metric", fields.metric.as_ref().map(Json::text)),
        ("metadata", metadata),
    ];
    let members = values.into_iter().filter_map(|(name, value)| Some((name.into(), value?)));
    let experiment = Json::object(members);
    if draft.has(steps!["experiments"]) {
        return draft.put_open(steps!["experiments"], id, &experiment, "", 1);
    }
    let all = Json::object([(id.into(), experiment)]);
    draft.put_open(&[], "experiments", &all, field_order::ROOT, 2)
}

/// Creates the experiment's flag. The values of its variants are their names by default.
fn put_flag(
    draft: &mut Draft,
    fields: &CreateAbTest,
    shares: &Shares<'_>,
    rule: Json<'_>,
    metadata: Option<Json<'_>>,
) -> Result<(), Error> {
    let named = || Json::object(shares.iter().map(|(name, _)| ((*name).into(), Json::text(*name))));
    let control = fields.control.as_deref().or(shares.first().map(|(name, _)| *name)).unwrap_or_default();
    let mut members: Fields<'_> = vec![
        ("variants".into(), fields.variants.as_ref().map_or_else(named, object_of)),
        ("off".into(), Json::text(control)),
        ("rules".into(), Json::Array(vec![rule])),
        ("fallthrough".into(), Json::text(control)),
    ];
    members.extend(metadata.map(|metadata| ("metadata".into(), metadata)));
    draft.put_open(steps!["flags"], &fields.flag, &Json::object(members), "", 1)
}
