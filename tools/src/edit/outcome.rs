//! The result of an edit.

use super::operation::{Percent, Undo, UndoPatch};
use super::text::diff::diff;
use super::undo;
use serde::{Serialize, Serializer};

/// A changed snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[non_exhaustive]
pub struct EditOutcome {
    /// The new text.
    pub text: String,
    /// The lines that changed, with `-` and `+`; empty if none did.
    pub diff: String,
    /// The change in one sentence.
    pub summary: String,
    /// Whether the text changed.
    pub changed: bool,
    /// The operation that takes the change back.
    #[serde(serialize_with = "serialize_with_kind")]
    #[cfg_attr(test, ts(type = "{ kind: \"undo\" } & Undo"))]
    pub undo: Undo,
    /// After `reweight`: the percentage of units whose variant changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub moved: Option<Percent>,
}

impl EditOutcome {
    pub(super) fn new(old: &str, new: String, change: Change) -> EditOutcome {
        EditOutcome {
            diff: diff(old, &new),
            summary: change.summary,
            changed: new != old,
            undo: undo::undo_of(old, &new),
            moved: change.moved,
            text: new,
        }
    }
}

/// As an [`Operation`](super::Operation) with its `kind`. The module has no code to serialize the others.
fn serialize_with_kind<S: Serializer>(undo: &Undo, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Tagged<'u> {
        kind: &'static str,
        patches: &'u [UndoPatch],
    }
    Tagged { kind: "undo", patches: &undo.patches }.serialize(serializer)
}

/// The effect of an operation on a draft.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// One sentence without a full stop.
    pub(super) summary: String,
    /// The flags that get a stamp.
    pub(super) flags: Vec<String>,
    /// The experiments that get a stamp.
    pub(super) experiments: Vec<String>,
    pub(super) moved: Option<Percent>,
}

impl Change {
    /// Nothing gets a stamp.
    pub(super) fn unstamped(summary: String) -> Change {
        Change { summary, ..Change::default() }
    }

    pub(super) fn to_flag(key: &str, summary: String) -> Change {
        Change { summary, flags: vec![key.into()], ..Change::default() }
    }

    pub(super) fn to_experiment(id: &str, summary: String) -> Change {
        Change { summary, experiments: vec![id.into()], ..Change::default() }
    }
}
