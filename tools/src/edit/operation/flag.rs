//! The fields of operations on flags.

use super::Percent;
use crate::json::Json;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// The flag of an operation that needs nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct FlagKey {
    /// The flag's key.
    pub flag: String,
}

/// `create_flag`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct CreateFlag {
    /// The new flag's key.
    pub flag: String,
    /// Variants and their values; `on` and `off` with `true` and `false` by default.
    #[cfg_attr(test, ts(optional, type = "{ [name: string]: Json }"))]
    pub variants: Option<IndexMap<String, Json<'static>>>,
    /// The variant that is served while the flag is off: by default the one with `false`, else the first.
    pub off: Option<String>,
    /// The variant that is served if no rule applies; `off` by default.
    pub fallthrough: Option<String>,
    /// Whether the switch is on; `true` by default.
    pub enabled: Option<bool>,
    /// For the flag's `metadata`.
    pub description: Option<String>,
    /// For the flag's `metadata`.
    pub owner: Option<String>,
    /// For the flag's `metadata`.
    pub ticket: Option<String>,
    /// For the flag's `metadata`.
    pub tags: Option<Vec<String>>,
    /// For the flag's `metadata`: a day or an RFC 3339 time.
    pub expires: Option<String>,
    /// More members of the flag's `metadata`.
    #[cfg_attr(test, ts(optional, type = "{ [name: string]: Json }"))]
    pub metadata: Option<IndexMap<String, Json<'static>>>,
}

/// `update_flag`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct UpdateFlag {
    /// The flag's key.
    pub flag: String,
    /// Fields and their values; `null` removes a field. `metadata` is changed member by member.
    #[cfg_attr(test, ts(type = "{ [field: string]: Json }"))]
    pub set: IndexMap<String, Json<'static>>,
}

/// `rename_flag`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct RenameFlag {
    /// The flag's key.
    pub flag: String,
    /// The new key.
    pub to: String,
}

/// `rename_variant`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct RenameVariant {
    /// The flag's key.
    pub flag: String,
    /// The variant's name.
    pub from: String,
    /// The new name.
    pub to: String,
}

/// `enable_for_all`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct EnableForAll {
    /// The flag's key.
    pub flag: String,
    /// The variant to serve; by default the only one that is `true`.
    pub variant: Option<String>,
}

/// `rollout_percentage`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct RolloutPercentage {
    /// The flag's key.
    pub flag: String,
    /// The share of units.
    #[cfg_attr(test, ts(type = "number | string"))]
    pub percent: Percent,
    /// The variant to serve; by default that of the flag's rollout, else the only one that is `true`.
    pub variant: Option<String>,
}

/// `enable_for_users` and `disable_for_users`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct UserTargets {
    /// The flag's key.
    pub flag: String,
    /// Targeting keys.
    pub users: Vec<String>,
    /// The variant; by default the only one that is `true`.
    pub variant: Option<String>,
}

/// `enable_for_tiers` and `disable_for_tiers`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct TierTargets {
    /// The flag's key.
    pub flag: String,
    /// Values of the attribute.
    pub tiers: Vec<String>,
    /// The attribute; `tier` by default.
    pub attribute: Option<String>,
    /// The variant; by default the only one that is `true`.
    pub variant: Option<String>,
}

/// `enable_for_domains` and `disable_for_domains`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct DomainTargets {
    /// The flag's key.
    pub flag: String,
    /// E-mail domains, with or without `@`.
    pub domains: Vec<String>,
    /// The variant; by default the only one that is `true`.
    pub variant: Option<String>,
}
