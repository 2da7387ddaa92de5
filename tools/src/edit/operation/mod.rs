//! Operations: what a person, a program or a model can do to a snapshot.

mod experiment;
mod flag;
mod percent;

pub use experiment::{ConcludeExperiment, CreateAbTest, ExperimentId, InitialStatus, Reweight, StartExperiment};
pub use flag::{
    CreateFlag, DomainTargets, EnableForAll, FlagKey, RenameFlag, RenameVariant, RolloutPercentage, TierTargets,
    UpdateFlag, UserTargets,
};
pub use percent::Percent;

use crate::Error;
use crate::json::{Json, read_fields};
use crate::snapshot::wording::joined;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// Restores the text before an operation, byte by byte, if it has not changed since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Undo {
    /// What to put back, in the order of the text.
    pub patches: Vec<UndoPatch>,
}

/// One changed place of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct UndoPatch {
    /// Offset in the changed text, in bytes.
    pub at: u32,
    /// The text that is there.
    pub is: String,
    /// The text that was there.
    pub was: String,
}

macro_rules! operations {
    ($($(#[$doc:meta])* $kind:literal => $name:ident($fields:ty),)*) => {
        /// One operation, by its `kind`.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[serde(tag = "kind")]
        #[non_exhaustive]
        pub enum Operation {
            $($(#[$doc])* #[serde(rename = $kind)] $name($fields),)*
        }

        impl Operation {
            /// All values of `kind`.
            pub const KINDS: &[&str] = &[$($kind),*];

            fn read(kind: &str, fields: &Json<'static>) -> Result<Operation, Error> {
                match kind {
                    $($kind => read_fields(kind, fields).map(Operation::$name),)*
                    _ => {
                        let known = joined(Operation::KINDS.iter().copied(), "or");
                        Err(format!("unknown operation `{kind}`, expected {known}").into())
                    }
                }
            }
        }
    };
}

operations! {
    /// Creates a flag: a boolean one without `variants`. It serves its off variant.
    "create_flag" => CreateFlag(Box<CreateFlag>),
    /// Sets or removes fields of a flag.
    "update_flag" => UpdateFlag(UpdateFlag),
    /// Deletes a flag that nothing else refers to.
    "delete_flag" => DeleteFlag(FlagKey),
    /// Renames a flag and all references to it. Assignments stay the same.
    "rename_flag" => RenameFlag(RenameFlag),
    /// Renames a variant and all references to it. Assignments stay the same.
    "rename_variant" => RenameVariant(RenameVariant),
    /// Turns a flag on: its rules decide again.
    "enable" => Enable(FlagKey),
    /// Serves one variant to everyone.
    "enable_for_all" => EnableForAll(EnableForAll),
    /// The kill switch: serves the off variant to everyone and keeps the rules for `enable`.
    "disable_for_all" => DisableForAll(FlagKey),
    /// Serves a variant to a percentage of units.
    "rollout_percentage" => RolloutPercentage(RolloutPercentage),
    /// Serves a variant to users.
    "enable_for_users" => EnableForUsers(UserTargets),
    /// Serves a variant to tiers.
    "enable_for_tiers" => EnableForTiers(TierTargets),
    /// Serves a variant to e-mail domains.
    "enable_for_domains" => EnableForDomains(DomainTargets),
    /// Removes users from the lists of a variant.
    "disable_for_users" => DisableForUsers(UserTargets),
    /// Removes tiers from the lists of a variant.
    "disable_for_tiers" => DisableForTiers(TierTargets),
    /// Removes e-mail domains from the lists of a variant.
    "disable_for_domains" => DisableForDomains(DomainTargets),
    /// Changes the weights of a split and moves the fewest units possible.
    "reweight" => Reweight(Reweight),
    /// Creates an experiment, the rule that runs it, and its flag if there is none.
    "create_ab_test" => CreateAbTest(Box<CreateAbTest>),
    /// Runs a draft, or a concluded experiment again.
    "start_experiment" => StartExperiment(StartExperiment),
    /// Ends a running experiment.
    "conclude_experiment" => ConcludeExperiment(ConcludeExperiment),
    /// Archives an experiment that serves nothing any longer.
    "archive_experiment" => ArchiveExperiment(ExperimentId),
    /// Removes the rules of a concluded experiment; everyone keeps the winner.
    "clean_up_experiment" => CleanUpExperiment(ExperimentId),
    /// Deletes an experiment, the rules that run it, and its share of layers and holdouts.
    "delete_experiment" => DeleteExperiment(ExperimentId),
    /// Takes an operation back.
    "undo" => Undo(Undo),
}

/// For kinds whose fields belong to no other kind.
macro_rules! from_fields {
    ($($name:ident),*) => {
        $(impl From<$name> for Operation {
            fn from(fields: $name) -> Self {
                // The largest two are boxed.
                Operation::$name(fields.into())
            }
        })*
    };
}

from_fields!(
    CreateFlag,
    UpdateFlag,
    RenameFlag,
    RenameVariant,
    EnableForAll,
    RolloutPercentage,
    Reweight,
    CreateAbTest,
    StartExperiment,
    ConcludeExperiment,
    Undo
);

/// Not derived: the derived code for internally tagged enums loses the path of an error.
impl TryFrom<Json<'static>> for Operation {
    type Error = Error;

    fn try_from(value: Json<'static>) -> Result<Self, Error> {
        let Json::Object(mut fields) = value else { return Err("an operation must be an object".into()) };
        let kind = fields.iter().position(|(name, _)| name == "kind").map(|index| fields.remove(index).1);
        match kind {
            None => Err("`kind` is missing: the name of an operation".into()),
            Some(Json::String(kind)) => Operation::read(&kind, &Json::Object(fields)),
            Some(_) => Err("`kind` must be a string: the name of an operation".into()),
        }
    }
}

impl<'de> Deserialize<'de> for Operation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Json::deserialize(deserializer)?.try_into().map_err(D::Error::custom)
    }
}
