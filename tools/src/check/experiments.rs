//! Experiments with an unexpected status, or without a useful result.

use super::Check;
use super::lints::{
    ARCHIVED_IN_RULE, MIN_VERSION, NO_CONTROL, NO_EFFECT, NO_END, NO_WINNER, NOT_RUN, ONE_VARIANT, PAST_END,
    STILL_DRAFT,
};
use super::parts::{ExperimentPart, RulePart, distinct};
use burgee::model::{Serve, Status};

impl<'c> Check<'c> {
    pub(super) fn experiments(&mut self) {
        let flags = self.flags();
        let rules: Vec<RulePart<'c>> = flags.iter().flat_map(|flag| flag.rules()).collect();
        let run = distinct(rules.iter().filter_map(|view| Some(self.experiment_of(view.rule)?.id)));
        for view in self.valid_experiments() {
            self.life(view);
            self.fields_of(view);
            // Rules of flags with an error are not read: one of them may run the experiment.
            let all_valid = flags.len() == self.model.flag_count();
            if view.experiment.status == Status::Running && all_valid && run.binary_search(&view.id).is_err() {
                self.warn(view.node, &NOT_RUN, &[]);
            }
        }
        for view in rules {
            self.enrolling_rule(view);
        }
    }

    fn life(&mut self, ExperimentPart { experiment, node, .. }: ExperimentPart<'_>) {
        let status = node.get("status").unwrap_or(node);
        let [start, end, winner] = ["start", "end", "winner"].map(|name| node.get(name));
        match (experiment.status, end) {
            (Status::Running, Some(end)) if experiment.window.end <= self.now => self.warn(end, &PAST_END, &[]),
            (Status::Running, None) => self.warn(status, &NO_END, &[]),
            (Status::Draft, _) if start.is_some() && experiment.window.start <= self.now => {
                self.warn(status, &STILL_DRAFT, &[]);
            }
            (Status::Concluded, _) if winner.is_none() => self.warn(status, &NO_WINNER, &[]),
            _ => {}
        }
    }

    fn fields_of(&mut self, ExperimentPart { experiment, node, .. }: ExperimentPart<'_>) {
        if let Some(field) = node.get("requiresConsent").filter(|_| experiment.requires_consent)
            && node.get("control").is_none()
        {
            self.warn(field, &NO_CONTROL, &[]);
        }
        let Some(field) = node.get("minVersion") else { return };
        match experiment.sticky {
            None => self.warn(field, &NO_EFFECT, &["minVersion"]),
            Some(sticky) if sticky.least > experiment.version => self.warn(field, &MIN_VERSION, &[]),
            Some(_) => {}
        }
    }

    fn enrolling_rule(&mut self, RulePart { rule, node, .. }: RulePart<'c>) {
        let (Some(found), Some(field)) = (self.experiment_of(rule), node.get("experiment")) else { return };
        match (found.experiment.status, rule.serve) {
            (Status::Archived, _) => self.warn(field, &ARCHIVED_IN_RULE, &[found.id]),
            (Status::Draft | Status::Running, Serve::Split(_, cuts)) => {
                let mut variants = cuts.of(&self.model.cuts).iter().map(|(_, variant)| variant);
                let first = variants.next();
                if variants.all(|variant| Some(variant) == first) {
                    self.warn(node.get("split").unwrap_or(node), &ONE_VARIANT, &[]);
                }
            }
            _ => {}
        }
    }
}
