//! Experiments that stand still, or that can't tell anything.

use super::Check;
use super::lints::{
    ARCHIVED_IN_RULE, MIN_VERSION, NO_CONTROL, NO_EFFECT, NO_END, NO_WINNER, NOT_RUN, ONE_VARIANT, PAST_END,
    STILL_DRAFT,
};
use super::view::RuleView;
use crate::document::Node;
use crate::model::{Experiment, Serve, Status};
use crate::names::Names;
use alloc::vec::Vec;

impl<'c> Check<'c> {
    pub(super) fn experiments(&mut self) {
        let flags = self.flags();
        let rules: Vec<RuleView<'c>> = flags.iter().flat_map(|flag| flag.rules()).collect();
        let run = Names::distinct(rules.iter().filter_map(|view| Some(self.experiment_of(view.rule)?.id)));
        for (experiment, node) in self.known_experiments() {
            self.life(experiment, node);
            self.fields_of(experiment, node);
            // Rules of broken flags are not read: one of them may be the one that runs it.
            let all_known = flags.len() == self.snapshot.flags.len();
            if experiment.status == Status::Running && all_known && run.index(experiment.id).is_none() {
                self.warn(node, &NOT_RUN, &[]);
            }
        }
        for view in rules {
            self.enrolling_rule(view);
        }
    }

    fn life(&mut self, experiment: &Experiment<'_>, node: &Node<'_>) {
        let status = node.get("status").unwrap_or(node);
        let passed = |instant: Option<i64>| instant.is_some_and(|instant| instant <= self.now);
        match experiment.status {
            Status::Running if passed(experiment.end) => self.warn(node.get("end").unwrap_or(node), &PAST_END, &[]),
            Status::Running if experiment.end.is_none() => self.warn(status, &NO_END, &[]),
            Status::Draft if passed(experiment.start) => self.warn(status, &STILL_DRAFT, &[]),
            Status::Concluded if experiment.winner.is_none() => self.warn(status, &NO_WINNER, &[]),
            _ => {}
        }
    }

    fn fields_of(&mut self, experiment: &Experiment<'_>, node: &Node<'_>) {
        if let Some(field) = node.get("requiresConsent").filter(|_| experiment.requires_consent)
            && experiment.control.is_none()
        {
            self.warn(field, &NO_CONTROL, &[]);
        }
        let Some(field) = node.get("minVersion") else { return };
        if !experiment.sticky {
            self.warn(field, &NO_EFFECT, &["minVersion"]);
        } else if experiment.min_version > experiment.version {
            self.warn(field, &MIN_VERSION, &[]);
        }
    }

    fn enrolling_rule(&mut self, RuleView { rule, node, .. }: RuleView<'c>) {
        let (Some(experiment), Some(field)) = (self.experiment_of(rule), node.get("experiment")) else { return };
        match (experiment.status, &rule.serve) {
            (Status::Archived, _) => self.warn(field, &ARCHIVED_IN_RULE, &[experiment.id]),
            (Status::Draft | Status::Running, Serve::Split(ranges)) => {
                let mut filled = ranges.iter().filter(|range| range.from < range.to).map(|range| range.variant);
                let first = filled.next();
                if filled.all(|variant| Some(variant) == first) {
                    self.warn(node.get("split").unwrap_or(node), &ONE_VARIANT, &[]);
                }
            }
            _ => {}
        }
    }
}
