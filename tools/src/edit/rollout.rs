//! A share of all units.

use super::Done;
use super::draft::{Draft, steps};
use super::flag::ORDER;
use super::request::{Request, other_variant};
use super::rules::{self, note_off, rules_of, served_to_everyone};
use super::words::percent;
use crate::json::Tree;
use crate::requests::Refusal;
use crate::requests::parts::text_of;
use burgee::document::Node;

/// Sets the percentage of the flag's rollout; without one, a rule for it comes behind all others.
pub(super) fn percentage(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (key, flag) = request.flag()?;
    let share = percent(request.share("percent")?);
    let found = rollout_of(key, flag)?;
    let served = found.and_then(|(_, rule)| text_of(rule.get("rollout")?, "serve"));
    let variant = match served.filter(|_| request.get("variant").is_none()) {
        Some(served) => served,
        None => request.variant(key, flag)?,
    };
    let number = Tree::number(share.as_str());
    match found {
        Some((index, rule)) => update(draft, key, index, rule, variant, &number)?,
        None => append(draft, key, flag, variant, number)?,
    }
    make_way(draft, key, flag, variant, found.map(|(index, _)| index))?;
    if text_of(flag, "fallthrough") == Some(variant) {
        let Some(other) = other_variant(flag, variant) else {
            return Err(format!("`{key}` serves `{variant}` to all others too: give it an `off` variant first").into());
        };
        draft.put(steps!["flags", key], "fallthrough", &Tree::text(other), ORDER)?;
    }
    let of =
        if found.is_some_and(|(_, rule)| rule.get("if").is_some()) { "those its rule is for" } else { "all units" };
    let off = note_off(flag);
    Ok(Done::to_flag(key, format!("`{key}` serves `{variant}` to {share} % of {of}{off}")))
}

/// The flag's rollout rule, and its index: the only one there is, or the only one for everyone.
fn rollout_of<'d>(key: &str, flag: Node<'d>) -> Result<Option<(usize, Node<'d>)>, Refusal> {
    let all: Vec<_> =
        rules_of(flag).into_iter().enumerate().filter(|(_, rule)| rule.get("rollout").is_some()).collect();
    let plain: Vec<_> = all.iter().copied().filter(|(_, rule)| rules::is_unconditional(*rule)).collect();
    match (all.as_slice(), plain.as_slice()) {
        ([], _) => Ok(None),
        ([only], _) | (_, [only]) => Ok(Some(*only)),
        _ => Err(format!("`{key}` has {} rollouts: change the one that you mean in the file", all.len()).into()),
    }
}

fn update(
    draft: &mut Draft,
    key: &str,
    index: usize,
    rule: Node<'_>,
    variant: &str,
    number: &Tree<'_>,
) -> Result<(), Refusal> {
    let rollout = rule.get("rollout");
    if rollout.is_some_and(|rollout| rollout.get("steps").is_some()) {
        let whole = [("serve".into(), Tree::text(variant)), ("percent".into(), number.clone())];
        return draft.put(steps!["flags", key, "rules", index], "rollout", &Tree::object(whole), rules::ORDER);
    }
    if rollout.and_then(|rollout| text_of(rollout, "serve")) != Some(variant) {
        draft.put(steps!["flags", key, "rules", index, "rollout"], "serve", &Tree::text(variant), "")?;
    }
    draft.put(steps!["flags", key, "rules", index, "rollout"], "percent", number, "serve percent")
}

fn append(draft: &mut Draft, key: &str, flag: Node<'_>, variant: &str, number: Tree<'_>) -> Result<(), Refusal> {
    let rollout = Tree::object([("serve".into(), Tree::text(variant)), ("percent".into(), number)]);
    let rule = Tree::object([("rollout".into(), rollout)]);
    append_rule(draft, key, flag, &rule)
}

/// Puts a rule behind all others.
pub(super) fn append_rule(draft: &mut Draft, key: &str, flag: Node<'_>, rule: &Tree<'_>) -> Result<(), Refusal> {
    insert_rule(draft, key, flag, rules_of(flag).len(), rule)
}

/// Puts a rule among a flag's rules, or begins them with it.
pub(super) fn insert_rule(
    draft: &mut Draft,
    key: &str,
    flag: Node<'_>,
    index: usize,
    rule: &Tree<'_>,
) -> Result<(), Refusal> {
    if flag.get("rules").is_some() {
        return draft.insert(steps!["flags", key, "rules"], index, rule);
    }
    draft.put_open(steps!["flags", key], "rules", &Tree::Array(vec![rule.clone()]), ORDER, 0)
}

/// Takes out the rules that would leave nobody for the rollout.
fn make_way(
    draft: &mut Draft,
    key: &str,
    flag: Node<'_>,
    variant: &str,
    rollout: Option<usize>,
) -> Result<(), Refusal> {
    let before = rules_of(flag).into_iter().enumerate().take(rollout.unwrap_or(usize::MAX));
    let whole: Vec<_> = before.filter_map(|(index, rule)| Some((index, served_to_everyone(rule)?))).collect();
    for (index, served) in whole.into_iter().rev() {
        if served != variant {
            let number = index + 1;
            return Err(format!(
                "rule {number} of `{key}` serves `{served}` to everyone: a rollout would reach nobody"
            )
            .into());
        }
        draft.remove(steps!["flags", key, "rules", index])?;
    }
    Ok(())
}
