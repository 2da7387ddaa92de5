//! (program, context) → decision. Pure: the instant comes with the context, and nothing is sent.
//!
//! The order: broken flag → override → off → prerequisites → rules in order → fallthrough. Within a rule: window →
//! condition → experiment (status, window, audience, consent, holdouts, layer) → bucket.

use crate::bucket::Bucket;
use crate::context::{Consent, Context};
use crate::literal::pattern::Scratch;
use crate::program::{
    CALLERS_DEFAULT, Enrolment, Experiment, Flag, Outcome, Program, Ramp, Rule, Serve, Share, Status, VariantIndex,
};
use crate::trace::{Step, Trace};

/// Why a variant was served: OpenFeature's reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The flag has no rules.
    Static = 0,
    /// No rule applied.
    Default = 1,
    /// A rule or an override applied.
    TargetingMatch = 2,
    /// The unit's position in a rollout or a split decided.
    Split = 3,
    /// The flag is off, or a prerequisite does not hold.
    Disabled = 4,
    /// There is no such flag, or it is broken.
    Error = 5,
}

/// What was decided, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The variant served; the caller's default when `None`.
    pub variant: Option<VariantIndex>,
    /// Why.
    pub reason: Reason,
    /// The rule that decided.
    pub rule: Option<u16>,
    /// Set when a running experiment assigned the variant: which of the rule's attributes to hash gave the unit.
    pub exposed_by: Option<u16>,
}

impl Decision {
    pub(crate) fn of(variant: Option<VariantIndex>, reason: Reason) -> Decision {
        let variant = variant.filter(|variant| *variant != CALLERS_DEFAULT);
        Decision { variant, reason, rule: None, exposed_by: None }
    }

    /// A caller's default, for a flag that can't be used.
    pub const ERROR: Decision = Decision { variant: None, reason: Reason::Error, rule: None, exposed_by: None };

    /// In 32 bits, as it crosses the boundary: bits 0–9 the variant + 1 (0: none), 10–12 the reason, 13–26 the rule + 1
    /// (0: none), 27–31 which attribute gave the exposed unit + 1 (0: nothing to expose).
    #[must_use]
    pub fn pack(self) -> u32 {
        let numbered = |number: Option<u16>, bits: u32| number.map_or(0, |n| (u32::from(n) + 1).min((1 << bits) - 1));
        numbered(self.variant, 10)
            | (self.reason as u32) << 10
            | numbered(self.rule, 14) << 13
            | numbered(self.exposed_by, 5) << 27
    }
}

/// Decides one flag, by index.
pub fn evaluate<T: Trace>(
    program: &Program,
    context: &Context,
    flag: u32,
    scratch: &mut Scratch,
    trace: &mut T,
) -> Decision {
    Evaluation { program, context, scratch, trace }.decide(flag)
}

/// One evaluation under way.
pub(crate) struct Evaluation<'e, T> {
    pub(crate) program: &'e Program,
    pub(crate) context: &'e Context,
    pub(crate) scratch: &'e mut Scratch,
    pub(crate) trace: &'e mut T,
}

/// What an experiment makes of a unit.
enum Enrolled {
    /// It takes no part: the next rule is tried.
    No,
    /// It takes no part and gets this variant.
    Served(VariantIndex),
    /// It takes part, and keeps the variant that it was assigned before.
    Kept(VariantIndex),
    /// It takes part: the split decides.
    Yes,
}

