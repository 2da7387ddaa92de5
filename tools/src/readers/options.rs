//! What a reader must know about a file and the SDKs that use it. docs/import.md explains when it matters.

use crate::Error;
use crate::json::{Json, read_fields};
use serde::{Deserialize, Serialize};

/// The format of a file, and the options of its reader.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Eppo's and Datadog's flag configuration.
    Eppo(EppoOptions),
    /// flagd's flag definitions.
    Flagd(FlagdOptions),
    /// GrowthBook's SDK payload, decrypted.
    Growthbook(GrowthbookOptions),
    /// A map of flag name → `{"name", "enabled", "strategy", …}`.
    Seed,
    /// Unleash's client features.
    Unleash(UnleashOptions),
}

/// Options for [`Format::Eppo`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(default, deny_unknown_fields)]
pub struct EppoOptions {
    /// The plain names of flags and attributes, and values of rules: an obfuscated file has only their MD5 hashes.
    pub names: Option<Vec<String>>,
}

/// Options for [`Format::Flagd`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(default, deny_unknown_fields)]
pub struct FlagdOptions {
    /// The version of `fractional`; 2 by default.
    pub fractional: Option<Fractional>,
    /// The code units that the providers hash; `utf-16` by default.
    pub units: Option<Units>,
}

/// How flagd's providers hash `fractional`. Each version re-buckets every user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "1 | 2"))]
#[serde(try_from = "u32", into = "u32")]
pub enum Fractional {
    /// flagd's core before 0.15, for JavaScript before 4.0.
    First,
    /// Later versions.
    #[default]
    Second,
}

/// Options for [`Format::Growthbook`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(default, deny_unknown_fields)]
pub struct GrowthbookOptions {
    /// The code units that the SDKs hash; `utf-16` by default.
    pub units: Option<Units>,
    /// Whether the SDKs have a sticky bucket service.
    pub sticky: Option<bool>,
}

/// Options for [`Format::Unleash`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct UnleashOptions {
    /// What the SDKs hash of an id; `low-bytes` by default.
    pub units: Option<UnleashUnits>,
    /// The field of Unleash's context that becomes the `targetingKey`, such as `userId`. By default each field keeps
    /// its name.
    pub targeting_key: Option<String>,
}

/// The code units of a text that are hashed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Units {
    /// As in JavaScript.
    #[default]
    #[serde(rename = "utf-16")]
    Utf16,
    /// As in most other languages.
    #[serde(rename = "utf-8")]
    Utf8,
}

/// The bytes of an id that Unleash's SDKs hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum UnleashUnits {
    /// The low bytes of UTF-16 code units, as in the SDK for Node.
    #[default]
    #[serde(rename = "low-bytes")]
    LowBytes,
    /// UTF-8, as in most others.
    #[serde(rename = "utf-8")]
    Utf8,
}

impl Format {
    /// A format by its name, with its options as JSON.
    ///
    /// # Errors
    /// If there is no such format, or if an option is unknown or invalid.
    pub fn new(name: &str, options: &Json<'_>) -> Result<Format, Error> {
        match name {
            "eppo" => read_fields("options", options).map(Format::Eppo),
            "flagd" => read_fields("options", options).map(Format::Flagd),
            "growthbook" => read_fields("options", options).map(Format::Growthbook),
            "seed" => Ok(Format::Seed),
            "unleash" => read_fields("options", options).map(Format::Unleash),
            _ => {
                let known = "expected `eppo`, `flagd`, `growthbook`, `seed` or `unleash`";
                Err(format!("unknown format `{name}`, {known}").into())
            }
        }
    }
}

impl TryFrom<u32> for Fractional {
    type Error = &'static str;

    fn try_from(version: u32) -> Result<Self, Self::Error> {
        match version {
            1 => Ok(Fractional::First),
            2 => Ok(Fractional::Second),
            3 => Err("version 3 of `fractional` also hashes the length of the unit, which a snapshot cannot express; \
                      version 2 would give users other variants"),
            _ => Err("expected 1 or 2"),
        }
    }
}

impl From<Fractional> for u32 {
    fn from(version: Fractional) -> Self {
        match version {
            Fractional::First => 1,
            Fractional::Second => 2,
        }
    }
}
