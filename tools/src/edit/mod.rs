//! Edits: operations on a snapshot's text.
//!
//! An operation changes the text in a few places and leaves the rest as its author wrote it. The result is a valid
//! snapshot, or there is no result.

mod covering;
mod create;
mod experiment;
mod field_order;
mod flag;
mod operation;
mod outcome;
mod rename;
mod reweight;
mod rollout;
mod stamp;
mod switch;
mod target;
mod text;
mod undo;
mod validate;
mod variant;
mod wording;

pub use operation::{
    ConcludeExperiment, CreateAbTest, CreateFlag, DomainTargets, EnableForAll, ExperimentId, FlagKey, InitialStatus,
    Operation, Percent, RenameFlag, RenameVariant, Reweight, RolloutPercentage, StartExperiment, TierTargets, Undo,
    UndoPatch, UpdateFlag, UserTargets,
};
pub use outcome::EditOutcome;
pub use stamp::Stamp;

use crate::Error;
use crate::snapshot::Snapshot;
use outcome::Change;
use text::draft::Draft;

/// Carries out one operation.
///
/// # Errors
/// If the text is not a snapshot, if the operation does not fit it, or if the operation would put an error into a flag,
/// an experiment or a segment that has none.
pub fn edit(text: &str, operation: &Operation, stamp: &Stamp) -> Result<EditOutcome, Error> {
    let snapshot = Snapshot::new(text)?;
    let mut draft = Draft::new(text, snapshot.root());
    if let Operation::Undo(undo) = operation {
        // The text before may have had errors, and its stamps come back with it.
        let change = undo::undo(undo, &snapshot, &mut draft)?;
        return Ok(EditOutcome::new(text, draft.text, change));
    }
    let change = apply(operation, &snapshot, stamp, &mut draft)?;
    if draft.text != text {
        stamp::write(&snapshot, stamp, &change, &mut draft)?;
    }
    validate::validate(&snapshot, &draft.text, &change)?;
    Ok(EditOutcome::new(text, draft.text, change))
}

fn apply(operation: &Operation, snapshot: &Snapshot<'_>, stamp: &Stamp, draft: &mut Draft) -> Result<Change, Error> {
    match operation {
        Operation::CreateFlag(fields) => create::flag(fields, snapshot, stamp, draft),
        Operation::UpdateFlag(fields) => flag::update(fields, snapshot, draft),
        Operation::DeleteFlag(fields) => flag::delete(fields, snapshot, draft),
        Operation::RenameFlag(fields) => rename::flag(fields, snapshot, draft),
        Operation::RenameVariant(fields) => rename::variant(fields, snapshot, draft),
        Operation::Enable(fields) => switch::enable(fields, snapshot, draft),
        Operation::EnableForAll(fields) => switch::enable_for_all(fields, snapshot, draft),
        Operation::DisableForAll(fields) => switch::disable_for_all(fields, snapshot, draft),
        Operation::RolloutPercentage(fields) => rollout::percentage(fields, snapshot, draft),
        Operation::EnableForUsers(fields) => target::enable(&fields.try_into()?, snapshot, draft),
        Operation::EnableForTiers(fields) => target::enable(&fields.try_into()?, snapshot, draft),
        Operation::EnableForDomains(fields) => target::enable(&fields.try_into()?, snapshot, draft),
        Operation::DisableForUsers(fields) => target::disable(&fields.try_into()?, snapshot, draft),
        Operation::DisableForTiers(fields) => target::disable(&fields.try_into()?, snapshot, draft),
        Operation::DisableForDomains(fields) => target::disable(&fields.try_into()?, snapshot, draft),
        Operation::Reweight(fields) => reweight::reweight(fields, snapshot, draft),
        Operation::CreateAbTest(fields) => experiment::create(fields, snapshot, stamp, draft),
        Operation::StartExperiment(fields) => experiment::start(fields, snapshot, stamp, draft),
        Operation::ConcludeExperiment(fields) => experiment::conclude(fields, snapshot, stamp, draft),
        Operation::ArchiveExperiment(fields) => experiment::archive(fields, snapshot, draft),
        Operation::CleanUpExperiment(fields) => experiment::clean_up(fields, snapshot, draft),
        Operation::DeleteExperiment(fields) => experiment::delete(fields, snapshot, draft),
        Operation::Undo(fields) => undo::undo(fields, snapshot, draft),
    }
}
