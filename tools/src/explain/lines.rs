//! One line for each step of a trace.

use super::names::{outcome, window};
use super::{Case, ExplanationStep};
use burgee::context::Consent;
use burgee::evaluate::trace::Step;
use burgee::program::{Outcome, Status};

pub(super) fn write(case: &Case<'_>, steps: &[Step]) -> Vec<ExplanationStep> {
    let mut writer = Writer { case, lines: Vec::new(), rule: 0, base: 0, segments: 0 };
    let mut steps = steps.iter().peekable();
    while let Some(step) = steps.next() {
        // Each operator of a test is a step; the last one has the result of the test.
        let is_same_test = |next: &&&Step| match (step, next) {
            (Step::Test { at: one, .. }, Step::Test { at: other, .. }) => {
                case.source_map.written_at(*one) == case.source_map.written_at(*other)
            }
            _ => false,
        };
        if steps.peek().filter(is_same_test).is_none() {
            writer.step(step);
        }
    }
    writer.lines
}

struct Writer<'w, 'c> {
    case: &'w Case<'c>,
    lines: Vec<ExplanationStep>,
    /// The index of the current rule.
    rule: usize,
    /// The depth of conditions: 0 in prerequisites, 1 in a rule.
    base: u32,
    /// The number of segments around the current condition.
    segments: u32,
}

impl Writer<'_, '_> {
    fn line(&mut self, depth: u32, step: &'static str, holds: Option<bool>, text: String) {
        self.lines.push(ExplanationStep { depth, step: step.into(), text, holds });
    }

    /// A line of a condition, indented by the segments around it.
    fn condition(&mut self, step: &'static str, holds: bool, text: String) {
        self.line(self.base + self.segments, step, Some(holds), text);
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Override(variant) => {
                let text = format!("an override for this unit: {}", self.case.variant(*variant));
                self.line(0, "override", Some(true), text);
            }
            Step::Off => self.line(0, "off", None, "the flag is off".into()),
            Step::PrerequisiteFailed(nth) => {
                self.line(0, "prerequisite", Some(false), format!("prerequisite {} does not hold", nth + 1));
            }
            Step::Fallthrough => self.fallthrough(),
            Step::Rule(index) => {
                (self.rule, self.base) = (usize::from(*index), 1);
                let text = self.case.rule(self.rule);
                self.line(0, "rule", None, text);
            }
            Step::Condition(result) => {
                let text = format!("the condition {}", outcome(*result));
                self.line(1, "condition", Some(*result == Outcome::True), text);
            }
            step => self.tested(step),
        }
    }

    fn fallthrough(&mut self) {
        let served = self.case.flag.fallthrough;
        let served = served.map_or("the caller's default", |variant| self.case.variant(variant));
        let why = if self.case.flag.rules.is_empty() { "there are no rules" } else { "no rule applied" };
        self.line(0, "fallthrough", None, format!("{why}: {served}"));
    }

    /// The steps within a condition.
    fn tested(&mut self, step: &Step) {
        match step {
            Step::EnterSegment(segment) => {
                let name = self.case.segment(*segment);
                self.line(self.base + self.segments, "segment", None, format!("segment {name}"));
                self.segments += 1;
            }
            Step::Segment { segment, member } => self.membership(*segment, *member),
            Step::Test { at, outcome, .. } => {
                let text = self.case.test(*at, *outcome);
                self.condition("test", *outcome == Outcome::True, text);
            }
            Step::Bucket { at, position, inside } => {
                let text = self.case.bucket_condition(*at, *position, *inside);
                self.condition("bucket", *inside, text);
            }
            Step::Now { at, holds } => {
                let text = self.case.now_condition(*at, *holds);
                self.condition("now", *holds, text);
            }
            Step::FlagResult { flag, decision, holds } => {
                let text = self.case.flag_result(*flag, decision, *holds);
                self.condition("flag", *holds, text);
            }
            step => self.enrolment(step),
        }
    }

    fn membership(&mut self, segment: u32, member: bool) {
        let name = self.case.segment(segment);
        let text = if member { format!("in {name}") } else { format!("not in {name}") };
        self.condition("membership", member, text);
        self.segments = self.segments.saturating_sub(1);
    }

    /// The steps of an experiment.
    fn enrolment(&mut self, step: &Step) {
        match step {
            Step::OutsideWindow { start, end } => {
                let text = window(self.case.now, *start, *end);
                self.line(1, "window", Some(false), text);
            }
            Step::Experiment(status) => {
                let text = match status {
                    Status::Draft => "the experiment is a draft",
                    Status::Running => "the experiment is running",
                    Status::Concluded => "the experiment is concluded: its winner is served",
                    Status::Archived => "the experiment is archived",
                };
                self.line(1, "experiment", None, text.into());
            }
            Step::OutsideAudience => self.line(1, "audience", Some(false), "not in the experiment's audience".into()),
            Step::NoEntry => {
                self.line(1, "entry", Some(false), "the experiment's entry condition admits no new unit".into());
            }
            Step::NoConsent(consent) => {
                let state = if *consent == Consent::Denied { "denied" } else { "unknown" };
                self.line(1, "consent", Some(false), format!("consent is {state}: the control is served"));
            }
            Step::AssignedBefore { version, least } => {
                let text = format!("assigned in version {version}, before the least version {least}: excluded");
                self.line(1, "assignment", Some(false), text);
            }
            Step::Kept(variant) => {
                let text = format!("keeps the earlier assignment {}", self.case.variant(*variant));
                self.line(1, "assignment", Some(true), text);
            }
            step => self.allocation(step),
        }
    }

    /// The steps that look at a unit's position.
    fn allocation(&mut self, step: &Step) {
        match step {
            Step::Holdout { index, position, held } => {
                let text = self.case.holdout(self.rule, usize::from(*index), *position, *held);
                self.line(1, "holdout", Some(*held), text);
            }
            Step::Layer { position, inside } => {
                let text = self.case.layer(self.rule, *position, *inside);
                self.line(1, "layer", Some(*inside), text);
            }
            Step::NoUnit => {
                let text = format!("no unit to hash: {} is missing", self.case.units(self.rule).join(" and "));
                self.line(1, "unit", Some(false), text);
            }
            Step::Position { position, nth, variant, in_now } => {
                let text = self.case.position(self.rule, *position, usize::from(*nth), *variant, *in_now);
                self.line(1, "position", Some(variant.is_some()), text);
            }
            _ => {}
        }
    }
}
