//! (program, context) → decision. Pure: the instant is part of the context, and exposures are returned, not sent.
//!
//! The order: broken flag → override → off → prerequisites → rules in order → fallthrough. Within a rule: window →
//! condition → experiment (status, window, audience, consent, holdouts, layer) → bucket.

pub mod bucket;
mod condition;
pub mod decision;
pub mod trace;

use crate::context::{Consent, PackedContext};
use crate::evaluate::decision::{Decision, Reason};
use crate::evaluate::trace::{Step, Trace};
use crate::literal::pattern::Scratch;
use crate::program::{
    CALLERS_DEFAULT, Cursor, Cut, List, MAX_CONDITIONS, MAX_HOLDOUTS, Outcome, Program, Status, VariantIndex, bits, set,
};

/// Decides the flag at an index.
pub fn evaluate<T: Trace>(
    program: &Program,
    context: &PackedContext,
    flag: u32,
    scratch: &mut Scratch,
    trace: &mut T,
) -> Decision {
    Frame { program, context, scratch, trace, left: MAX_CONDITIONS, depth: 0 }.decide(flag)
}

/// The state of one evaluation.
pub(crate) struct Frame<'e, T> {
    pub(crate) program: &'e Program,
    pub(crate) context: &'e PackedContext,
    pub(crate) scratch: &'e mut Scratch,
    pub(crate) trace: &'e mut T,
    /// How many more conditions may be evaluated.
    pub(crate) left: u32,
    /// How deep the current condition is nested.
    pub(crate) depth: u32,
}

/// The part that a unit takes in an experiment.
enum Enrolled {
    /// None: the next rule is tried.
    No,
    /// None, and it gets this variant.
    Served(VariantIndex),
    /// It is enrolled and keeps the variant that it was assigned before.
    Kept(VariantIndex),
    /// It is enrolled: the split decides.
    Yes,
}

/// A rule's part in an experiment.
struct Enrolment<'e> {
    /// The variant for units without consent or in a holdout.
    control: VariantIndex,
    /// For a sticky experiment: the symbols of the flag's variants.
    symbols: &'e [[u8; 4]],
}

