//! Undo: patches that restore the text before an operation, byte by byte.

use super::operation::{Undo, UndoPatch};
use super::outcome::Change;
use super::text::diff::{Replacement, replacements};
use super::text::draft::{Draft, Patch};
use crate::Error;
use crate::snapshot::Snapshot;

/// The operation that changes `new` back to `old`. Snapshots are shorter than 4 GiB, so that offsets fit.
pub(super) fn undo_of(old: &str, new: &str) -> Undo {
    let patch = |Replacement { at, new, old }| UndoPatch { at: at as u32, is: new, was: old };
    Undo { patches: replacements(old, new).into_iter().map(patch).collect() }
}

pub(super) fn undo(fields: &Undo, snapshot: &Snapshot<'_>, draft: &mut Draft) -> Result<Change, Error> {
    let mut patches = Vec::new();
    let mut last = 0;
    for patch in &fields.patches {
        let patch = patch_of(snapshot.text, patch).filter(|patch| patch.start >= last);
        let patch = patch.ok_or("the snapshot has changed since this operation: it cannot be undone")?;
        last = patch.end;
        patches.push(patch);
    }
    draft.apply(patches);
    Ok(Change::unstamped("the last change is undone".into()))
}

/// `None` if the text is not the one that the patch was made for.
fn patch_of(text: &str, patch: &UndoPatch) -> Option<Patch> {
    let start = patch.at as usize;
    let end = start.checked_add(patch.is.len())?;
    (text.get(start..end)? == patch.is).then(|| Patch { start, end, text: patch.was.clone() })
}
