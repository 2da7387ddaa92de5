//! The switch of a flag: off for everyone, on by its rules, on for everyone.

use super::covering::served_to_everyone;
use super::field_order;
use super::operation::{EnableForAll, FlagKey};
use super::outcome::Change;
use super::text::draft::{Draft, steps};
use super::variant::variant_to_serve;
use crate::Error;
use crate::json::Json;
use crate::nodes::{is, text_of};
use crate::snapshot::Snapshot;
use crate::snapshot::phrase::serves_when_on;
use crate::snapshot::rules::rules_of;
use burgee::document::Node;

/// The kill switch: everyone gets the off variant. The rules stay for `enable`.
pub(super) fn disable_for_all(fields: &FlagKey, snapshot: &Snapshot<'_>, draft: &mut Draft) -> Result<Change, Error> {
    let key = fields.flag.as_str();
    let flag = snapshot.flag(key)?;
    let serves = text_of(flag, "off").map_or("the caller's default".into(), |off| format!("`{off}`"));
    if is(flag.get("enabled"), false) {
        return Ok(Change::unstamped(format!("`{key}` is already off: it serves {serves}")));
    }
    draft.put(steps!["flags", key], "enabled", &Json::Bool(false), field_order::FLAG)?;
    Ok(Change::to_flag(key, format!("`{key}` is off: it serves {serves} to everyone")))
}

/// Turns the kill switch back: the rules decide again.
pub(super) fn enable(fields: &FlagKey, snapshot: &Snapshot<'_>, draft: &mut Draft) -> Result<Change, Error> {
    let key = fields.flag.as_str();
    let flag = snapshot.flag(key)?;
    let serves = serves_when_on(snapshot, key);
    if !is(flag.get("enabled"), false) {
        return Ok(Change::unstamped(format!("`{key}` is already on: it serves {serves}")));
    }
    switch_on(draft, key, flag)?;
    Ok(Change::to_flag(key, format!("`{key}` is on again: it serves {serves}")))
}

fn switch_on(draft: &mut Draft, key: &str, flag: Node<'_>) -> Result<(), Error> {
    if is(flag.get("enabled"), false) {
        draft.put(steps!["flags", key], "enabled", &Json::Bool(true), field_order::FLAG)?;
    }
    Ok(())
}

/// Serves one variant to everyone. Other rules stay after a first rule that serves everyone.
pub(super) fn enable_for_all(
    fields: &EnableForAll,
    snapshot: &Snapshot<'_>,
    draft: &mut Draft,
) -> Result<Change, Error> {
    let key = fields.flag.as_str();
    let flag = snapshot.flag(key)?;
    let variant = variant_to_serve(key, flag, fields.variant.as_deref())?;
    switch_on(draft, key, flag)?;
    match rules_of(flag).first() {
        None if text_of(flag, "fallthrough") == Some(variant) => {}
        None => draft.put(steps!["flags", key], "fallthrough", &Json::text(variant), field_order::FLAG)?,
        Some(first) => match served_to_everyone(*first) {
            Some(served) if served == variant => {}
            Some(_) => draft.put(steps!["flags", key, "rules", 0], "serve", &Json::text(variant), "")?,
            None => {
                let rule = [("name", "everyone"), ("serve", variant)];
                let rule = Json::object(rule.map(|(name, text)| (name.into(), Json::text(text))));
                draft.insert(steps!["flags", key, "rules"], 0, &rule)?;
            }
        },
    }
    let prerequisites = if flag.get("prerequisites").is_some() { " who meets its prerequisites" } else { "" };
    Ok(Change::to_flag(key, format!("`{key}` serves `{variant}` to everyone{prerequisites}")))
}