impl<T: Trace> Frame<'_, T> {
    fn decide(&mut self, index: u32) -> Decision {
        match self.program.part(List::Flags, index) {
            None => Decision::ERROR,
            Some(flag) => self.flag(flag),
        }
    }

    /// Decides another flag that this one depends on, without tracing it. Its rules and overrides count as conditions,
    /// even if few of them are evaluated: a hostile program can ask for the same flag many times.
    pub(crate) fn decide_dependency(&mut self, index: u32) -> Decision {
        let (program, context, depth) = (self.program, self.context, self.depth);
        let Some(flag) = program.part(List::Flags, index) else { return Decision::ERROR };
        let left = self.left.saturating_sub(parts_of(flag));
        let mut within =
            Frame { program, context, scratch: self.scratch, trace: &mut crate::evaluate::trace::Silent, left, depth };
        let decision = within.flag(flag);
        self.left = within.left;
        decision
    }

    fn flag(&mut self, mut at: Cursor<'_>) -> Decision {
        let [head, a, b, c, d, e, f] = at.chunk();
        let [off, fallthrough, rules] = [[a, b], [c, d], [e, f]].map(u16::from_le_bytes);
        if head & bits::OVERRIDES != 0
            && let Some(variant) = self.matching_override(&mut at)
        {
            self.trace.note(|| Step::Override(variant));
            return Decision::of(variant, Reason::TargetingMatch);
        }
        if head & bits::ENABLED == 0 {
            self.trace.note(|| Step::Off);
            return Decision::of(off, Reason::Disabled);
        }
        let prerequisites = if head & bits::PREREQUISITES == 0 { 0 } else { at.count() };
        for nth in 0..prerequisites {
            if self.condition(&mut at) != Outcome::True {
                self.trace.note(|| Step::PrerequisiteFailed(nth as u16));
                return Decision::of(off, Reason::Disabled);
            }
        }
        for index in 0..rules {
            self.trace.note(|| Step::Rule(index));
            let size = at.word();
            if let Some(decision) = self.rule(at.part(size)) {
                return decision.by_rule(index);
            }
        }
        self.trace.note(|| Step::Fallthrough);
        let plain = rules == 0 && head & (bits::PREREQUISITES | bits::OVERRIDES) == 0;
        Decision::of(fallthrough, if plain { Reason::Static } else { Reason::Default })
    }

    /// The variant of the override that applies. Without one, the cursor is past all overrides.
    #[inline(never)]
    fn matching_override(&self, at: &mut Cursor<'_>) -> Option<VariantIndex> {
        for _ in 0..at.count() {
            let size = at.word();
            let mut forced = at.part(size);
            let variant = forced.short();
            let symbol = self.context.symbol(forced.word());
            if symbol.is_some_and(|symbol| set::has_symbol(forced, symbol)) {
                return Some(variant);
            }
        }
        None
    }

    fn rule(&mut self, mut at: Cursor<'_>) -> Option<Decision> {
        let [head, a, b] = at.chunk();
        let variant = u16::from_le_bytes([a, b]);
        if head & bits::WINDOW != 0 && !self.is_in_window(&mut at) {
            return None;
        }
        if head & bits::CONDITION != 0 {
            let outcome = self.condition(&mut at);
            self.trace.note(|| Step::Condition(outcome));
            if outcome != Outcome::True {
                return None;
            }
        }
        let experiment = head & bits::EXPERIMENT != 0;
        match if experiment { self.enrol(&mut at) } else { Enrolled::Yes } {
            Enrolled::No => None,
            Enrolled::Served(variant) => Some(Decision::of(variant, Reason::TargetingMatch)),
            // The exposed unit of a kept variant is the one that the split would hash.
            Enrolled::Kept(variant) => {
                let (_, nth) = self.position(&mut at)?;
                Some(Decision::of(variant, Reason::Split).with_exposure(nth))
            }
            Enrolled::Yes => match head & bits::LINE {
                0 => Some(Decision::of(variant, Reason::TargetingMatch)),
                bits::SPLIT => self.split(&mut at, experiment),
                steps => self.ramp(&mut at, variant, steps == bits::LINE),
            },
        }
    }

    #[inline(never)]
    fn is_in_window(&mut self, at: &mut Cursor<'_>) -> bool {
        let (start, end) = (at.instant(), at.instant());
        let holds = start <= self.context.now && self.context.now < end;
        if !holds {
            self.trace.note(|| Step::OutsideWindow { start, end });
        }
        holds
    }

    /// Variants by position. A unit in no cut continues with the next rule.
    fn split(&mut self, at: &mut Cursor<'_>, experiment: bool) -> Option<Decision> {
        let (position, nth) = self.position(at)?;
        let variant = variant_at(at, position);
        self.trace.note(|| Step::Position { position, nth, variant, in_now: None });
        let variant = variant?;
        let decision = Decision::of(variant, Reason::Split);
        // The caller's default is not a variant of the experiment.
        let exposed = experiment && variant != CALLERS_DEFAULT;
        Some(if exposed { decision.with_exposure(nth) } else { decision })
    }

    /// One variant, for a share that changes with time.
    #[inline(never)]
    fn ramp(&mut self, at: &mut Cursor<'_>, variant: VariantIndex, line: bool) -> Option<Decision> {
        let (position, nth) = self.position(at)?;
        let in_now = positions_included(at, self.context.now, line);
        let variant = (u64::from(position) < in_now).then_some(variant);
        self.trace.note(|| Step::Position { position, nth, variant, in_now: Some(in_now) });
        Some(Decision::of(variant?, Reason::Split))
    }

    fn position(&mut self, at: &mut Cursor<'_>) -> Option<(u32, u16)> {
        let found = bucket::position(at, self.context);
        if found.is_none() {
            self.trace.note(|| Step::NoUnit);
        }
        found
    }

    #[inline(never)]
    fn enrol(&mut self, at: &mut Cursor<'_>) -> Enrolled {
        let (experiment, control, winner) = (at.word(), at.short(), at.short());
        let count = at.word();
        let enrolment = Enrolment { control, symbols: at.words(count) };
        let Some(mut experiment) = self.program.part(List::Experiments, experiment) else {
            return Enrolled::No;
        };
        let head = experiment.byte();
        match Status::of((head & bits::STATUS).into()) {
            Status::Running => self.enrol_in(experiment, head, &enrolment),
            status => {
                self.trace.note(|| Step::Experiment(status));
                let served = status == Status::Concluded && winner != CALLERS_DEFAULT;
                if served { Enrolled::Served(winner) } else { Enrolled::No }
            }
        }
    }

    fn enrol_in(&mut self, mut at: Cursor<'_>, head: u8, enrolment: &Enrolment<'_>) -> Enrolled {
        let version = at.word();
        if !self.is_in_window(&mut at) {
            return Enrolled::No;
        }
        if head & bits::AUDIENCE != 0 && self.condition(&mut at) != Outcome::True {
            self.trace.note(|| Step::OutsideAudience);
            return Enrolled::No;
        }
        let consent = self.context.consent;
        if head & bits::CONSENT != 0 && consent != Consent::Granted {
            self.trace.note(|| Step::NoConsent(consent));
            return Enrolled::Served(enrolment.control);
        }
        if head & bits::STICKY != 0
            && let Some(enrolled) = self.assigned(&mut at, version, enrolment)
        {
            return enrolled;
        }
        if head & bits::ENTRY != 0 && self.condition(&mut at) != Outcome::True {
            self.trace.note(|| Step::NoEntry);
            return Enrolled::No;
        }
        let holdouts = at.word();
        if self.held_out(at.words(holdouts)) {
            return Enrolled::Served(enrolment.control);
        }
        if head & bits::LAYER == 0 || self.in_layer(&mut at) { Enrolled::Yes } else { Enrolled::No }
    }

    /// The effect of an earlier assignment: it is kept if the version is the current one; a version below the lowest
    /// excludes the unit; any other is ignored.
    fn assigned(&mut self, at: &mut Cursor<'_>, current: u32, enrolment: &Enrolment<'_>) -> Option<Enrolled> {
        let (slot, least) = (at.word(), at.word());
        let (symbol, version) = self.context.assignment(slot)?;
        if version < least {
            self.trace.note(|| Step::AssignedBefore { version, least });
            return Some(Enrolled::No);
        }
        let kept = enrolment.symbols.iter().position(|known| u32::from_le_bytes(*known) == symbol);
        let variant = kept.filter(|_| version == current)? as VariantIndex;
        self.trace.note(|| Step::Kept(variant));
        Some(Enrolled::Kept(variant))
    }

    fn held_out(&mut self, holdouts: &[[u8; 4]]) -> bool {
        let program = self.program;
        let holdouts = holdouts
            .iter()
            .take(MAX_HOLDOUTS)
            .filter_map(|which| program.part(List::Holdouts, u32::from_le_bytes(*which)));
        (0..).zip(holdouts).any(|(index, mut at)| {
            let Some((position, _)) = bucket::position(&mut at, self.context) else {
                return false;
            };
            let held = Cut::read(&mut at).contains(position);
            self.trace.note(|| Step::Holdout { index, position, held });
            held
        })
    }

    fn in_layer(&mut self, at: &mut Cursor<'_>) -> bool {
        let Some((position, _)) = self.position(at) else {
            return false;
        };
        let inside = Cut::read(at).contains(position);
        self.trace.note(|| Step::Layer { position, inside });
        inside
    }
}

