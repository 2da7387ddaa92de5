//! The fields of operations on experiments and splits.

use super::Percent;
use crate::json::Json;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// The experiment of an operation that needs nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct ExperimentId {
    /// The experiment's id.
    pub experiment: String,
}

/// `create_ab_test`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CreateAbTest {
    /// The flag's key. A flag that does not exist is created.
    pub flag: String,
    /// The new experiment's id; the flag's key by default.
    pub experiment: Option<String>,
    /// Variants and their shares in this order; equal shares by default.
    #[cfg_attr(test, ts(optional, type = "Weights"))]
    pub weights: Option<IndexMap<String, Percent>>,
    /// The values of a new flag's variants; their names by default.
    #[cfg_attr(test, ts(optional, type = "{ [name: string]: Json }"))]
    pub variants: Option<IndexMap<String, Json<'static>>>,
    /// `draft` by default.
    pub status: Option<InitialStatus>,
    /// The name for people.
    pub name: Option<String>,
    /// The expected effect.
    pub hypothesis: Option<String>,
    /// RFC 3339 time.
    pub start: Option<String>,
    /// RFC 3339 time.
    pub end: Option<String>,
    /// The name of the segment that takes part, or a condition.
    #[cfg_attr(test, ts(optional, type = "Json"))]
    pub audience: Option<Json<'static>>,
    /// Whether units keep the variant that they were assigned first.
    pub sticky: Option<bool>,
    /// Whether only users who gave consent take part.
    pub requires_consent: Option<bool>,
    /// The variant for users who do not take part; the first by default.
    pub control: Option<String>,
    /// The metric that decides.
    pub metric: Option<String>,
    /// For `metadata`.
    pub description: Option<String>,
    /// For `metadata`.
    pub owner: Option<String>,
    /// For `metadata`.
    pub ticket: Option<String>,
    /// For `metadata`.
    pub tags: Option<Vec<String>>,
    /// For `metadata`: a day or an RFC 3339 time.
    pub expires: Option<String>,
    /// More members of `metadata`.
    #[cfg_attr(test, ts(optional, type = "{ [name: string]: Json }"))]
    pub metadata: Option<IndexMap<String, Json<'static>>>,
}

/// The status of a new experiment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum InitialStatus {
    /// Serves nothing yet.
    #[default]
    Draft,
    /// Runs at once.
    Running,
}

/// `start_experiment`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct StartExperiment {
    /// The experiment's id.
    pub experiment: String,
    /// RFC 3339 time.
    pub end: Option<String>,
    /// Whether a concluded experiment may run again, as a new version.
    pub restart: Option<bool>,
}

/// `conclude_experiment`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct ConcludeExperiment {
    /// The experiment's id.
    pub experiment: String,
    /// The variant that everyone gets from now on. Without a winner the experiment's rules are skipped.
    pub winner: Option<String>,
}

/// `reweight`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct Reweight {
    /// The flag's key.
    pub flag: String,
    /// The new shares. A variant that is not named gets none.
    #[cfg_attr(test, ts(type = "Weights"))]
    pub weights: IndexMap<String, Percent>,
    /// The experiment whose split is meant, if the flag has several splits.
    pub experiment: Option<String>,
}
