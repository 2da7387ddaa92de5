//! Layers and holdouts, which keep experiments from sharing units.

use super::Compiler;
use super::faults::{BACKWARDS, INTERVAL, TWO_LAYERS, UNKNOWN_EXPERIMENT};
use super::grammar::{HOLDOUT, LAYER, holdout, layer};
use super::overlap::Taken;
use crate::document::{At, Kind};
use crate::model::end_of_share;
use crate::model::{Experiment, Share, Span};
use crate::program::{Cut, sort};
use alloc::vec::Vec;

impl Compiler<'_> {
    /// Compiles layers and holdouts. An error in one breaks its experiments: otherwise they would share units unnoticed.
    pub(super) fn shares(&mut self, layers: Option<At>, holdouts: Option<At>) {
        for at in self.parts(layers) {
            let before = self.errors;
            self.layer(at);
            for about in self.parts(self.document.member(at, "experiments")) {
                if self.errors > before {
                    self.break_experiment(about);
                }
            }
        }
        let mut holds = Vec::new();
        for at in self.parts(holdouts) {
            let before = self.errors;
            self.holdout(at, &mut holds);
            if self.errors > before {
                self.model.experiments.fill_with(|| None);
            }
        }
        self.hold_out(holds);
    }

    /// Assigns to each experiment the indices of its holdouts. A pair has the experiment in its upper half.
    fn hold_out(&mut self, mut pairs: Vec<u64>) {
        sort(&mut pairs);
        pairs.dedup();
        let mut first = self.model.numbers.len();
        for pair in pairs {
            let index = (pair >> 32) as usize;
            let Some(Some(experiment)) = self.model.experiments.get_mut(index) else { continue };
            if experiment.holdouts.is_empty() {
                first = self.model.numbers.len();
            }
            self.model.numbers.push(pair as u32);
            experiment.holdouts = Span::new(first, self.model.numbers.len());
        }
    }

    fn break_experiment(&mut self, about: At) {
        let index = self.position(self.experiments, self.document.name_of(about));
        let found = index.and_then(|index| self.model.experiments.get_mut(index as usize));
        found.into_iter().for_each(|experiment| *experiment = None);
    }

    /// A layer: the shares of its experiments, which must not overlap.
    fn layer(&mut self, at: At) {
        let name = self.name(at);
        let record = self.read(at, &LAYER);
        let bucket = self.bucket(&record, [layer::BY, layer::SALT, layer::HASH], [name, ""]);
        let of = bucket.positions;
        let mut taken = Vec::new();
        for share in self.parts(record.node(layer::EXPERIMENTS)) {
            let name = self.document.name_of(share);
            let index = self.named(self.experiments, name, share, &UNKNOWN_EXPERIMENT);
            let Some([from, to]) = self.interval(share) else { continue };
            taken.push(Taken { from, to, at: share, name });
            let Some(experiment) = index.and_then(|index| self.known_experiment(index)) else { continue };
            let share_of_it =
                Share { node: at.get(), bucket, cut: Cut::new(end_of_share(from, of), end_of_share(to, of)) };
            if let Some(other) = experiment.layer.replace(share_of_it).and_then(|other| At::new(other.node)) {
                self.error(share, &TWO_LAYERS, &[self.document.name_of(other)]);
            }
        }
        self.no_overlap(&taken);
    }

    fn known_experiment(&mut self, index: u32) -> Option<&mut Experiment> {
        self.model.experiments.get_mut(index as usize)?.as_mut()
    }

    /// `[from, to]` in per cent.
    fn interval(&mut self, at: At) -> Option<[u64; 2]> {
        if !self.expect(at, Kind::Array) {
            return None;
        }
        let errors = self.errors;
        let mut ends = Vec::new();
        for item in self.document.parts(at) {
            ends.push(if self.expect(item, Kind::Number) { self.percent(item) } else { 0 });
        }
        let found = <[u64; 2]>::try_from(ends).ok();
        match found {
            None => self.error(at, &INTERVAL, &[]),
            Some([from, to]) if from > to && self.errors == errors => self.error(at, &BACKWARDS, &[]),
            Some(_) => {}
        }
        found.filter(|_| self.errors == errors)
    }

    /// A holdout, which applies to the listed experiments or to all.
    fn holdout(&mut self, at: At, pairs: &mut Vec<u64>) {
        let name = self.name(at);
        let record = self.read(at, &HOLDOUT);
        let bucket = self.bucket(&record, [holdout::BY, holdout::SALT, holdout::HASH], [name, ""]);
        let index = self.model.holdouts.len() as u64;
        let end = end_of_share(record.number(holdout::PERCENT, 0), bucket.positions);
        let cut = Cut::new(0, end);
        self.model.holdouts.push(Share { node: at.get(), bucket, cut });
        let Some(list) = record.node(holdout::EXPERIMENTS) else {
            return pairs.extend((0..self.model.experiments.len() as u64).map(|experiment| experiment << 32 | index));
        };
        for at in self.document.parts(list) {
            if self.expect(at, Kind::String) {
                let found = self.named(self.experiments, self.document.text_at(at), at, &UNKNOWN_EXPERIMENT);
                pairs.extend(found.map(|experiment| u64::from(experiment) << 32 | index));
            }
        }
    }
}
