//! Changes and deletes a flag as a unit.

use super::field_order;
use super::operation::{FlagKey, UpdateFlag};
use super::outcome::Change;
use super::text::draft::{Draft, Step, steps};
use super::wording::listed;
use crate::Error;
use crate::json::Json;
use crate::snapshot::Snapshot;

/// Sets a flag's fields; `null` removes one. `metadata` is changed member by member.
pub(super) fn update(fields: &UpdateFlag, snapshot: &Snapshot<'_>, draft: &mut Draft) -> Result<Change, Error> {
    let key = fields.flag.as_str();
    snapshot.flag(key)?;
    let path = steps!["flags", key];
    let known = || field_order::FLAG.split(' ');
    for (name, value) in &fields.set {
        if !known().any(|known| known == name) {
            return Err(format!("a flag has no field `{name}`: it has {}", listed(known())).into());
        }
        match value {
            Json::Object(members) if name == "metadata" && draft.has(steps!["flags", key, "metadata"]) => {
                for (name, value) in members {
                    let path = steps!["flags", key, "metadata"];
                    put_or_remove(draft, path, name, value, field_order::METADATA)?;
                }
            }
            value => put_or_remove(draft, path, name, value, field_order::FLAG)?,
        }
    }
    if fields.set.is_empty() {
        return Err("`set` must be an object with at least one field".into());
    }
    let names = listed(fields.set.keys().map(String::as_str));
    let verb = if fields.set.len() == 1 { "is" } else { "are" };
    Ok(Change::to_flag(key, format!("{names} of `{key}` {verb} set")))
}

fn put_or_remove(draft: &mut Draft, path: &[Step<'_>], name: &str, value: &Json<'_>, order: &str) -> Result<(), Error> {
    if *value != Json::Null {
        return draft.put(path, name, value, order);
    }
    let member: Vec<_> = path.iter().copied().chain([name.into()]).collect();
    draft.remove_if_present(&member)
}

/// Deletes a flag. `validate` reports parts that refer to it.
pub(super) fn delete(fields: &FlagKey, snapshot: &Snapshot<'_>, draft: &mut Draft) -> Result<Change, Error> {
    let key = fields.flag.as_str();
    snapshot.flag(key)?;
    draft.remove(steps!["flags", key])?;
    Ok(Change::unstamped(format!("`{key}` is deleted")))
}
