//! Tools for people who own feature flags: edits, checks, explanations and summaries of snapshots, and imports of other
//! systems' files.
//!
//! | function | input | result |
//! |---|---|---|
//! | [`edit::edit`] | a snapshot, an [`edit::Operation`] | [`edit::EditOutcome`]: the new text, a diff, the undo |
//! | [`check::check`] | a snapshot | [`check::CheckReport`]: errors and warnings with hints |
//! | [`explain::explain`] | a snapshot, a flag, a user | [`explain::Explanation`]: each step of one decision |
//! | [`snapshot`]'s functions | a snapshot | flags and experiments as lists; one flag's result for one user |
//! | [`readers::import`] | another system's file | [`readers::ImportReport`]: a snapshot and what it leaves out |
//!
//! All functions are pure: they read no clock, network or file. Time is an argument.
//!
//! ```
//! use burgee_tools::edit::{Operation, RolloutPercentage, Stamp, edit};
//!
//! let text = r#"{"format": "burgee/1", "flags": {"beta": {"variants": {"on": true, "off": false}, "off": "off"}}}"#;
//! let operation =
//!     Operation::from(RolloutPercentage { flag: "beta".into(), percent: "12.5".parse()?, variant: None });
//! let outcome = edit(text, &operation, &Stamp::default())?;
//! assert_eq!(outcome.summary, "`beta` serves `on` to 12.5 % of all units");
//! # Ok::<(), burgee_tools::Error>(())
//! ```

mod error;
pub mod json;
mod nodes;
pub mod snapshot;

#[cfg(feature = "edit")]
pub mod check;
#[cfg(feature = "edit")]
pub mod edit;
#[cfg(feature = "edit")]
pub mod explain;
#[cfg(feature = "readers")]
pub mod readers;
#[cfg(feature = "wasm")]
mod wasm;

pub use error::{Error, Finding, Severity};

#[cfg(test)]
mod typescript;
