//! Experiments: who may take part, when, and how far they have come.

use super::condition::Condition;
use super::reader::{Fields, Reader};
use super::shares::Share;
use crate::document::{Member, Node, Severity, Value};
use alloc::vec::Vec;

/// An experiment: who may take part, when, and how far it has come. What its variants are, the rules say.
#[derive(Clone, Debug)]
pub struct Experiment<'n> {
    /// Its id.
    pub id: &'n str,
    /// What people call it.
    pub name: Option<&'n str>,
    /// Where it is in its life.
    pub status: Status,
    /// From when on units are enrolled (ms since 1970, included).
    pub start: Option<i64>,
    /// Until when (ms since 1970, excluded).
    pub end: Option<i64>,
    /// Who may take part; everyone when absent.
    pub audience: Option<Condition<'n>>,
    /// Counts up each time the experiment starts again.
    pub version: u32,
    /// Whether a unit keeps the variant that it was assigned, as long as the version is the same.
    pub sticky: bool,
    /// Units that were assigned a variant in an earlier version than this take no part any more.
    pub min_version: u32,
    /// Whether only those who agreed take part.
    pub requires_consent: bool,
    /// The variant for those who may not take part; the first of the split when absent.
    pub control: Option<&'n str>,
    /// The variant for everyone once concluded.
    pub winner: Option<&'n str>,
    /// What keeps its split apart from others'; the id when absent.
    pub salt: Option<&'n str>,
    /// Its share of the layer that it belongs to.
    pub layer: Option<Share<'n>>,
    /// The holdouts that keep units out of it.
    pub holdouts: Vec<Share<'n>>,
}

/// The life of an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not begun: its rules are passed over.
    Draft = 0,
    /// Units are enrolled between start and end.
    Running = 1,
    /// Over: its rules serve the winner.
    Concluded = 2,
    /// Put away: its rules are passed over.
    Archived = 3,
}

const FIELDS: &str = "name hypothesis status start end audience version sticky minVersion requiresConsent control winner salt metric \
                      metadata";

impl<'n> Reader<'n> {
    /// An experiment, or `None` when anything in it is wrong.
    pub(super) fn experiment(&mut self, member: &'n Member<'n>) -> Option<Experiment<'n>> {
        let before = self.errors;
        let fields = self.fields(&member.node, FIELDS, Severity::Warning)?;
        let (start, end) = self.window(fields);
        let experiment = Experiment {
            id: self.name(member),
            name: self.text_at(fields, "name"),
            status: self.status(fields),
            start,
            end,
            audience: fields.get("audience").and_then(|node| self.audience(node)),
            version: fields.get("version").and_then(|node| self.version(node)).unwrap_or(1),
            sticky: fields.get("sticky").and_then(|node| self.boolean(node)).unwrap_or(false),
            min_version: fields.get("minVersion").and_then(|node| self.version(node)).unwrap_or(0),
            requires_consent: fields.get("requiresConsent").and_then(|node| self.boolean(node)).unwrap_or(false),
            control: self.text_at(fields, "control"),
            winner: self.text_at(fields, "winner"),
            salt: self.text_at(fields, "salt"),
            layer: None,
            holdouts: Vec::new(),
        };
        self.text_at(fields, "hypothesis");
        self.text_at(fields, "metric");
        if let Some(metadata) = fields.get("metadata") {
            self.object(metadata);
        }
        (self.errors == before).then_some(experiment)
    }

    fn status(&mut self, fields: Fields<'n>) -> Status {
        let (words, said) = (["running", "concluded", "archived"], "`draft`, `running`, `concluded` or `archived`");
        let node = self.need(fields, "status").filter(|node| node.value.as_str() != Some("draft"));
        match node.and_then(|node| self.choice(node, &words, said)) {
            Some(0) => Status::Running,
            Some(1) => Status::Concluded,
            Some(2) => Status::Archived,
            _ => Status::Draft,
        }
    }

    /// A segment's name, or a condition.
    fn audience(&mut self, node: &'n Node<'n>) -> Option<Condition<'n>> {
        match node.value {
            Value::String(_) => self.segment_reference(node).map(Condition::Segment),
            _ => self.condition(node),
        }
    }

    fn version(&mut self, node: &'n Node<'n>) -> Option<u32> {
        self.whole(node, u64::from(u32::MAX), "4294967295").map(|version| version as u32)
    }
}
