//! Experiments, and what keeps their units apart: layers and holdouts.

use super::WHOLE;
use super::condition::Condition;
use super::reader::{Fields, Reader};
use super::rule::Bucketing;
use crate::document::{Member, Node, Place, Severity, Value};
use crate::literal::decimal;
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

const FIELDS: [&str; 13] = [
    "name",
    "hypothesis",
    "status",
    "start",
    "end",
    "audience",
    "version",
    "requiresConsent",
    "control",
    "winner",
    "salt",
    "metric",
    "metadata",
];

impl<'n> Reader<'n> {
    pub(crate) fn experiment_at(&self, index: u32) -> Option<&Experiment<'n>> {
        self.known_experiments.get(index as usize)?.as_ref()
    }

    /// An experiment, or `None` when anything in it is wrong.
    pub(crate) fn experiment(
        &mut self,
        member: &'n Member<'n>,
        place: Place<'_>,
    ) -> Option<Experiment<'n>> {
        let before = self.errors();
        let place = place.key(&member.name);
        let fields = self.fields(&member.node, place, &FIELDS, Severity::Warning)?;
        let (start, end) = self.window(fields, place);
        let experiment = Experiment {
            id: &member.name,
            name: self.optional(fields, "name", place, Self::text),
            status: self
                .required((fields, &member.node), "status", place, Self::status)
                .unwrap_or(Status::Draft),
            start,
            end,
            audience: self.optional(fields, "audience", place, Self::audience),
            version: self
                .optional(fields, "version", place, Self::version)
                .unwrap_or(1),
            requires_consent: self
                .optional(fields, "requiresConsent", place, |r, n, p| r.boolean(n, p))
                .unwrap_or(false),
            control: self.optional(fields, "control", place, Self::text),
            winner: self.optional(fields, "winner", place, Self::text),
            salt: self.optional(fields, "salt", place, Self::text),
            layer: None,
            holdouts: Vec::new(),
        };
        for free in ["hypothesis", "metric"] {
            self.optional(fields, free, place, Self::text);
        }
        self.optional(fields, "metadata", place, Self::object);
        (self.errors() == before).then_some(experiment)
    }

    fn status(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<Status> {
        match self.text(node, place)? {
            "draft" => Some(Status::Draft),
            "running" => Some(Status::Running),
            "concluded" => Some(Status::Concluded),
            "archived" => Some(Status::Archived),
            other => {
                let message = "expected `draft`, `running`, `concluded` or `archived`, found `";
                self.error("value", place, node, &[message, other, "`"]);
                None
            }
        }
    }

    /// A segment's name, or a condition.
    fn audience(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<Condition<'n>> {
        match node.value {
            Value::String(_) => self.segment_reference(node, place).map(Condition::Segment),
            _ => self.condition(node, place),
        }
    }

    fn version(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<u32> {
        let text = self.number(node, place)?;
        let version = decimal::scaled(text, 0).and_then(|v| u32::try_from(v).ok());
        if version.is_none() {
            self.error(
                "number",
                place,
                node,
                &["`", text, "` is no whole number from 0 to 4294967295"],
            );
        }
        version
    }

    /// Layers and holdouts. An error in one breaks the experiments that it is about: they would share units unseen.
    pub(crate) fn shares(&mut self, fields: Fields<'n>) {
        let root = Place::Root;
        for member in fields.members("layers") {
            let before = self.errors();
            self.layer(member, root.key("layers").key(&member.name));
            let about = super::reader::members(member.node.get("experiments"));
            self.break_experiments(before, |e| about.iter().any(|m| m.name == e.id));
        }
        for member in fields.members("holdouts") {
            let before = self.errors();
            self.holdout(member, root.key("holdouts").key(&member.name));
            self.break_experiments(before, |_| true);
        }
    }

    fn break_experiments(&mut self, before: usize, about: impl Fn(&Experiment<'n>) -> bool) {
        if self.errors() > before {
            let broken = self
                .known_experiments
                .iter_mut()
                .filter(|e| e.as_ref().is_some_and(&about));
            broken.for_each(|experiment| *experiment = None);
        }
    }

    /// A layer: the shares of its experiments, none over another.
    fn layer(&mut self, member: &'n Member<'n>, place: Place<'_>) {
        let known = ["by", "salt", "experiments"];
        let Some(fields) = self.fields(&member.node, place, &known, Severity::Error) else {
            return;
        };
        let bucketing = self.bucketing(fields, place);
        let mut taken: Vec<(u64, u64, &str)> = Vec::new();
        let Some(node) = fields.get("experiments") else {
            self.error(
                "missing-field",
                place,
                &member.node,
                &["`experiments` is missing"],
            );
            return;
        };
        let place = place.key("experiments");
        for share in self.object(node, place).unwrap_or_default() {
            let place = place.key(&share.name);
            let Some((from, to)) = self.interval(&share.node, place) else {
                continue;
            };
            if let Some((_, _, other)) = taken.iter().find(|(a, b, _)| from < *b && *a < to) {
                self.error(
                    "overlap",
                    place,
                    &share.node,
                    &["shares units with `", other, "`"],
                );
            }
            taken.push((from, to, &share.name));
            let share_of = Share {
                name: &member.name,
                bucketing: bucketing.clone(),
                from,
                to,
            };
            self.belongs(share, place, |experiment| experiment.layer = Some(share_of));
        }
    }

    /// Finds the experiment that `member` names, and changes it.
    fn belongs(
        &mut self,
        member: &Member<'_>,
        place: Place<'_>,
        change: impl FnOnce(&mut Experiment<'n>),
    ) {
        let index = self.experiments.index(&member.name);
        if index.is_none() {
            self.error(
                "unknown-experiment",
                place,
                &member.node,
                &["there is no experiment `", &member.name, "`"],
            );
        }
        let experiment = index
            .and_then(|i| self.known_experiments.get_mut(i as usize))
            .and_then(Option::as_mut);
        experiment.map(change);
    }

    /// `[from, to]` in per cent.
    fn interval(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<(u64, u64)> {
        let [from, to] = self.list(node, place)? else {
            self.error(
                "interval",
                place,
                node,
                &["expected two percentages, from and to"],
            );
            return None;
        };
        let from = self.percent(from, place.item(0))?;
        let to = self.percent(to, place.item(1))?;
        if from > to {
            self.error(
                "interval",
                place,
                node,
                &["the second percentage is less than the first"],
            );
        }
        Some((from, to))
    }

    /// A holdout, and the experiments that it keeps units out of: those it lists, or all.
    fn holdout(&mut self, member: &'n Member<'n>, place: Place<'_>) {
        let known = ["by", "salt", "percent", "experiments"];
        let Some(fields) = self.fields(&member.node, place, &known, Severity::Error) else {
            return;
        };
        let bucketing = self.bucketing(fields, place);
        let Some(to) = self.required((fields, &member.node), "percent", place, Self::percent)
        else {
            return;
        };
        let share = Share {
            name: &member.name,
            bucketing,
            from: 0,
            to: to.min(WHOLE),
        };
        let listed = self.optional(fields, "experiments", place, |r, n, p| r.held_out(n, p));
        for (index, experiment) in (0..).zip(self.known_experiments.iter_mut()) {
            if listed.as_ref().is_none_or(|listed| listed.contains(&index)) {
                experiment
                    .iter_mut()
                    .for_each(|e| e.holdouts.push(share.clone()));
            }
        }
    }

    fn held_out(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<Vec<u32>> {
        let items = self.list(node, place)?;
        let mut found = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let place = place.item(i);
            let Some(id) = self.text(item, place) else {
                continue;
            };
            match self.experiments.index(id) {
                Some(index) => found.push(index),
                None => self.error(
                    "unknown-experiment",
                    place,
                    item,
                    &["there is no experiment `", id, "`"],
                ),
            }
        }
        Some(found)
    }
}

impl<'n> Fields<'n> {
    /// The members of the object `name`, or none.
    pub(crate) fn members(&self, name: &str) -> &'n [Member<'n>] {
        super::reader::members(self.get(name))
    }
}
