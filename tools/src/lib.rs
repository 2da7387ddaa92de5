//! Tools for people who own flags: edits, checks and explanations of snapshots, and readers of other systems' files.

pub mod json;
pub mod requests;

#[cfg(feature = "edit")]
pub mod check;
#[cfg(feature = "edit")]
mod edit;
#[cfg(feature = "edit")]
pub mod explain;
#[cfg(feature = "readers")]
pub mod readers;
#[cfg(feature = "wasm")]
mod wasm;
