//! Experiments: audience, dates, status and versions.

use super::Compiler;
use super::grammar::{EXPERIMENT, experiment};
use crate::document::{At, Kind};
use crate::model::Usage;
use crate::model::{Experiment, Span, Status, Sticky};

impl Compiler<'_> {
    /// Compiles an experiment; `None` if it has an error.
    pub(super) fn experiment(&mut self, at: At) -> Option<Experiment> {
        let before = self.errors;
        let id = self.name(at);
        let record = self.read(at, &EXPERIMENT);
        let sticky = record.is_true(experiment::STICKY).then(|| Sticky {
            slot: self.slot(id, Usage::Assignment, at),
            least: record.number(experiment::MIN_VERSION, 0) as u32,
        });
        let experiment = Experiment {
            node: at.get(),
            status: Status::of(record.number(experiment::STATUS, 0)),
            window: self.window(&record, [experiment::START, experiment::END]),
            audience: record.node(experiment::AUDIENCE).map(|at| self.audience(at)),
            version: record.number(experiment::VERSION, 1) as u32,
            requires_consent: record.is_true(experiment::REQUIRES_CONSENT),
            sticky,
            entry: record.index(experiment::ENTRY),
            layer: None,
            holdouts: Span::default(),
        };
        (self.errors == before).then_some(experiment)
    }

    /// An audience: the name of a segment, or a condition.
    fn audience(&mut self, at: At) -> u32 {
        if self.document.kind(at) == Kind::String { self.segment_reference(at) } else { self.condition(at) }
    }
}
