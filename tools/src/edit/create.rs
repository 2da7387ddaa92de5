//! New flags.

use super::operation::{CreateAbTest, CreateFlag};
use super::outcome::Change;
use super::stamp::Stamp;
use super::text::draft::{Draft, steps};
use crate::Error;
use crate::json::Json;
use crate::snapshot::Snapshot;
use indexmap::IndexMap;
use std::borrow::Cow;

pub(super) type Fields<'n> = Vec<(Cow<'n, str>, Json<'n>)>;

/// Creates a flag that serves its off variant, unless `fallthrough` names another.
pub(super) fn flag(
    fields: &CreateFlag,
    snapshot: &Snapshot<'_>,
    stamp: &Stamp,
    draft: &mut Draft,
) -> Result<Change, Error> {
    let key = new_name("flag", &fields.flag)?;
    if snapshot.part("flags", key).is_some() {
        return Err(format!("a flag `{key}` exists already").into());
    }
    let boolean = || Json::object([("on".into(), Json::Bool(true)), ("off".into(), Json::Bool(false))]);
    let variants = fields.variants.as_ref().map_or_else(boolean, object_of);
    let off = fields.off.as_deref().or_else(|| default_off(&variants));
    let off = off.ok_or("`variants` must be an object with at least one variant")?;
    let fallthrough = fields.fallthrough.as_deref().unwrap_or(off);
    let mut members = Fields::new();
    if fields.enabled == Some(false) {
        members.push(("enabled".into(), Json::Bool(false)));
    }
    members.push(("variants".into(), variants.clone()));
    members.push(("off".into(), Json::text(off)));
    members.push(("fallthrough".into(), Json::text(fallthrough)));
    members.extend(Metadata::from(fields).json(stamp).map(|metadata| ("metadata".into(), metadata)));
    draft.put_open(steps!["flags"], key, &Json::object(members), "", 1)?;
    Ok(Change::to_flag(key, format!("`{key}` is created and serves `{fallthrough}` to everyone")))
}

/// A name that may not be empty.
pub(super) fn new_name<'n>(field: &str, name: &'n str) -> Result<&'n str, Error> {
    if name.is_empty() { Err(format!("`{field}` must not be empty").into()) } else { Ok(name) }
}

pub(super) fn object_of<'n>(map: &'n IndexMap<String, Json<'static>>) -> Json<'n> {
    Json::object(map.iter().map(|(name, value)| (name.as_str().into(), value.clone())))
}

/// The variant that changes nothing: the one with `false`, else the first.
fn default_off<'v>(variants: &'v Json<'_>) -> Option<&'v str> {
    let Json::Object(variants) = variants else { return None };
    let off = variants.iter().find(|(_, value)| *value == Json::Bool(false)).or(variants.first());
    off.map(|(name, _)| &**name)
}

/// The fields of operations that go into the `metadata` of a new part.
pub(super) struct Metadata<'n> {
    description: Option<&'n String>,
    owner: Option<&'n String>,
    ticket: Option<&'n String>,
    tags: Option<&'n Vec<String>>,
    expires: Option<&'n String>,
    more: Option<&'n IndexMap<String, Json<'static>>>,
}

macro_rules! metadata_from {
    ($($operation:ty),*) => {
        $(impl<'n> From<&'n $operation> for Metadata<'n> {
            fn from(fields: &'n $operation) -> Self {
                Metadata {
                    description: fields.description.as_ref(),
                    owner: fields.owner.as_ref(),
                    ticket: fields.ticket.as_ref(),
                    tags: fields.tags.as_ref(),
                    expires: fields.expires.as_ref(),
                    more: fields.metadata.as_ref(),
                }
            }
        })*
    };
}

metadata_from!(CreateFlag, CreateAbTest);

impl<'n> Metadata<'n> {
    /// The object with stamps; `None` if it would be empty.
    pub(super) fn json(&self, stamp: &'n Stamp) -> Option<Json<'n>> {
        let text = |text: Option<&'n String>| text.map(Json::text);
        let tags = |tags: &'n Vec<String>| Json::Array(tags.iter().map(Json::text).collect());
        let fields = [
            ("description", text(self.description)),
            ("owner", text(self.owner)),
            ("ticket", text(self.ticket)),
            ("tags", self.tags.map(tags)),
            ("expires", text(self.expires)),
        ];
        let mut members: Fields<'n> = Vec::new();
        members.extend(fields.into_iter().filter_map(|(name, value)| Some((name.into(), value?))));
        for (name, value) in self.more.into_iter().flatten() {
            members.retain(|(known, _)| known != name);
            members.push((name.into(), value.clone()));
        }
        members.extend(stamp.creation().into_iter().map(|(name, value)| (name.into(), value)));
        (!members.is_empty()).then(|| Json::object(members))
    }
}
