//! What keeps the units of experiments apart: layers and holdouts.

use super::experiment::Experiment;
use super::faults::{BACKWARDS, INTERVAL, TWO_LAYERS, UNKNOWN_EXPERIMENT};
use super::overlap::Taken;
use super::reader::{Fields, Reader, members};
use super::rule::Bucketing;
use crate::document::{Member, Node, Severity};
use alloc::vec::Vec;

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

impl<'n> Reader<'n> {
    /// Layers and holdouts. An error in one breaks the experiments that it is about: they would share units unseen.
    pub(super) fn shares(&mut self, envelope: Fields<'n>) {
        for member in envelope.members_of("layers") {
            let before = self.errors;
            self.layer(member);
            for about in members(member.node.get("experiments")).iter().filter(|_| self.errors > before) {
                let index = self.experiments.index(&about.name);
                let found = index.and_then(|index| self.known_experiments.get_mut(index as usize));
                found.into_iter().for_each(|experiment| *experiment = None);
            }
        }
        for member in envelope.members_of("holdouts") {
            let before = self.errors;
            self.holdout(member);
            if self.errors > before {
                self.known_experiments.iter_mut().for_each(|experiment| *experiment = None);
            }
        }
    }

    /// A layer: the shares of its experiments, none over another.
    fn layer(&mut self, member: &'n Member<'n>) -> Option<()> {
        let name = self.name(member);
        let fields = self.fields(&member.node, "by salt experiments", Severity::Error)?;
        let bucketing = self.bucketing(fields);
        let mut taken = Vec::new();
        let shares = self.need(fields, "experiments")?;
        for share in self.object(shares)? {
            let index = self.experiment_named(&share.name, &share.node);
            let Some((from, to)) = self.interval(&share.node) else { continue };
            taken.push(Taken { from, to, at: &share.node, name: &share.name });
            let Some(experiment) = index.and_then(|index| self.known(index)) else { continue };
            let share_of_it = Share { name, bucketing: bucketing.clone(), from, to };
            if let Some(other) = experiment.layer.replace(share_of_it) {
                self.error(&share.node, &TWO_LAYERS, &[other.name]);
            }
        }
        self.no_overlap(&taken);
        Some(())
    }

    fn known(&mut self, index: u32) -> Option<&mut Experiment<'n>> {
        self.known_experiments.get_mut(index as usize)?.as_mut()
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
        let (from, to) = (self.percent(from), self.percent(to));
        let (from, to) = (from?, to?);
        if from > to {
            self.error(node, &BACKWARDS, &[]);
        }
        Some((from, to))
    }

    /// A holdout, and the experiments that it keeps units out of: those it lists, or all.
    fn holdout(&mut self, member: &'n Member<'n>) -> Option<()> {
        let name = self.name(member);
        let fields = self.fields(&member.node, "by salt percent experiments", Severity::Error)?;
        let bucketing = self.bucketing(fields);
        let to = self.need(fields, "percent").and_then(|node| self.percent(node));
        let held = match fields.get("experiments") {
            Some(node) => self.held_out(node),
            None => alloc::vec![true; self.known_experiments.len()],
        };
        let share = Share { name, bucketing, from: 0, to: to? };
        for (experiment, held) in self.known_experiments.iter_mut().zip(held) {
            if let (Some(experiment), true) = (experiment, held) {
                experiment.holdouts.push(share.clone());
            }
        }
        Some(())
    }

    /// Whether each experiment is one of a list.
    fn held_out(&mut self, node: &'n Node<'n>) -> Vec<bool> {
        let mut held = alloc::vec![false; self.known_experiments.len()];
        for item in self.list(node).unwrap_or_default() {
            let index = self.text(item).and_then(|id| self.experiment_named(id, item));
            let slot = index.and_then(|index| held.get_mut(index as usize));
            slot.into_iter().for_each(|held| *held = true);
        }
        held
    }
}
