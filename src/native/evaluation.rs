//! The result of an evaluation, with its names and values.

use super::value::Value;
use crate::evaluate::decision::{Decision, Reason};
use core::fmt;

/// What was decided for one flag and one context, and why. It borrows from the evaluator, and copying it is cheap.
///
/// ```
/// use burgee::{Context, Evaluator, Reason, Timestamp, Value};
///
/// let evaluator = Evaluator::new(r#"{"format": "burgee/1", "flags": {"beta": {
///     "variants": {"on": true, "off": false},
///     "rules": [{"name": "paying", "if": {"attribute": "plan", "in": ["pro"]}, "serve": "on"}],
///     "fallthrough": "off"}}}"#)?;
/// let user = evaluator.prepare(&Context::new("user-17").with("plan", "pro"), Timestamp::from_millis(0));
///
/// let evaluation = evaluator.decide("beta", &user).ok_or("no such flag")?;
/// assert_eq!(evaluation.value.and_then(Value::as_bool), Some(true));
/// assert_eq!(evaluation.variant, Some("on"));
/// assert_eq!(evaluation.reason, Reason::TargetingMatch);
/// assert_eq!(evaluation.rule.and_then(|rule| rule.name), Some("paying"));
/// assert_eq!(evaluation.exposure, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Evaluation<'e> {
    /// The value to use; `None` for the caller's default.
    pub value: Option<&'e Value>,
    /// The variant's name; `None` for the caller's default.
    pub variant: Option<&'e str>,
    /// Why.
    pub reason: Reason,
    /// The rule that decided.
    pub rule: Option<RuleMatch<'e>>,
    /// What to report, once, if the value is used.
    pub exposure: Option<Exposure<'e>>,
    pub(super) decision: Decision,
    pub(super) json: Option<&'e str>,
}

/// The rule that decided.
///
/// ```
/// use burgee::{Context, Evaluator, Timestamp};
///
/// let evaluator = Evaluator::new(r#"{"format": "burgee/1", "flags": {"beta": {
///     "variants": {"on": true}, "rules": [{"name": "everyone", "serve": "on"}]}}}"#)?;
/// let user = evaluator.prepare(&Context::anonymous(), Timestamp::from_millis(0));
///
/// let rule = evaluator.decide("beta", &user).and_then(|evaluation| evaluation.rule).ok_or("no rule")?;
/// assert_eq!((rule.index, rule.name), (0, Some("everyone")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleMatch<'e> {
    /// Its index among the rules of the flag, from 0.
    pub index: usize,
    /// Its name, if it has one.
    pub name: Option<&'e str>,
}

/// That a unit takes part in an experiment. Evaluating is not exposing: report it when the value is used.
///
/// ```
/// use burgee::{Context, Evaluator, Timestamp};
///
/// let evaluator = Evaluator::new(r#"{"format": "burgee/1",
///     "experiments": {"pricing-2026-11": {"status": "running"}},
///     "flags": {"pricing": {"variants": {"a": 10, "b": 12}, "rules": [
///         {"experiment": "pricing-2026-11", "split": {"a": 50, "b": 50}}]}}}"#)?;
/// let context = Context::new("user-17");
/// let user = evaluator.prepare(&context, Timestamp::from_millis(0));
///
/// let evaluation = evaluator.decide("pricing", &user).ok_or("no such flag")?;
/// let exposure = evaluation.exposure.ok_or("not in the experiment")?;
/// assert_eq!((exposure.experiment, exposure.version), ("pricing-2026-11", 1));
/// assert_eq!(context.unit(exposure.by).as_deref(), Some("user-17"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exposure<'e> {
    /// The experiment's id.
    pub experiment: &'e str,
    /// The experiment's version.
    pub version: u32,
    /// Whether to keep the assignment, and to give it to later contexts: [`crate::Context::with_assignment`].
    pub sticky: bool,
    /// The attribute whose value was hashed. [`crate::Context::unit`] returns its value.
    pub by: &'e str,
}

impl<'e> Evaluation<'e> {
    pub(super) const ERROR: Evaluation<'static> = Evaluation {
        value: None,
        variant: None,
        reason: Reason::Error,
        rule: None,
        exposure: None,
        decision: Decision::ERROR,
        json: None,
    };

    /// The decision in numbers.
    #[must_use]
    pub fn decision(&self) -> Decision {
        self.decision
    }

    /// The value as JSON text, as the snapshot has it.
    #[must_use]
    pub fn json(&self) -> Option<&'e str> {
        self.json
    }
}

/// The public fields.
impl fmt::Debug for Evaluation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evaluation")
            .field("value", &self.value)
            .field("variant", &self.variant)
            .field("reason", &self.reason)
            .field("rule", &self.rule)
            .field("exposure", &self.exposure)
            .finish()
    }
}
