//! Experiments, and what keeps their units apart: layers and holdouts.

use super::condition::Condition;
use super::faults::{BACKWARDS, CHOICE, INTERVAL, OVERLAP, UNKNOWN_EXPERIMENT};
use super::reader::{Fields, Reader, members};
use super::rule::Bucketing;
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

/// A part of all units, cut out by a hash of its own.
#[derive(Clone, Debug)]
pub struct Share<'n> {
    /// The layer's or holdout's name, the salt unless another is given.
    pub name: &'n str,
    /// What is hashed.
    pub bucketing: Bucketing<'n>,
    /// Where it starts, in millionths of a per cent.
    pub from: u64,
    /// Where it ends, itself not included.
    pub to: u64,
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
            id: &member.name,
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
        let text = self.need(fields, "status").and_then(|node| self.text(node));
        match text {
            None | Some("draft") => Status::Draft,
            Some("running") => Status::Running,
            Some("concluded") => Status::Concluded,
            Some("archived") => Status::Archived,
            Some(other) => {
                self.error(fields.node, &CHOICE, &["`draft`, `running`, `concluded` or `archived`", other]);
                Status::Draft
            }
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

    /// Layers and holdouts. An error in one breaks the experiments that it is about: they would share units unseen.
    pub(super) fn shares(&mut self, envelope: Fields<'n>) {
        for member in envelope.members_of("layers") {
            let before = self.errors;
            self.layer(member);
            let about = members(member.node.get("experiments"));
            self.break_experiments(before, |id| about.iter().any(|m| m.name == id));
        }
        for member in envelope.members_of("holdouts") {
            let before = self.errors;
            self.holdout(member);
            self.break_experiments(before, |_| true);
        }
    }

    fn break_experiments(&mut self, before: usize, about: impl Fn(&str) -> bool) {
        for experiment in &mut self.known_experiments {
            if self.errors > before && experiment.as_ref().is_some_and(|e| about(e.id)) {
                *experiment = None;
            }
        }
    }

    /// A layer: the shares of its experiments, none over another.
    fn layer(&mut self, member: &'n Member<'n>) -> Option<()> {
        let fields = self.fields(&member.node, "by salt experiments", Severity::Error)?;
        let bucketing = self.bucketing(fields);
        let mut taken: Vec<(u64, u64, &str)> = Vec::new();
        let shares = self.need(fields, "experiments")?;
        for share in self.object(shares)? {
            let Some((from, to)) = self.interval(&share.node) else { continue };
            if let Some((_, _, other)) = taken.iter().find(|(a, b, _)| from < *b && *a < to) {
                self.error(&share.node, &OVERLAP, &[other]);
            }
            taken.push((from, to, &share.name));
            let index = self.experiment_named(&share.name, &share.node);
            let found = index.and_then(|index| self.known_experiments.get_mut(index as usize));
            if let Some(Some(experiment)) = found {
                experiment.layer = Some(Share { name: &member.name, bucketing: bucketing.clone(), from, to });
            }
        }
        Some(())
    }

    fn experiment_named(&mut self, id: &str, at: &Node<'_>) -> Option<u32> {
        let index = self.experiments.index(id);
        if index.is_none() {
            self.error(at, &UNKNOWN_EXPERIMENT, &[id]);
        }
        index
    }

    /// `[from, to]` in per cent.
    fn interval(&mut self, node: &'n Node<'n>) -> Option<(u64, u64)> {
        let [from, to] = self.list(node)? else {
            self.error(node, &INTERVAL, &[]);
            return None;
        };
        let (from, to) = (self.percent(from)?, self.percent(to)?);
        if from > to {
            self.error(node, &BACKWARDS, &[]);
        }
        Some((from, to))
    }

    /// A holdout, and the experiments that it keeps units out of: those it lists, or all.
    fn holdout(&mut self, member: &'n Member<'n>) -> Option<()> {
        let fields = self.fields(&member.node, "by salt percent experiments", Severity::Error)?;
        let bucketing = self.bucketing(fields);
        let to = self.need(fields, "percent").and_then(|node| self.percent(node))?;
        let listed = fields.get("experiments").map(|node| self.held_out(node));
        let share = Share { name: &member.name, bucketing, from: 0, to };
        for (index, experiment) in (0..).zip(&mut self.known_experiments) {
            if let (Some(experiment), None) | (Some(experiment), Some(true)) =
                (experiment, listed.as_ref().map(|listed| listed.contains(&index)))
            {
                experiment.holdouts.push(share.clone());
            }
        }
        Some(())
    }

    fn held_out(&mut self, node: &'n Node<'n>) -> Vec<u32> {
        let mut found = Vec::new();
        for item in self.list(node).unwrap_or_default() {
            let index = self.text(item).and_then(|id| self.experiment_named(id, item));
            found.extend(index);
        }
        found
    }
}
