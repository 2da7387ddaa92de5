//! Serves a variant to a percentage of units.

use super::covering::{is_unconditional, served_to_everyone};
use super::field_order;
use super::operation::RolloutPercentage;
use super::outcome::Change;
use super::text::draft::{Draft, steps};
use super::variant::{note_off, other_variant, variant_to_serve};
use crate::Error;
use crate::json::Json;
use crate::nodes::text_of;
use crate::snapshot::Snapshot;
use crate::snapshot::rules::rules_of;
use burgee::document::Node;

/// Sets the percentage of the flag's rollout. A flag without one gets a new last rule.
pub(super) fn percentage(
    fields: &RolloutPercentage,
    snapshot: &Snapshot<'_>,
    draft: &mut Draft,
) -> Result<Change, Error> {
    let key = fields.flag.as_str();
    let flag = snapshot.flag(key)?;
    let share = fields.percent.to_string();
    let found = rollout_of(key, flag)?;
    let served = found.and_then(|(_, rule)| text_of(rule.get("rollout")?, "serve"));
    let variant = match served.filter(|_| fields.variant.is_none()) {
        Some(served) => served,
        None => variant_to_serve(key, flag, fields.variant.as_deref())?,
    };
    let number = Json::number(share.as_str());
    match found {
        Some((index, rule)) => update(draft, key, (index, rule), variant, &number)?,
        None => append(draft, key, flag, variant, number)?,
    }
    remove_covering_rules(draft, key, flag, variant, found.map(|(index, _)| index))?;
    if text_of(flag, "fallthrough") == Some(variant) {
        let Some(other) = other_variant(flag, variant) else {
            return Err(format!("`{key}` serves `{variant}` to all other units too: add an `off` variant first").into());
        };
        draft.put(steps!["flags", key], "fallthrough", &Json::text(other), field_order::FLAG)?;
    }
    let is_conditional = found.is_some_and(|(_, rule)| rule.get("if").is_some());
    let units = if is_conditional { "the units that meet the rule's condition" } else { "all units" };
    let off = note_off(flag);
    Ok(Change::to_flag(key, format!("`{key}` serves `{variant}` to {share} % of {units}{off}")))
}

/// The flag's rollout rule and its index: the only one, or the only one without a condition.
fn rollout_of<'d>(key: &str, flag: Node<'d>) -> Result<Option<(usize, Node<'d>)>, Error> {
    let all: Vec<_> =
        rules_of(flag).into_iter().enumerate().filter(|(_, rule)| rule.get("rollout").is_some()).collect();
    let unconditional: Vec<_> = all.iter().copied().filter(|(_, rule)| is_unconditional(*rule)).collect();
    match (all.as_slice(), unconditional.as_slice()) {
        ([], _) => Ok(None),
        ([only], _) | (_, [only]) => Ok(Some(*only)),
        _ => Err(format!("`{key}` has {} rollouts: edit the file to change one of them", all.len()).into()),
    }
}

fn update(
    draft: &mut Draft,
    key: &str,
    (index, rule): (usize, Node<'_>),
    variant: &str,
    number: &Json<'_>,
) -> Result<(), Error> {
    let rollout = rule.get("rollout");
    if rollout.is_some_and(|rollout| rollout.get("steps").is_some()) {
        let rollout = [("serve".into(), Json::text(variant)), ("percent".into(), number.clone())];
        let path = steps!["flags", key, "rules", index];
        return draft.put(path, "rollout", &Json::object(rollout), field_order::RULE);
    }
    if rollout.and_then(|rollout| text_of(rollout, "serve")) != Some(variant) {
        draft.put(steps!["flags", key, "rules", index, "rollout"], "serve", &Json::text(variant), "")?;
    }
    draft.put(steps!["flags", key, "rules", index, "rollout"], "percent", number, "serve percent")
}

fn append(draft: &mut Draft, key: &str, flag: Node<'_>, variant: &str, number: Json<'_>) -> Result<(), Error> {
    let rollout = Json::object([("serve".into(), Json::text(variant)), ("percent".into(), number)]);
    let rule = Json::object([("rollout".into(), rollout)]);
    append_rule(draft, key, flag, &rule)
}

/// Adds a rule after all others.
pub(super) fn append_rule(draft: &mut Draft, key: &str, flag: Node<'_>, rule: &Json<'_>) -> Result<(), Error> {
    insert_rule(draft, key, flag, rules_of(flag).len(), rule)
}

/// Inserts a rule. A flag without `rules` gets the list too.
pub(super) fn insert_rule(
    draft: &mut Draft,
    key: &str,
    flag: Node<'_>,
    index: usize,
    rule: &Json<'_>,
) -> Result<(), Error> {
    if flag.get("rules").is_some() {
        return draft.insert(steps!["flags", key, "rules"], index, rule);
    }
    draft.put(steps!["flags", key], "rules", &Json::Array(vec![rule.clone()]), field_order::FLAG)
}

/// Removes rules before the rollout that serve the variant to everyone: the rollout would never be reached.
fn remove_covering_rules(
    draft: &mut Draft,
    key: &str,
    flag: Node<'_>,
    variant: &str,
    rollout: Option<usize>,
) -> Result<(), Error> {
    let before = rules_of(flag).into_iter().enumerate().take(rollout.unwrap_or(usize::MAX));
    let covering: Vec<_> = before.filter_map(|(index, rule)| Some((index, served_to_everyone(rule)?))).collect();
    for (index, served) in covering.into_iter().rev() {
        if served != variant {
            let number = index + 1;
            let message =
                format!("rule {number} of `{key}` serves `{served}` to everyone: the rollout would never be reached");
            return Err(message.into());
        }
        draft.remove(steps!["flags", key, "rules", index])?;
    }
    Ok(())
}