impl<T: Trace> Evaluation<'_, T> {
    fn decide(&mut self, index: u32) -> Decision {
        let program = self.program;
        match program.flag(index) {
            None => Decision::ERROR,
            Some(flag) => self.flag(flag),
        }
    }

    /// Another flag's decision, in the course of this one; its own steps stay out of the record.
    pub(crate) fn decide_within(&mut self, index: u32) -> Decision {
        let (program, context) = (self.program, self.context);
        let mut trace = crate::trace::Silent;
        Evaluation { program, context, scratch: self.scratch, trace: &mut trace }.decide(index)
    }

    fn flag(&mut self, flag: &Flag) -> Decision {
        if let Some(variant) = self.forced(flag) {
            self.trace.note(|| Step::Override(variant));
            return Decision::of(Some(variant), Reason::TargetingMatch);
        }
        if !flag.enabled {
            self.trace.note(|| Step::Off);
            return Decision::of(flag.off, Reason::Disabled);
        }
        for (nth, condition) in (0..).zip(flag.prerequisites.indices()) {
            if self.condition(condition) != Outcome::True {
                self.trace.note(|| Step::PrerequisiteFailed(nth));
                return Decision::of(flag.off, Reason::Disabled);
            }
        }
        self.rules(flag)
    }

    fn forced(&self, flag: &Flag) -> Option<VariantIndex> {
        let has = |forced: &&crate::program::Override| {
            let symbol = self.context.symbol(forced.slot);
            symbol.is_some_and(|symbol| self.program.has_symbol(&forced.units, symbol))
        };
        flag.overrides.of(&self.program.overrides).iter().find(has).map(|forced| forced.variant)
    }

    fn rules(&mut self, flag: &Flag) -> Decision {
        let program = self.program;
        for (index, rule) in (0..).zip(program.rules_of(flag)) {
            self.trace.note(|| Step::Rule(index));
            if let Some(decision) = self.rule(rule) {
                return Decision { rule: Some(index), ..decision };
            }
        }
        self.trace.note(|| Step::Fallthrough);
        let plain = flag.rules.is_empty() && flag.prerequisites.is_empty() && flag.overrides.is_empty();
        Decision::of(flag.fallthrough, if plain { Reason::Static } else { Reason::Default })
    }

    fn rule(&mut self, rule: &Rule) -> Option<Decision> {
        if !rule.window.holds(self.context.now) {
            self.trace.note(|| Step::OutsideWindow { start: rule.window.start, end: rule.window.end });
            return None;
        }
        if let Some(condition) = rule.condition {
            let outcome = self.condition(condition);
            self.trace.note(|| Step::Condition(outcome));
            if outcome != Outcome::True {
                return None;
            }
        }
        match rule.experiment.map_or(Enrolled::Yes, |enrolment| self.enrol(rule, enrolment)) {
            Enrolled::No => None,
            Enrolled::Served(variant) => Some(Decision::of(Some(variant), Reason::TargetingMatch)),
            Enrolled::Kept(variant) => self.keep(rule, variant),
            Enrolled::Yes => self.serve(rule),
        }
    }

    fn serve(&mut self, rule: &Rule) -> Option<Decision> {
        let program = self.program;
        match &rule.serve {
            Serve::Variant(variant) => Some(Decision::of(Some(*variant), Reason::TargetingMatch)),
            Serve::Split(bucket, cuts) => {
                let (position, nth) = self.position(bucket)?;
                let variant =
                    cuts.of(&program.cuts).iter().find(|(cut, _)| cut.has(position)).map(|(_, variant)| *variant);
                self.trace.note(|| Step::Position { position, nth, variant, in_now: None });
                let decision = Decision::of(Some(variant?), Reason::Split);
                // The caller's default is no variant of the experiment.
                let exposed_by = rule.experiment.and(decision.variant).map(|_| nth);
                Some(Decision { exposed_by, ..decision })
            }
            Serve::Ramp(bucket, ramp) => {
                let (position, nth) = self.position(bucket)?;
                let in_now = ramp.positions_in(program, self.context.now);
                let variant = (u64::from(position) < in_now).then_some(ramp.variant);
                self.trace.note(|| Step::Position { position, nth, variant, in_now: Some(in_now) });
                Some(Decision::of(Some(variant?), Reason::Split))
            }
        }
    }

    fn position(&mut self, bucket: &Bucket) -> Option<(u32, u16)> {
        let found = bucket.position(self.program, self.context);
        if found.is_none() {
            self.trace.note(|| Step::NoUnit);
        }
        found.map(|(position, nth)| (position, nth as u16))
    }

    /// A kept variant is exposed by the same unit that the split would hash.
    fn keep(&mut self, rule: &Rule, variant: VariantIndex) -> Option<Decision> {
        let Serve::Split(bucket, _) = &rule.serve else { return None };
        let (_, nth) = self.position(bucket)?;
        Some(Decision { exposed_by: Some(nth), ..Decision::of(Some(variant), Reason::Split) })
    }

    fn enrol(&mut self, rule: &Rule, enrolment: Enrolment) -> Enrolled {
        let program = self.program;
        let experiment = program.experiments.get(enrolment.experiment as usize).and_then(Option::as_ref);
        let Some(experiment) = experiment else {
            return Enrolled::No;
        };
        match experiment.status {
            Status::Running => self.enrol_in(experiment, rule, enrolment),
            status => {
                self.trace.note(|| Step::Experiment(status));
                let winner = enrolment.winner.filter(|_| status == Status::Concluded);
                winner.map_or(Enrolled::No, Enrolled::Served)
            }
        }
    }

    fn enrol_in(&mut self, experiment: &Experiment, rule: &Rule, enrolment: Enrolment) -> Enrolled {
        let window = experiment.window;
        if !window.holds(self.context.now) {
            self.trace.note(|| Step::OutsideWindow { start: window.start, end: window.end });
            return Enrolled::No;
        }
        if experiment.audience.is_some_and(|audience| self.condition(audience) != Outcome::True) {
            self.trace.note(|| Step::OutsideAudience);
            return Enrolled::No;
        }
        let consent = self.context.consent;
        if experiment.requires_consent && consent != Consent::Granted {
            self.trace.note(|| Step::NoConsent(consent));
            return Enrolled::Served(enrolment.control);
        }
        if let Some(enrolled) = self.assigned(experiment, rule) {
            return enrolled;
        }
        if experiment.entry.is_some_and(|entry| self.condition(entry) != Outcome::True) {
            self.trace.note(|| Step::NoEntry);
            return Enrolled::No;
        }
        if self.held_out(experiment) {
            return Enrolled::Served(enrolment.control);
        }
        if self.in_layer(experiment) { Enrolled::Yes } else { Enrolled::No }
    }

    /// What an earlier assignment means: the same version keeps it, one before the least allowed puts the unit out, and
    /// any other is forgotten.
    fn assigned(&mut self, experiment: &Experiment, rule: &Rule) -> Option<Enrolled> {
        let sticky = experiment.sticky?;
        let (symbol, version) = self.context.assignment(sticky.slot)?;
        if version < sticky.least {
            self.trace.note(|| Step::AssignedBefore { version, least: sticky.least });
            return Some(Enrolled::No);
        }
        let symbols = self.program.numbers_of(rule.assigned);
        let kept = symbols.iter().position(|known| *known == symbol).filter(|_| version == experiment.version);
        let variant = kept? as VariantIndex;
        self.trace.note(|| Step::Kept(variant));
        Some(Enrolled::Kept(variant))
    }

    fn held_out(&mut self, experiment: &Experiment) -> bool {
        let program = self.program;
        let holdouts = program.numbers_of(experiment.holdouts).iter();
        (0..).zip(holdouts.filter_map(|holdout| program.holdouts.get(*holdout as usize))).any(|(index, share)| {
            let Some((position, _)) = share.bucket.position(program, self.context) else {
                return false;
            };
            let held = share.cut.is_some_and(|cut| cut.has(position));
            self.trace.note(|| Step::Holdout { index, position, held });
            held
        })
    }

    fn in_layer(&mut self, experiment: &Experiment) -> bool {
        let Some(Share { bucket, cut, .. }) = &experiment.layer else {
            return true;
        };
        let Some((position, _)) = self.position(bucket) else {
            return false;
        };
        let inside = cut.is_some_and(|cut| cut.has(position));
        self.trace.note(|| Step::Layer { position, inside });
        inside
    }
}

impl Ramp {
    /// How many of the 2^32 positions are in at an instant. The line between two steps is computed in doubles: each
    /// operation is rounded as IEEE 754 says, so every runtime gets the same number, and it never falls while the
    /// share rises.
    fn positions_in(&self, program: &Program, now: i64) -> u64 {
        let steps = self.steps.of(&program.steps);
        let passed = steps.iter().take_while(|(at, _)| *at <= now).count();
        let Some((from, low)) = passed.checked_sub(1).and_then(|last| steps.get(last)) else {
            return 0;
        };
        match steps.get(passed) {
            Some((to, high)) if self.linear => {
                let part = now.wrapping_sub(*from) as f64 / to.wrapping_sub(*from) as f64;
                (*low as f64 + (*high as f64 - *low as f64) * part) as u64
            }
            _ => *low,
        }
    }
}
