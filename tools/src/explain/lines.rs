//! Steps → lines, indented by what they belong to.

use super::Case;
use super::words;
use burgee::context::Consent;
use burgee::evaluate::trace::Step;
use burgee::program::{Outcome, Status};
use serde_json::{Value, json};

/// One line of an explanation.
#[derive(Debug)]
pub(super) struct Line {
    /// How far it is indented.
    pub(super) depth: usize,
    /// What it says.
    pub(super) text: String,
    /// A stable name of what kind of step it is.
    step: &'static str,
    /// Whether what was asked holds, where something was asked.
    holds: Option<bool>,
}

impl Line {
    pub(super) fn data(&self) -> Value {
        json!({ "depth": self.depth, "step": self.step, "text": self.text, "holds": self.holds })
    }
}

/// The lines that tell these steps.
pub(super) fn of(case: &Case<'_>, steps: &[Step]) -> Vec<Line> {
    let mut teller = Teller { case, lines: Vec::new(), rule: 0, base: 0, inside: 0 };
    let mut steps = steps.iter().peekable();
    while let Some(step) = steps.next() {
        // The operators of one test are steps of their own; the last one decides for all.
        let same = |next: &&&Step| match (step, next) {
            (Step::Test { at: one, .. }, Step::Test { at: other, .. }) => {
                case.places.written_at(*one) == case.places.written_at(*other)
            }
            _ => false,
        };
        if steps.peek().filter(same).is_none() {
            teller.tell(step);
        }
    }
    teller.lines
}

struct Teller<'t, 'c> {
    case: &'t Case<'c>,
    lines: Vec<Line>,
    rule: usize,
    /// How far what is tried is indented: prerequisites not at all, what belongs to a rule once.
    base: usize,
    /// How many segments deep the tests stand.
    inside: usize,
}

impl Teller<'_, '_> {
    fn line(&mut self, depth: usize, step: &'static str, holds: Option<bool>, text: String) {
        self.lines.push(Line { depth, text, step, holds });
    }

    fn tell(&mut self, step: &Step) {
        match step {
            Step::Override(variant) => {
                let text = format!("forced to {} for this unit", self.case.variant(*variant));
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
            Step::EnterSegment(segment) => {
                let name = self.case.segment(*segment);
                self.line(self.base + self.inside, "segment", None, format!("segment {name}"));
                self.inside += 1;
            }
            Step::Segment { segment, member } => self.membership(*segment, *member),
            Step::Test { at, outcome, .. } => {
                let text = self.case.test(*at, *outcome);
                self.line(self.base + self.inside, "test", Some(*outcome == Outcome::True), text);
            }
            Step::Bucket { at, position, inside } => {
                let text = self.case.bucket_condition(*at, *position, *inside);
                self.line(self.base + self.inside, "bucket", Some(*inside), text);
            }
            Step::Now { at, holds } => {
                let text = self.case.now_condition(*at, *holds);
                self.line(self.base + self.inside, "now", Some(*holds), text);
            }
            Step::FlagResult { flag, decision, holds } => {
                let text = self.case.flag_result(*flag, decision, *holds);
                self.line(self.base + self.inside, "flag", Some(*holds), text);
            }
            Step::Condition(outcome) => {
                let text = format!("the condition {}", words::outcome(*outcome));
                self.line(1, "condition", Some(*outcome == Outcome::True), text);
            }
            step => self.allocation(step),
        }
    }

    fn fallthrough(&mut self) {
        let served = self.case.flag.fallthrough;
        let served = served.map_or("the caller's default", |variant| self.case.variant(variant));
        let why = if self.case.flag.rules.is_empty() { "there are no rules" } else { "no rule applied" };
        self.line(0, "fallthrough", None, format!("{why}: {served}"));
    }

    fn membership(&mut self, segment: u32, member: bool) {
        let name = self.case.segment(segment);
        let text = if member { format!("in {name}") } else { format!("not in {name}") };
        self.line(self.base + self.inside, "membership", Some(member), text);
        self.inside = self.inside.saturating_sub(1);
    }

    /// The steps that an experiment and a bucket take.
    fn allocation(&mut self, step: &Step) {
        match step {
            Step::OutsideWindow { start, end } => {
                let text = words::window(self.case.now, *start, *end);
                self.line(1, "window", Some(false), text);
            }
            Step::Experiment(status) => {
                let text = match status {
                    Status::Draft => "the experiment has not begun",
                    Status::Running => "the experiment runs",
                    Status::Concluded => "the experiment is concluded: its winner is served",
                    Status::Archived => "the experiment is archived",
                };
                self.line(1, "experiment", None, text.into());
            }
            Step::OutsideAudience => self.line(1, "audience", Some(false), "not in the experiment's audience".into()),
            Step::NoEntry => self.line(1, "entry", Some(false), "may not newly take part".into()),
            Step::NoConsent(consent) => {
                let said = if *consent == Consent::Denied { "was denied" } else { "was not given" };
                self.line(1, "consent", Some(false), format!("consent {said}: the control is served"));
            }
            Step::AssignedBefore { version, least } => {
                let text = format!("was assigned in version {version}, before version {least}: takes no part");
                self.line(1, "assignment", Some(false), text);
            }
            Step::Kept(variant) => {
                let text = format!("keeps {}, assigned before", self.case.variant(*variant));
                self.line(1, "assignment", Some(true), text);
            }
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
