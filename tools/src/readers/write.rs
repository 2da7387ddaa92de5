//! Parts of a snapshot that readers write.

use crate::json::Json;
use std::borrow::Cow;

/// Members of an object, in order.
pub(super) type Members<'t> = Vec<(Cow<'t, str>, Json<'t>)>;

/// An object with these members.
pub(super) fn object<'t, const N: usize>(members: [(&'static str, Json<'t>); N]) -> Json<'t> {
    named(Vec::from(members))
}

fn named<'t>(members: Vec<(&'static str, Json<'t>)>) -> Json<'t> {
    Json::object(members.into_iter().map(|(name, value)| (name.into(), value)))
}

/// Appends a member. Not inlined: readers call it very often, and inlining makes the module larger.
#[inline(never)]
pub(super) fn put<'t>(members: &mut Members<'t>, name: &'static str, value: Json<'t>) {
    members.push((name.into(), value));
}

/// An object's only member.
pub(super) fn sole<'t>(name: &'static str, value: Json<'t>) -> Members<'t> {
    let mut members = Vec::new();
    put(&mut members, name, value);
    members
}

/// The value of an object's only member, if that has the name `wanted`.
fn only<'o, 't>(condition: &'o Json<'t>, wanted: &str) -> Option<&'o Json<'t>> {
    match condition {
        Json::Object(members) => match members.as_slice() {
            [(name, value)] if name == wanted => Some(value),
            _ => None,
        },
        _ => None,
    }
}

/// A condition that always or never holds.
pub(super) fn constant<'t>(holds: bool) -> Json<'t> {
    object([(if holds { "all" } else { "any" }, Json::Array(Vec::new()))])
}

/// The result of a condition that does not depend on the user.
pub(super) fn known(condition: &Json<'_>) -> Option<bool> {
    let empty = |name| matches!(only(condition, name), Some(Json::Array(parts)) if parts.is_empty());
    if empty("all") { Some(true) } else { empty("any").then_some(false) }
}

/// A condition that holds if all parts hold. Constant parts are simplified.
pub(super) fn all<'t>(parts: impl IntoIterator<Item = Json<'t>>) -> Json<'t> {
    fold("all", true, &mut parts.into_iter())
}

/// A condition that holds if at least one part holds. Constant parts are simplified.
pub(super) fn any<'t>(parts: impl IntoIterator<Item = Json<'t>>) -> Json<'t> {
    fold("any", false, &mut parts.into_iter())
}

/// Not generic over the iterator, so that it is compiled once.
fn fold<'t>(name: &'static str, neutral: bool, parts: &mut dyn Iterator<Item = Json<'t>>) -> Json<'t> {
    let mut kept = Vec::new();
    for part in parts {
        match (known(&part), part) {
            (Some(holds), _) if holds == neutral => {}
            (Some(_), _) => return constant(!neutral),
            (None, Json::Object(mut members)) if members.len() == 1 => match members.pop() {
                Some((inner, Json::Array(parts))) if inner == name => kept.extend(parts),
                member => kept.push(Json::object(member)),
            },
            (None, part) => kept.push(part),
        }
    }
    match kept.len() {
        1 => kept.pop().unwrap_or(Json::Null),
        _ => object([(name, Json::Array(kept))]),
    }
}

/// The negation of a condition.
pub(super) fn not(condition: Json<'_>) -> Json<'_> {
    if let Some(holds) = known(&condition) {
        return constant(!holds);
    }
    match only(&condition, "not") {
        Some(inner) => inner.clone(),
        None => object([("not", condition)]),
    }
}

/// A test of one attribute.
pub(super) fn test<'t>(
    attribute: impl Into<Cow<'t, str>>,
    fields: impl IntoIterator<Item = (&'static str, Json<'t>)>,
) -> Json<'t> {
    tested(attribute.into(), &mut fields.into_iter())
}

fn tested<'t>(attribute: Cow<'t, str>, fields: &mut dyn Iterator<Item = (&'static str, Json<'t>)>) -> Json<'t> {
    let mut members: Members<'t> = vec![("attribute".into(), Json::text(attribute))];
    members.extend(fields.map(|(name, value)| (name.into(), value)));
    Json::object(members)
}
