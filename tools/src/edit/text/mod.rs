//! Lossless edits of a snapshot's text.
//!
//! `serde_json` with `preserve_order` was compared: it prints the whole document again, and so changes the author's layout
//! and the digits of long numbers. Crates that edit TOML or JSON with comments keep the layout, but report no offsets in
//! the text, and they have no rule for when a new part gets a line of its own. An edit here changes only the places that
//! it must: order, layout, unknown members and numbers stay as their author wrote them.

pub(super) mod diff;
pub(super) mod draft;
mod layout;
mod style;
