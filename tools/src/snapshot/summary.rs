//! Flags and experiments as lists.

use super::rules::rules_of;
use super::{Snapshot, phrase};
use crate::error::{Error, Finding};
use crate::json::Json;
use crate::nodes::{members, text_of};
use burgee::document::{Issue, Kind, Member, Node};
use serde::Serialize;

/// One flag of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FlagSummary {
    /// The flag's key.
    pub flag: String,
    /// The type of its values; `None` for a flag with an error.
    #[serde(rename = "type")]
    pub value_type: Option<FlagType>,
    /// Whether its switch is on; `None` for a flag with an error.
    pub enabled: Option<bool>,
    /// What it serves, as a phrase.
    pub serves: String,
    /// The names of its variants.
    pub variants: Vec<String>,
    /// Its `metadata`.
    #[cfg_attr(test, ts(type = "{ [name: string]: Json } | null"))]
    pub metadata: Option<Json<'static>>,
    /// Its errors and warnings.
    pub issues: Vec<Finding>,
}

/// The type of a flag's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum FlagType {
    /// `true` and `false`
    Boolean,
    /// Strings.
    String,
    /// Numbers.
    Number,
    /// Objects, lists and `null`.
    Object,
}

/// One flag with its definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FlagDetails {
    /// The same as in a list.
    #[serde(flatten)]
    pub summary: FlagSummary,
    /// The definition.
    #[cfg_attr(test, ts(type = "Json"))]
    pub definition: Json<'static>,
    /// The definition's text as its author wrote it.
    pub text: String,
}

/// One experiment of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExperimentSummary {
    /// The experiment's id.
    pub experiment: String,
    /// Its `name`.
    pub name: Option<String>,
    /// `draft`, `running`, `concluded` or `archived`.
    pub status: Option<String>,
    /// When it starts: RFC 3339 text or ms since 1970.
    #[cfg_attr(test, ts(type = "string | number | null"))]
    pub start: Option<Json<'static>>,
    /// When it ends.
    #[cfg_attr(test, ts(type = "string | number | null"))]
    pub end: Option<Json<'static>>,
    /// Its version, from 1.
    pub version: u32,
    /// The variant that won.
    pub winner: Option<String>,
    /// The flags that run it.
    pub flags: Vec<String>,
    /// What each of these flags serves, as phrases.
    pub serves: Vec<String>,
}

/// All flags in the order of the text.
///
/// # Errors
/// If the text is not a snapshot.
pub fn list_flags(text: &str) -> Result<Vec<FlagSummary>, Error> {
    let snapshot = Snapshot::new(text)?;
    Ok(snapshot.flags().into_iter().map(|member| flag(&snapshot, member)).collect())
}

/// One flag with its definition.
///
/// # Errors
/// If the text is not a snapshot or has no flag `key`.
pub fn get_flag(text: &str, key: &str) -> Result<FlagDetails, Error> {
    let snapshot = Snapshot::new(text)?;
    let node = snapshot.flag(key)?;
    let member = Member { name: key, start: node.start(), node };
    let definition = Json::of(node).into_owned();
    Ok(FlagDetails { summary: flag(&snapshot, member), definition, text: node.source().into() })
}

/// All experiments in the order of the text.
///
/// # Errors
/// If the text is not a snapshot.
pub fn list_experiments(text: &str) -> Result<Vec<ExperimentSummary>, Error> {
    let snapshot = Snapshot::new(text)?;
    let experiments = members(snapshot.root().get("experiments"));
    Ok(experiments.into_iter().map(|member| experiment(&snapshot, member)).collect())
}

fn flag(snapshot: &Snapshot<'_>, member: Member<'_>) -> FlagSummary {
    let compiled = snapshot.compiled_flag(member.name);
    let variants = members(member.node.get("variants"));
    let is_inside = |issue: &&Issue| member.start <= issue.at && issue.at < member.node.end();
    FlagSummary {
        flag: member.name.into(),
        value_type: compiled.and(variants.first()).map(|first| type_of(first.node)),
        enabled: compiled.map(|flag| flag.enabled),
        serves: phrase::serves(snapshot, member.name),
        variants: variants.iter().map(|variant| variant.name.into()).collect(),
        metadata: member.node.get("metadata").map(|node| Json::of(node).into_owned()),
        issues: Finding::list(snapshot.text, snapshot.issues().iter().filter(is_inside)),
    }
}

fn type_of(value: Node<'_>) -> FlagType {
    match value.kind() {
        Kind::False | Kind::True => FlagType::Boolean,
        Kind::String => FlagType::String,
        Kind::Number => FlagType::Number,
        Kind::Null | Kind::Array | Kind::Object => FlagType::Object,
    }
}

fn experiment(snapshot: &Snapshot<'_>, Member { name: id, node, .. }: Member<'_>) -> ExperimentSummary {
    let text = |name: &str| text_of(node, name).map(String::from);
    let instant = |name: &str| node.get(name).map(|node| Json::of(node).into_owned());
    let runs = |flag: &Member<'_>| rules_of(flag.node).into_iter().any(|rule| text_of(rule, "experiment") == Some(id));
    let flags: Vec<String> = snapshot.flags().into_iter().filter(runs).map(|flag| flag.name.into()).collect();
    ExperimentSummary {
        experiment: id.into(),
        name: text("name"),
        status: text("status"),
        start: instant("start"),
        end: instant("end"),
        version: node.get("version").and_then(Node::number).and_then(|text| text.parse().ok()).unwrap_or(1),
        winner: text("winner"),
        serves: flags.iter().map(|key| phrase::serves(snapshot, key)).collect(),
        flags,
    }
}
