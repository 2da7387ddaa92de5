//! Flags as a whole: create, update, delete.

use super::Done;
use super::draft::{Draft, steps};
use super::request::Request;
use super::words::{instant, listed};
use crate::json::Tree;
use crate::requests::Refusal;
use crate::requests::parts::members;
use burgee::document::{Kind, Node};
use std::borrow::Cow;

/// Where a flag's fields go.
pub(super) const ORDER: &str = "enabled variants off overrides prerequisites rules fallthrough salt metadata";
/// Where what is said about it goes.
pub(super) const METADATA_ORDER: &str = "description owner ticket tags expires created createdBy updated updatedBy";
/// Where the parts of a snapshot go.
pub(super) const ROOT_ORDER: &str = "$schema format revision segments flags experiments layers holdouts metadata";

pub(super) const CREATE_FIELDS: &str =
    "flag variants off fallthrough enabled description owner ticket tags expires metadata";
const SAID: [&str; 5] = ["description", "owner", "ticket", "tags", "expires"];

pub(super) type Fields<'n> = Vec<(Cow<'n, str>, Tree<'n>)>;

/// A new flag: a boolean one unless it is given variants. It serves its off variant until it is told otherwise.
pub(super) fn create(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let key = request.text("flag")?;
    if request.part("flags", key).is_some() {
        return Err(format!("there is a flag `{key}` already").into());
    }
    let boolean = || Tree::object([("on".into(), Tree::Bool(true)), ("off".into(), Tree::Bool(false))]);
    let variants = request.get("variants").map_or_else(boolean, Tree::of);
    let off = request
        .optional("off")?
        .or_else(|| quiet(&variants))
        .ok_or("`variants` must be an object with at least one variant")?;
    let fallthrough = request.optional("fallthrough")?.unwrap_or(off);
    let mut fields = Fields::new();
    if request.get("enabled").is_some() && !request.is_set("enabled")? {
        fields.push(("enabled".into(), Tree::Bool(false)));
    }
    fields.push(("variants".into(), variants.clone()));
    fields.push(("off".into(), Tree::text(off)));
    fields.push(("fallthrough".into(), Tree::text(fallthrough)));
    let metadata = metadata_of(request);
    if !metadata.is_empty() {
        fields.push(("metadata".into(), Tree::object(metadata)));
    }
    draft.put_open(steps!["flags"], key, &Tree::object(fields), "", 1)?;
    Ok(Done::to_flag(key, format!("`{key}` is new and serves `{fallthrough}` to everyone")))
}

/// The variant that changes nothing: `false`, or else the first.
fn quiet<'v>(variants: &'v Tree<'_>) -> Option<&'v str> {
    let Tree::Object(variants) = variants else { return None };
    let quiet = variants.iter().find(|(_, value)| *value == Tree::Bool(false)).or(variants.first());
    quiet.map(|(name, _)| &**name)
}

/// What is said about a new part, and when and by whom it was made.
pub(super) fn metadata_of<'r>(request: &Request<'r>) -> Fields<'r> {
    let mut fields = Fields::new();
    for name in SAID {
        fields.extend(request.get(name).map(|node| (name.into(), Tree::of(node))));
    }
    for member in members(request.get("metadata")) {
        fields.retain(|(name, _)| *name != member.name);
        fields.push((member.name.into(), Tree::of(member.node)));
    }
    if let Some(now) = request.now {
        let actor = request.actor.map(|actor| ("createdBy".into(), Tree::text(actor)));
        fields.push(("created".into(), Tree::text(instant(now))));
        fields.extend(actor);
        fields.push(("updated".into(), Tree::text(instant(now))));
    }
    fields
}

/// Sets a flag's fields, `null` takes one out; `metadata` is changed member by member.
pub(super) fn update(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (key, _) = request.flag()?;
    let set = request.get("set").ok_or("`set` is missing")?;
    let at = steps!["flags", key];
    let mut names = Vec::new();
    for member in set.members() {
        let name = member.name;
        if !ORDER.split(' ').any(|known| known == name) {
            return Err(format!("a flag has no field `{name}`: it has {}", listed(ORDER.split(' '))).into());
        }
        names.push(name);
        let is_object = member.node.kind() == Kind::Object;
        if name == "metadata" && is_object && draft.has(steps!["flags", key, name]) {
            for said in member.node.members() {
                put_or_remove(draft, steps!["flags", key, name], said.name, said.node, METADATA_ORDER)?;
            }
        } else {
            put_or_remove(draft, at, name, member.node, ORDER)?;
        }
    }
    if names.is_empty() {
        return Err("`set` must be an object with at least one field".into());
    }
    Ok(Done::to_flag(key, format!("{} of `{key}` set", listed(names.into_iter()))))
}

fn put_or_remove(
    draft: &mut Draft,
    at: &[super::draft::Step<'_>],
    name: &str,
    node: Node<'_>,
    order: &str,
) -> Result<(), Refusal> {
    if node.kind() != Kind::Null {
        return draft.put(at, name, &Tree::of(node), order);
    }
    let member: Vec<_> = at.iter().copied().chain([name.into()]).collect();
    draft.remove_if_there(&member)
}

/// Takes a flag out. Others that refer to it keep it from going.
pub(super) fn delete(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (key, _) = request.flag()?;
    draft.remove(steps!["flags", key])?;
    Ok(Done { summary: format!("`{key}` is gone"), ..Done::default() })
}
