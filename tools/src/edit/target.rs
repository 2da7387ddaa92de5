//! Lists of users, tiers and e-mail domains that get a variant.

use super::covering::served_to_everyone;
use super::operation::{DomainTargets, TierTargets, UserTargets};
use super::outcome::Change;
use super::rollout::insert_rule;
use super::text::draft::{Draft, steps};
use super::variant::{note_off, variant_to_serve};
use super::wording::{counted, listed};
use crate::Error;
use crate::json::Json;
use crate::nodes::{list, text_of};
use crate::snapshot::Snapshot;
use crate::snapshot::rules::rules_of;
use burgee::document::Node;
use std::borrow::Cow;

/// The users of an operation, as values of an attribute.
pub(super) struct Targets<'o> {
    flag: &'o str,
    variant: Option<&'o str>,
    /// The name of a new rule.
    rule: &'static str,
    /// The word for one value in a summary.
    noun: &'static str,
    attribute: &'o str,
    values: Vec<Cow<'o, str>>,
}

impl<'o> TryFrom<&'o UserTargets> for Targets<'o> {
    type Error = Error;

    fn try_from(UserTargets { flag, users, variant }: &'o UserTargets) -> Result<Self, Error> {
        let variant = variant.as_deref();
        let values = distinct("users", users)?;
        Ok(Targets { flag, variant, rule: "users", noun: "user", attribute: "targetingKey", values })
    }
}

impl<'o> TryFrom<&'o TierTargets> for Targets<'o> {
    type Error = Error;

    fn try_from(TierTargets { flag, tiers, attribute, variant }: &'o TierTargets) -> Result<Self, Error> {
        let (variant, attribute) = (variant.as_deref(), attribute.as_deref().unwrap_or("tier"));
        Ok(Targets { flag, variant, rule: "tiers", noun: "tier", attribute, values: distinct("tiers", tiers)? })
    }
}

impl<'o> TryFrom<&'o DomainTargets> for Targets<'o> {
    type Error = Error;

    /// The attribute `emailDomain` is in lower case.
    fn try_from(DomainTargets { flag, domains, variant }: &'o DomainTargets) -> Result<Self, Error> {
        let mut values: Vec<Cow<'o, str>> = Vec::new();
        for text in distinct("domains", domains)? {
            let domain = text.strip_prefix('@').unwrap_or(&text).to_ascii_lowercase();
            if domain.is_empty() || domain.contains(['@', ' ', '/']) {
                return Err(format!("`{text}` is not an e-mail domain such as `company.com`").into());
            }
            if !values.iter().any(|known| *known == domain) {
                values.push(domain.into());
            }
        }
        let variant = variant.as_deref();
        Ok(Targets { flag, variant, rule: "e-mail domains", noun: "e-mail domain", attribute: "emailDomain", values })
    }
}

/// Each text once.
fn distinct<'o>(field: &str, texts: &'o [String]) -> Result<Vec<Cow<'o, str>>, Error> {
    let mut values: Vec<Cow<'o, str>> = Vec::new();
    for text in texts {
        if text.is_empty() {
            return Err(format!("`{field}` must not contain an empty string").into());
        }
        if !values.iter().any(|known| known == text) {
            values.push(text.into());
        }
    }
    if values.is_empty() { Err(format!("`{field}` must contain at least one string").into()) } else { Ok(values) }
}

