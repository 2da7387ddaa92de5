//! Lists of users, tiers and e-mail domains.

use super::Done;
use super::draft::{Draft, steps};
use super::request::Request;
use super::rollout::insert_rule;
use super::rules::{list_for, note_off, rules_of, served_to_everyone};
use super::words::{counted, listed};
use crate::json::Tree;
use crate::requests::Refusal;
use crate::requests::parts::text_of;
use burgee::document::Node;
use std::borrow::Cow;

/// Whom a list names.
struct Kind<'r> {
    /// What the rule is called.
    rule: &'static str,
    /// What one of them is called.
    thing: &'static str,
    attribute: &'r str,
    names: Vec<Cow<'r, str>>,
}

type Read = for<'a, 'r> fn(&'a Request<'r>) -> Result<Kind<'r>, Refusal>;

fn users<'r>(request: &Request<'r>) -> Result<Kind<'r>, Refusal> {
    let names = request.texts("users")?.into_iter().map(Cow::Borrowed).collect();
    Ok(Kind { rule: "users", thing: "user", attribute: "targetingKey", names })
}

fn tiers<'r>(request: &Request<'r>) -> Result<Kind<'r>, Refusal> {
    let names = request.texts("tiers")?.into_iter().map(Cow::Borrowed).collect();
    Ok(Kind { rule: "tiers", thing: "tier", attribute: request.optional("attribute")?.unwrap_or("tier"), names })
}

/// Domains come from an e-mail in lower case.
fn domains<'r>(request: &Request<'r>) -> Result<Kind<'r>, Refusal> {
    let mut names: Vec<Cow<'r, str>> = Vec::new();
    for text in request.texts("domains")? {
        let name = text.strip_prefix('@').unwrap_or(text).to_ascii_lowercase();
        if name.is_empty() || name.contains(['@', ' ', '/']) {
            return Err(format!("`{text}` is no e-mail domain such as `company.com`").into());
        }
        if !names.iter().any(|known| *known == name) {
            names.push(name.into());
        }
    }
    Ok(Kind { rule: "e-mail domains", thing: "e-mail domain", attribute: "emailDomain", names })
}

pub(super) fn enable_users(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    enable(request, draft, users)
}

pub(super) fn enable_tiers(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    enable(request, draft, tiers)
}

pub(super) fn enable_domains(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    enable(request, draft, domains)
}

pub(super) fn disable_users(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    disable(request, draft, users)
}

pub(super) fn disable_tiers(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    disable(request, draft, tiers)
}

pub(super) fn disable_domains(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    disable(request, draft, domains)
}

/// Adds to the list that the flag has, or puts a rule with a new one where no other can answer first.
fn enable(request: &Request<'_>, draft: &mut Draft, read: Read) -> Result<Done, Refusal> {
    let (key, flag) = request.flag()?;
    let kind = read(request)?;
    let variant = request.variant(key, flag)?;
    let mut rules = (0..).zip(rules_of(flag));
    let found: Option<(usize, _)> =
        rules.find_map(|(index, rule)| Some((index, list_for(rule, kind.attribute, variant)?)));
    let known = |name: &str| found.iter().any(|(_, list)| list.iter().any(|item| item.text() == Some(name)));
    let new: Vec<_> = kind.names.iter().filter(|name| !known(name)).collect();
    match &found {
        Some((rule, list)) => {
            for (index, name) in (list.len()..).zip(&new) {
                draft.insert(steps!["flags", key, "rules", *rule, "if", "in"], index, &Tree::text(&***name))?;
            }
        }
        None => add_rule(draft, key, flag, &kind, variant)?,
    }
    let note = note(flag, variant);
    let count = counted(kind.names.len(), kind.thing);
    let already = match kind.names.len() - new.len() {
        0 => String::new(),
        all if new.is_empty() => format!(", {} before", if all == 1 { "as" } else { "all as" }),
        some => format!(", {some} of them as before"),
    };
    Ok(Done::to_flag(key, format!("`{key}` serves `{variant}` to {count}{already}{note}")))
}

fn add_rule(draft: &mut Draft, key: &str, flag: Node<'_>, kind: &Kind<'_>, variant: &str) -> Result<(), Refusal> {
    let names = kind.names.iter().map(|name| Tree::text(&**name)).collect();
    let condition = Tree::object([("attribute".into(), Tree::text(kind.attribute)), ("in".into(), Tree::Array(names))]);
    let rule = Tree::object([
        ("name".into(), Tree::text(kind.rule)),
        ("if".into(), condition),
        ("serve".into(), Tree::text(variant)),
    ]);
    let index = rules_of(flag).into_iter().take_while(|rule| text_of(*rule, "serve") == Some(variant)).count();
    insert_rule(draft, key, flag, index, &rule)
}

/// What keeps a list from making a difference.
fn note(flag: Node<'_>, variant: &str) -> String {
    let everyone = rules_of(flag).into_iter().any(|rule| served_to_everyone(rule) == Some(variant));
    if everyone { "; so does everyone else, by another rule".into() } else { note_off(flag) }
}

/// Takes names out of the lists that have them, and a list's rule with its last name.
fn disable(request: &Request<'_>, draft: &mut Draft, read: Read) -> Result<Done, Refusal> {
    let (key, flag) = request.flag()?;
    let kind = read(request)?;
    let variant = request.variant(key, flag)?;
    let mut gone: Vec<&str> = Vec::new();
    for (index, rule) in rules_of(flag).into_iter().enumerate().rev() {
        let Some(list) = list_for(rule, kind.attribute, variant) else { continue };
        let named = |item: &Node<'_>| item.text().is_some_and(|name| kind.names.iter().any(|known| known == name));
        let out: Vec<usize> = list.iter().enumerate().filter(|(_, item)| named(item)).map(|(nth, _)| nth).collect();
        gone.extend(out.iter().filter_map(|nth| list.get(*nth)?.text()));
        if out.len() == list.len() && !out.is_empty() {
            draft.remove_item(steps!["flags", key, "rules"], index)?;
            continue;
        }
        for nth in out.into_iter().rev() {
            draft.remove(steps!["flags", key, "rules", index, "if", "in", nth])?;
        }
    }
    if gone.is_empty() {
        let names = listed(kind.names.iter().map(|name| &**name));
        return Err(format!("no list of `{key}` has {names}").into());
    }
    let count = counted(gone.len(), kind.thing);
    Ok(Done::to_flag(key, format!("`{key}` no longer lists {count} for `{variant}`")))
}