/// The number of rules and overrides of a flag.
fn parts_of(mut flag: Cursor<'_>) -> u32 {
    let [head, _, _, _, _, a, b] = flag.chunk();
    let overrides = if head & bits::OVERRIDES == 0 { 0 } else { flag.count() };
    u32::from(u16::from_le_bytes([a, b])).saturating_add(overrides)
}

/// The variant of the first cut that contains a position.
pub(crate) fn variant_at(at: &mut Cursor<'_>, position: u32) -> Option<VariantIndex> {
    for _ in 0..at.count() {
        let cut = Cut::read(at);
        let variant = at.short();
        if cut.contains(position) {
            return Some(variant);
        }
    }
    None
}

/// The number of positions that steps include at an instant. The line between two steps is computed in doubles: IEEE 754
/// defines the rounding of each operation, so every runtime gets the same number, and it never decreases while the share
/// increases.
fn positions_included(at: &mut Cursor<'_>, now: i64, line: bool) -> u64 {
    let mut passed = None;
    for _ in 0..at.count() {
        let (instant, high) = (at.instant(), at.long());
        if instant <= now {
            passed = Some((instant, high));
            continue;
        }
        return match passed {
            Some((from, low)) if line => {
                let part = now.wrapping_sub(from) as f64 / instant.wrapping_sub(from) as f64;
                (low as f64 + (high as f64 - low as f64) * part) as u64
            }
            passed => passed.map_or(0, |(_, low)| low),
        };
    }
    passed.map_or(0, |(_, low)| low)
}
