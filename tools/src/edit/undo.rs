//! The way back: patches that give the text of before, byte by byte.

use super::Done;
use super::diff::{Change, changes};
use super::draft::{Draft, Patch};
use super::request::Request;
use crate::requests::Refusal;
use crate::requests::parts::{list, text_of};
use burgee::document::Node;
use serde_json::{Value, json};

/// The operation that takes `new` back to `old`.
pub(super) fn undo_of(old: &str, new: &str) -> Value {
    let patch = |Change { at, is, was }| json!({ "at": at, "is": is, "was": was });
    let patches: Vec<Value> = changes(old, new).into_iter().map(patch).collect();
    json!({ "kind": "undo", "patches": patches })
}

/// `{"kind": "undo", "patches": [{"at": offset in bytes, "is": text there, "was": text to put there}]}`.
pub(super) fn undo(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let mut patches = Vec::new();
    let mut last = 0;
    for item in list(request.get("patches")) {
        let patch = patch(request.text, item).filter(|patch| patch.start >= last);
        let patch = patch.ok_or("the snapshot has changed since: it can't be undone")?;
        last = patch.end;
        patches.push(patch);
    }
    draft.apply(patches);
    Ok(Done { summary: "the last change is undone".into(), ..Done::default() })
}

/// A patch, if the text is still what it was made for.
fn patch(text: &str, item: Node<'_>) -> Option<Patch> {
    let (is, was) = (text_of(item, "is")?, text_of(item, "was")?);
    let start: usize = item.get("at")?.number()?.parse().ok()?;
    let end = start.checked_add(is.len())?;
    (text.get(start..end) == Some(is)).then(|| Patch { start, end, text: was.into() })
}
