//! The envelope and its parts, in the order in which they depend on each other.

use super::faults::{FORMAT, TOO_MANY};
use super::grammar::{ENVELOPE, envelope};
use super::{Compiler, MAX_EXPERIMENTS, MAX_FLAGS, MAX_HOLDOUTS};
use crate::document::{At, Kind};

impl Compiler<'_> {
    /// Compiles the snapshot; returns whether the envelope has no error.
    pub(super) fn envelope(&mut self, root: At) -> bool {
        if let Some(format) = self.document.member(root, "format")
            && self.document.kind(format) == Kind::String
            && self.document.text_at(format) != "burgee/1"
        {
            self.error(format, &FORMAT, &[self.document.text_at(format)]);
            return false;
        }
        let record = self.read(root, &ENVELOPE);
        let limits = [
            (envelope::FLAGS, MAX_FLAGS, "100000 flags"),
            (envelope::EXPERIMENTS, MAX_EXPERIMENTS, "10000 experiments"),
            (envelope::HOLDOUTS, MAX_HOLDOUTS, "100 holdouts"),
        ];
        for (field, most, limit) in limits {
            if let Some(at) = record.node(field)
                && self.document.parts(at).count() > most
            {
                self.error(at, &TOO_MANY, &[limit]);
                return false;
            }
        }
        self.model.revision = record.has(envelope::REVISION).then(|| record.number(envelope::REVISION, 0));
        let sound = self.errors == 0;
        self.segments = record.node(envelope::SEGMENTS);
        self.experiments = record.node(envelope::EXPERIMENTS);
        self.flags = record.node(envelope::FLAGS);
        self.snapshot(record.node(envelope::LAYERS), record.node(envelope::HOLDOUTS));
        sound
    }

    fn snapshot(&mut self, layers: Option<At>, holdouts: Option<At>) {
        for at in self.parts(self.segments) {
            let condition = self.segment(at);
            self.model.segments.push(condition);
        }
        for at in self.parts(self.experiments) {
            let experiment = self.experiment(at);
            self.model.experiments.push(experiment);
        }
        self.shares(layers, holdouts);
        for at in self.parts(self.flags) {
            let flag = self.flag(at);
            self.model.flags.push(flag);
        }
        self.follow_references();
    }
}
