//! The document, validated: what each part means, with every reference resolved.
//!
//! A flag that is broken keeps its errors and loses its body; the others work.

mod condition;
mod experiment;
mod faults;
mod flag;
mod overlap;
mod reader;
mod references;
mod rule;
mod segment;
mod shares;
mod snapshot;
mod time;

pub use condition::{Bounds, Condition, Items, Literal, Operator, Outcome, Test};
pub use experiment::{Experiment, Status};
#[cfg(feature = "tools")]
pub use faults::FAULTS;
#[cfg(feature = "tools")]
pub(crate) use faults::MORE_ISSUES;
pub use flag::{Flag, FlagBody, Kind, Override, Variant};
pub use rule::{Bucketing, Enrolment, Ramp, Range, Rule, Serve};
pub use segment::Segment;
pub use shares::Share;
pub use snapshot::{Snapshot, read};

/// A variant's index among its flag's.
pub type VariantIndex = u16;

/// The most variants that a flag may have: a decision's number has ten bits for them.
pub const MAX_VARIANTS: usize = 1_000;
/// The most rules that a flag may have.
pub const MAX_RULES: usize = 10_000;
/// The most attributes that one bucketing may try: a decision's number has five bits for which one it was.
pub const MAX_UNITS: usize = 8;
/// The most flags in a snapshot.
pub const MAX_FLAGS: usize = 100_000;
/// The most experiments in a snapshot.
pub const MAX_EXPERIMENTS: usize = 10_000;
/// The most holdouts in a snapshot: each is hashed for by each experiment that it is about.
pub const MAX_HOLDOUTS: usize = 100;
/// The most issues that are listed.
pub const MAX_ISSUES: usize = 1_000;

/// A whole percentage in the unit of ranges: a millionth of a per cent.
pub const WHOLE: u64 = 100_000_000;
