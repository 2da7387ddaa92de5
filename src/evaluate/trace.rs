//! The steps of a decision, recorded for explanations. Elsewhere recording compiles to nothing.

use crate::context::Consent;
use crate::evaluate::decision::Decision;
use crate::program::{Outcome, Slot, Status, VariantIndex};
use alloc::vec::Vec;

/// A receiver of steps. A step is only constructed if the receiver records it.
pub trait Trace {
    /// Records a step.
    fn note(&mut self, step: impl FnOnce() -> Step);
}

/// Records nothing and costs nothing.
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

/// One step of a decision.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// An override applies and serves this variant.
    Override(VariantIndex),
    /// The flag is switched off.
    Off,
    /// The prerequisite at this index is not met.
    PrerequisiteFailed(u16),
    /// The rule at this index is tried.
    Rule(u16),
    /// The instant is outside the window of the rule or experiment.
    OutsideWindow {
        /// The start in ms since 1970, included.
        start: i64,
        /// The exclusive end in ms since 1970.
        end: i64,
    },
    /// A test of an attribute.
    Test {
        /// The address of the test in the program.
        at: u32,
        /// The attribute.
        slot: Slot,
        /// The result.
        outcome: Outcome,
    },
    /// A condition on the unit's position.
    Bucket {
        /// The address of the condition in the program.
        at: u32,
        /// The unit's position; `None` without a unit.
        position: Option<u32>,
        /// Whether a range contains it.
        inside: bool,
    },
    /// A condition on the instant.
    Now {
        /// The address of the condition in the program.
        at: u32,
        /// Whether it holds.
        holds: bool,
    },
    /// The condition of the segment at this index is evaluated.
    EnterSegment(u32),
    /// The result of the segment that was entered last.
    Segment {
        /// The segment's index.
        segment: u32,
        /// Whether the unit is a member.
        member: bool,
    },
    /// A condition on the decision of another flag.
    FlagResult {
        /// The flag's index.
        flag: u32,
        /// Its decision.
        decision: Decision,
        /// Whether the condition holds.
        holds: bool,
    },
    /// The result of the rule's condition.
    Condition(Outcome),
    /// The status of the experiment, which decided.
    Experiment(Status),
    /// The unit is not in the audience of the experiment.
    OutsideAudience,
    /// The condition for newly enrolled units does not hold.
    NoEntry,
    /// The experiment requires consent, which was not granted.
    NoConsent(Consent),
    /// The unit was assigned a variant in a version of the experiment that no longer counts.
    AssignedBefore {
        /// The version of the assignment.
        version: u32,
        /// The lowest version that counts.
        least: u32,
    },
    /// The unit keeps the variant that it was assigned before.
    Kept(VariantIndex),
    /// A holdout of the experiment.
    Holdout {
        /// Its index among those of the experiment.
        index: u16,
        /// The unit's position in it.
        position: u32,
        /// Whether it is held out.
        held: bool,
    },
    /// The layer of the experiment.
    Layer {
        /// The unit's position in it.
        position: u32,
        /// Whether the experiment owns that position.
        inside: bool,
    },
    /// No attribute gave a unit to hash.
    NoUnit,
    /// The unit's position among the ranges of the rule.
    Position {
        /// The position.
        position: u32,
        /// The index of the attribute that gave the unit.
        nth: u16,
        /// The variant whose range contains it.
        variant: Option<VariantIndex>,
        /// For a share that changes with time: the number of positions included now.
        in_now: Option<u64>,
    },
    /// No rule applied.
    Fallthrough,
}