/// Adds values to the list that serves the variant, or adds a rule with a new list.
pub(super) fn enable(targets: &Targets<'_>, snapshot: &Snapshot<'_>, draft: &mut Draft) -> Result<Change, Error> {
    let Targets { flag: key, attribute, values, .. } = targets;
    let flag = snapshot.flag(key)?;
    let variant = variant_to_serve(key, flag, targets.variant)?;
    let mut rules = rules_of(flag).into_iter().enumerate();
    let found = rules.find_map(|(index, rule)| Some((index, list_of(rule, attribute, variant)?)));
    let known = |value: &str| found.iter().any(|(_, list)| list.iter().any(|item| item.text() == Some(value)));
    let new: Vec<_> = values.iter().filter(|value| !known(value)).collect();
    match &found {
        Some((rule, list)) => {
            for (index, value) in (list.len()..).zip(&new) {
                draft.insert(steps!["flags", *key, "rules", *rule, "if", "in"], index, &Json::text(&***value))?;
            }
        }
        None => add_rule(draft, targets, flag, variant)?,
    }
    let count = counted(values.len(), targets.noun);
    let already = match values.len() - new.len() {
        0 => String::new(),
        _ if new.is_empty() => ", as before".into(),
        some => format!(", {some} of them as before"),
    };
    let note = note(flag, variant);
    Ok(Change::to_flag(key, format!("`{key}` serves `{variant}` to {count}{already}{note}")))
}

/// The list of a rule that is `{"if": {"attribute", "in"}, "serve"}` and nothing more than a name.
fn list_of<'d>(rule: Node<'d>, attribute: &str, variant: &str) -> Option<Vec<Node<'d>>> {
    let condition = rule.get("if")?;
    let is_plain = rule.members().all(|member| ["name", "if", "serve"].contains(&member.name))
        && condition.members().all(|member| ["attribute", "in"].contains(&member.name));
    let matches = text_of(condition, "attribute") == Some(attribute) && text_of(rule, "serve") == Some(variant);
    condition.get("in").filter(|_| is_plain && matches).map(|values| list(Some(values)))
}

fn add_rule(draft: &mut Draft, targets: &Targets<'_>, flag: Node<'_>, variant: &str) -> Result<(), Error> {
    let values = targets.values.iter().map(|value| Json::text(&**value)).collect();
    let condition =
        Json::object([("attribute".into(), Json::text(targets.attribute)), ("in".into(), Json::Array(values))]);
    let rule = Json::object([
        ("name".into(), Json::text(targets.rule)),
        ("if".into(), condition),
        ("serve".into(), Json::text(variant)),
    ]);
    let index = rules_of(flag).into_iter().take_while(|rule| text_of(*rule, "serve") == Some(variant)).count();
    insert_rule(draft, targets.flag, flag, index, &rule)
}

/// The end of a summary if the list has no effect.
fn note(flag: Node<'_>, variant: &str) -> &'static str {
    let everyone = rules_of(flag).into_iter().any(|rule| served_to_everyone(rule) == Some(variant));
    if everyone { "; another rule serves it to everyone else" } else { note_off(flag) }
}

/// Removes values from the lists that serve the variant. A rule whose list would be empty is removed.
pub(super) fn disable(targets: &Targets<'_>, snapshot: &Snapshot<'_>, draft: &mut Draft) -> Result<Change, Error> {
    let Targets { flag: key, attribute, values, .. } = targets;
    let flag = snapshot.flag(key)?;
    let variant = variant_to_serve(key, flag, targets.variant)?;
    let mut removed = 0;
    for (index, rule) in rules_of(flag).into_iter().enumerate().rev() {
        let Some(list) = list_of(rule, attribute, variant) else { continue };
        let is_target = |item: &Node<'_>| item.text().is_some_and(|value| values.iter().any(|known| known == value));
        let found: Vec<usize> =
            list.iter().enumerate().filter(|(_, item)| is_target(item)).map(|(nth, _)| nth).collect();
        removed += found.len();
        if found.len() == list.len() && !found.is_empty() {
            draft.remove_item(steps!["flags", *key, "rules"], index)?;
            continue;
        }
        for nth in found.into_iter().rev() {
            draft.remove(steps!["flags", *key, "rules", index, "if", "in", nth])?;
        }
    }
    if removed == 0 {
        let names = listed(values.iter().map(|value| &**value));
        return Err(format!("no list of `{key}` contains {names}").into());
    }
    let count = counted(removed, targets.noun);
    Ok(Change::to_flag(key, format!("`{key}` no longer lists {count} for `{variant}`")))
}
