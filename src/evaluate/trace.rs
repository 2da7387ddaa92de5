//! One visitor of a decision: silent in the page, and a full record for those who ask why.

use crate::context::Consent;
use crate::evaluate::decision::Decision;
use crate::program::{Outcome, Slot, Status, VariantIndex};
use alloc::vec::Vec;

/// Is told of each step. The step is made only for those who listen.
pub trait Trace {
    /// Records a step.
    fn note(&mut self, step: impl FnOnce() -> Step);
}

/// Listens to nothing and costs nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Trace for Silent {
    fn note(&mut self, _: impl FnOnce() -> Step) {}
}

impl Trace for Vec<Step> {
    fn note(&mut self, step: impl FnOnce() -> Step) {
        self.push(step());
    }
}

/// One step on the way to a decision, in the order in which they were taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The unit has a variant forced.
    Override(VariantIndex),
    /// The flag is off.
    Off,
    /// A prerequisite does not hold.
    PrerequisiteFailed(u16),
    /// The rule at this index is tried.
    Rule(u16),
    /// The rule's or experiment's time has not come, or is over.
    OutsideWindow {
        /// From when (ms since 1970, included).
        start: i64,
        /// Until when (ms since 1970, excluded).
        end: i64,
    },
    /// A test of an attribute came to this.
    Test {
        /// Where the test stands in the program (its address).
        at: u32,
        /// The attribute.
        slot: Slot,
        /// What it came to.
        outcome: Outcome,
    },
    /// A condition on the unit's position.
    Bucket {
        /// Where it stands in the program (its address).
        at: u32,
        /// The unit's position; `None` without a unit.
        position: Option<u32>,
        /// Whether one of the ranges has it.
        inside: bool,
    },
    /// A condition on the instant.
    Now {
        /// Where it stands in the program (its address).
        at: u32,
        /// Whether it holds.
        holds: bool,
    },
    /// A segment's condition is looked at.
    EnterSegment(u32),
    /// Whether the unit belongs to the segment entered last.
    Segment {
        /// The segment's index.
        segment: u32,
        /// Whether it does.
        member: bool,
    },
    /// What another flag's result meant for a condition.
    FlagResult {
        /// The flag's index.
        flag: u32,
        /// What it served.
        decision: Decision,
        /// Whether that was asked for.
        holds: bool,
    },
    /// The rule's condition came to this.
    Condition(Outcome),
    /// The experiment is in this state, and that decided.
    Experiment(Status),
    /// The experiment's audience does not have the unit.
    OutsideAudience,
    /// The experiment's condition for those who would newly take part does not hold.
    NoEntry,
    /// The experiment asks for consent, and it was not given.
    NoConsent(Consent),
    /// The unit was assigned a variant in a version of the experiment that does not count any more.
    AssignedBefore {
        /// That version.
        version: u32,
        /// The least that counts.
        least: u32,
    },
    /// The unit keeps the variant that it was assigned before.
    Kept(VariantIndex),
    /// The holdout at this index of the experiment keeps the unit out (or not).
    Holdout {
        /// Which.
        index: u16,
        /// The unit's position in it.
        position: u32,
        /// Whether it is held out.
        held: bool,
    },
    /// The unit's place in the experiment's layer.
    Layer {
        /// The unit's position in it.
        position: u32,
        /// Whether the experiment has that share.
        inside: bool,
    },
    /// No attribute gave a unit to hash.
    NoUnit,
    /// Where the unit stands among the rule's ranges.
    Position {
        /// Its position.
        position: u32,
        /// Which of the attributes to hash gave the unit.
        nth: u16,
        /// The variant whose range has it.
        variant: Option<VariantIndex>,
        /// For a rollout that grows with time: how many of the positions are in now.
        in_now: Option<u64>,
    },
    /// No rule applied.
    Fallthrough,
}
