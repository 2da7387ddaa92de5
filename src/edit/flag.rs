//! Flags as a whole: create, update, delete.

use super::Done;
use super::draft::{Draft, steps};
use super::request::{Request, is, members};
use super::words::{instant, listed};
use crate::document::{Node, Value};
use crate::tools::Refusal;
use alloc::{borrow::Cow, format, vec::Vec};

/// Where a flag's fields go.
pub(super) const ORDER: &str = "enabled variants off overrides prerequisites rules fallthrough salt metadata";
/// Where what is said about it goes.
pub(super) const METADATA_ORDER: &str = "description owner ticket tags expires created createdBy updated updatedBy";
/// Where the parts of a snapshot go.
pub(super) const ROOT_ORDER: &str = "$schema format revision segments flags experiments layers holdouts metadata";

pub(super) const CREATE_FIELDS: &str =
    "flag variants off fallthrough enabled description owner ticket tags expires metadata";
const SAID: [&str; 5] = ["description", "owner", "ticket", "tags", "expires"];

pub(super) type Fields<'n> = Vec<(Cow<'n, str>, Node<'n>)>;

/// A new flag: a boolean one unless it is given variants. It serves its off variant until it is told otherwise.
pub(super) fn create(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let key = request.text("flag")?;
    if request.root.get("flags").and_then(|flags| flags.get(key)).is_some() {
        return Err(format!("there is a flag `{key}` already").into());
    }
    let boolean = || Node::object([("on".into(), truth(true)), ("off".into(), truth(false))]);
    let variants = request.get("variants").cloned().unwrap_or_else(boolean);
    let off = request
        .optional("off")?
        .or_else(|| quiet(&variants))
        .ok_or("`variants` must be an object with at least one variant")?;
    let fallthrough = request.optional("fallthrough")?.unwrap_or(off);
    let mut fields = Fields::new();
    if request.get("enabled").is_some() && !request.is_set("enabled")? {
        fields.push(("enabled".into(), truth(false)));
    }
    fields.push(("variants".into(), variants.clone()));
    fields.push(("off".into(), Node::text(off)));
    fields.push(("fallthrough".into(), Node::text(fallthrough)));
    let metadata = metadata_of(request);
    if !metadata.is_empty() {
        fields.push(("metadata".into(), Node::object(metadata)));
    }
    draft.put_open(steps!["flags"], key, &Node::object(fields), "", 1)?;
    Ok(Done::to_flag(key, format!("`{key}` is new and serves `{fallthrough}` to everyone")))
}

pub(super) fn truth<'n>(value: bool) -> Node<'n> {
    Node::new(Value::Bool(value))
}

/// The variant that changes nothing: `false`, or else the first.
fn quiet<'d>(variants: &'d Node<'_>) -> Option<&'d str> {
    let variants = members(Some(variants));
    let quiet = variants.iter().find(|member| is(Some(&member.node), false)).or(variants.first());
    quiet.map(|member| &*member.name)
}

/// What is said about a new part, and when and by whom it was made.
pub(super) fn metadata_of<'r>(request: &Request<'r>) -> Fields<'r> {
    let mut fields = Fields::new();
    for name in SAID {
        fields.extend(request.get(name).map(|node| (Cow::Borrowed(name), node.clone())));
    }
    for member in members(request.get("metadata")) {
        fields.retain(|(name, _)| *name != member.name);
        fields.push((member.name.clone(), member.node.clone()));
    }
    if let Some(now) = request.now {
        let actor = request.actor.map(|actor| ("createdBy".into(), Node::text(actor)));
        fields.push(("created".into(), Node::text(instant(now))));
        fields.extend(actor);
        fields.push(("updated".into(), Node::text(instant(now))));
    }
    fields
}

/// Sets a flag's fields, `null` takes one out; `metadata` is changed member by member.
pub(super) fn update(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (key, _) = request.flag()?;
    let set = request.get("set").ok_or("`set` is missing")?;
    let at = steps!["flags", key];
    let mut names = Vec::new();
    for member in members(Some(set)) {
        let name = &*member.name;
        if !ORDER.split(' ').any(|known| known == name) {
            return Err(format!("a flag has no field `{name}`: it has {}", listed(ORDER.split(' '))).into());
        }
        names.push(name);
        if name == "metadata" && matches!(member.node.value, Value::Object(_)) && draft.has(steps!["flags", key, name])
        {
            for said in members(Some(&member.node)) {
                put_or_remove(draft, steps!["flags", key, name], &said.name, &said.node, METADATA_ORDER)?;
            }
        } else {
            put_or_remove(draft, at, name, &member.node, ORDER)?;
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
    node: &Node<'_>,
    order: &str,
) -> Result<(), Refusal> {
    if !matches!(node.value, Value::Null) {
        return draft.put(at, name, node, order);
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
