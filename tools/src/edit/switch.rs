//! The switch: off for all, on again as the rules say, on for all.

use super::Done;
use super::draft::{Draft, steps};
use super::flag::ORDER;
use super::phrase;
use super::request::Request;
use super::rules::{rules_of, served_to_everyone};
use crate::json::Tree;
use crate::requests::Refusal;
use crate::requests::parts::{is, text_of};
use burgee::document::Node;

/// The kill switch: everyone gets the off variant, and the rules wait.
pub(super) fn disable_for_all(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (key, flag) = request.flag()?;
    let serves = text_of(flag, "off").map_or("the caller's default".into(), |off| format!("`{off}`"));
    if is(flag.get("enabled"), false) {
        return Ok(Done { summary: format!("`{key}` is off already: it serves {serves}"), ..Done::default() });
    }
    draft.put(steps!["flags", key], "enabled", &Tree::Bool(false), ORDER)?;
    Ok(Done::to_flag(key, format!("`{key}` is off: it serves {serves} to everyone")))
}

/// Takes the kill switch back: the rules decide again as they did before.
pub(super) fn enable(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (key, flag) = request.flag()?;
    let serves = phrase::serves_when_on(request, key);
    if !is(flag.get("enabled"), false) {
        return Ok(Done { summary: format!("`{key}` is on already: it serves {serves}"), ..Done::default() });
    }
    switch_on(draft, key, flag)?;
    Ok(Done::to_flag(key, format!("`{key}` is on again: it serves {serves}")))
}

fn switch_on(draft: &mut Draft, key: &str, flag: Node<'_>) -> Result<(), Refusal> {
    if is(flag.get("enabled"), false) {
        draft.put(steps!["flags", key], "enabled", &Tree::Bool(true), ORDER)?;
    }
    Ok(())
}

/// Serves one variant to everyone. Rules stay, behind one that leaves them nobody.
pub(super) fn enable_for_all(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (key, flag) = request.flag()?;
    let variant = request.variant(key, flag)?;
    switch_on(draft, key, flag)?;
    match rules_of(flag).first() {
        None if text_of(flag, "fallthrough") == Some(variant) => {}
        None => draft.put(steps!["flags", key], "fallthrough", &Tree::text(variant), ORDER)?,
        Some(first) => match served_to_everyone(*first) {
            Some(served) if served == variant => {}
            Some(_) => draft.put(steps!["flags", key, "rules", 0], "serve", &Tree::text(variant), "")?,
            None => {
                let rule = [("name", "everyone"), ("serve", variant)];
                let rule = Tree::object(rule.map(|(name, text)| (name.into(), Tree::text(text))));
                draft.insert(steps!["flags", key, "rules"], 0, &rule)?;
            }
        },
    }
    let prerequisites = if flag.get("prerequisites").is_some() { " for whom its prerequisites hold" } else { "" };
    let summary: String = format!("`{key}` serves `{variant}` to everyone{prerequisites}");
    Ok(Done::to_flag(key, summary))
}
