//! The front door for Rust programs: a snapshot with its names, and decisions as names and JSON text.

use crate::context::{Consent, Context};
use crate::document::{self, Issue};
use crate::evaluate::{Decision, Reason, evaluate};
use crate::literal::pattern::Scratch;
use crate::model::{self, FlagBody};
use crate::pack::{Given, pack};
use crate::program::{Program, compile, units};
use crate::sort::sort;
use crate::trace::Trace;
use alloc::{string::String, vec::Vec};
use core::ops::Range;

/// A snapshot, ready to decide.
///
/// ```
/// use burgee::{Consent, Evaluator};
/// let text = r#"{"format": "burgee/1", "flags": {"beta": {
///     "variants": {"on": true, "off": false},
///     "rules": [{"if": {"attribute": "plan", "in": ["pro"]}, "serve": "on"}],
///     "fallthrough": "off"}}}"#;
/// let evaluator = Evaluator::new(text).map_err(|issues| issues[0].message.clone())?;
/// let user = evaluator.context(r#"{"targetingKey": "user-17", "plan": "pro"}"#, 0, Consent::Unknown)
///     .map_err(|issue| issue.message)?;
/// assert_eq!(evaluator.decide("beta", &user).and_then(|answer| answer.value), Some("true"));
/// # Ok::<(), String>(())
/// ```
#[derive(Debug)]
pub struct Evaluator {
    text: String,
    program: Program,
    issues: Vec<Issue>,
    flags: Vec<Names>,
    experiments: Vec<(String, u32, bool)>,
    /// Indices of flags in the order of their keys.
    by_key: Vec<u32>,
}

/// The names of a flag's parts.
#[derive(Debug, Default)]
struct Names {
    key: String,
    variants: Vec<(String, Range<usize>)>,
    rules: Vec<RuleNames>,
}

#[derive(Debug)]
struct RuleNames {
    name: Option<String>,
    experiment: Option<u32>,
    by: Vec<String>,
}

/// A decision with its names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer<'e> {
    /// The decision in numbers.
    pub decision: Decision,
    /// The variant's name; `None` when the caller's default is to be served.
    pub variant: Option<&'e str>,
    /// The variant's value as JSON text.
    pub value: Option<&'e str>,
    /// The name of the rule that decided.
    pub rule: Option<&'e str>,
    /// What to report, once, if the value is used.
    pub exposure: Option<Exposure<'e>>,
}

/// That a unit took part in an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposure<'e> {
    /// The experiment's id.
    pub experiment: &'e str,
    /// Its version.
    pub version: u32,
    /// Whether the assignment is to be kept, and given back with the next context.
    pub sticky: bool,
    /// The attribute whose value was hashed.
    pub by: &'e str,
}

impl Evaluator {
    /// Reads and compiles a snapshot.
    ///
    /// # Errors
    /// All issues, when the text is no snapshot. Errors in single flags are no failure: see [`Evaluator::issues`].
    pub fn new(text: impl Into<String>) -> Result<Evaluator, Vec<Issue>> {
        let text = text.into();
        let root = document::parse(&text).map_err(|issue| alloc::vec![issue])?;
        let snapshot = model::read(&root)?;
        let program = compile(&snapshot);
        let flags: Vec<Names> = snapshot.flags.iter().map(Names::of).collect();
        let id = |e: &Option<model::Experiment<'_>>| {
            e.as_ref().map_or_else(Default::default, |e| (e.id.into(), e.version, e.sticky))
        };
        let experiments = snapshot.experiments.iter().map(id).collect();
        let mut by_key: Vec<(&str, u32)> = flags.iter().map(|names| names.key.as_str()).zip(0..).collect();
        sort(&mut by_key);
        let by_key = by_key.into_iter().map(|(_, index)| index).collect();
        let issues = snapshot.issues;
        drop(root);
        Ok(Evaluator { text, program, issues, flags, experiments, by_key })
    }

    /// What is wrong with single flags, and warnings.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The flags' keys in the author's order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.flags.iter().map(|names| names.key.as_str())
    }

    /// Packs one user's attributes (a JSON object) for an instant, `now` in ms since 1970.
    ///
    /// # Errors
    /// When `attributes` is not JSON.
    pub fn context(&self, attributes: &str, now: i64, consent: Consent) -> Result<Context, Issue> {
        self.context_with(attributes, "{}", now, consent)
    }

    /// The same with earlier assignments to sticky experiments: experiment → `{"variant": name, "version": number}`.
    ///
    /// # Errors
    /// When one of the texts is not JSON.
    pub fn context_with(
        &self,
        attributes: &str,
        assignments: &str,
        now: i64,
        consent: Consent,
    ) -> Result<Context, Issue> {
        let (attributes, assignments) = (document::parse(attributes)?, document::parse(assignments)?);
        let given = Given { attributes: &attributes, assignments: Some(&assignments) };
        Ok(pack(&self.program, &given, now, consent))
    }

    /// Decides one flag; `None` when there is no flag of that key.
    #[must_use]
    pub fn decide(&self, key: &str, context: &Context) -> Option<Answer<'_>> {
        self.decide_and_trace(key, context, &mut crate::trace::Silent)
    }

    /// The same, and tells `trace` of every step.
    pub fn decide_and_trace(&self, key: &str, context: &Context, trace: &mut impl Trace) -> Option<Answer<'_>> {
        let index = self.index(key)?;
        let decision = evaluate(&self.program, context, index, &mut Scratch::default(), trace);
        self.flags.get(index as usize).map(|names| self.answer(names, decision))
    }

    /// The flag's place in the program.
    #[must_use]
    pub fn index(&self, key: &str) -> Option<u32> {
        let name = |index: &u32| self.flags.get(*index as usize).map_or("", |names| names.key.as_str());
        let at = self.by_key.binary_search_by(|index| name(index).cmp(key)).ok()?;
        self.by_key.get(at).copied()
    }

    /// The compiled program.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    fn answer<'e>(&'e self, names: &'e Names, decision: Decision) -> Answer<'e> {
        let variant = decision.variant.and_then(|index| names.variants.get(usize::from(index)));
        let rule = decision.rule.and_then(|index| names.rules.get(usize::from(index)));
        Answer {
            decision,
            variant: variant.map(|(name, _)| name.as_str()),
            value: variant.and_then(|(_, span)| self.text.get(span.clone())),
            rule: rule.and_then(|rule| rule.name.as_deref()),
            exposure: decision.exposed_by.and_then(|nth| self.exposure(rule?, nth)),
        }
    }

    fn exposure<'e>(&'e self, rule: &'e RuleNames, nth: u16) -> Option<Exposure<'e>> {
        let (experiment, version, sticky) = self.experiments.get(rule.experiment? as usize)?;
        Some(Exposure { experiment, version: *version, sticky: *sticky, by: rule.by.get(usize::from(nth))? })
    }
}

impl Names {
    fn of(flag: &model::Flag<'_>) -> Names {
        let body = flag.body.as_ref();
        Names {
            key: flag.key.into(),
            variants: body.map(variants).unwrap_or_default(),
            rules: body.map(|body| body.rules.iter().map(RuleNames::of).collect()).unwrap_or_default(),
        }
    }
}

fn variants(body: &FlagBody<'_>) -> Vec<(String, Range<usize>)> {
    let span = |node: &document::Node<'_>| node.start as usize..node.end as usize;
    body.variants.iter().map(|variant| (variant.name.into(), span(variant.value))).collect()
}

impl RuleNames {
    fn of(rule: &model::Rule<'_>) -> RuleNames {
        RuleNames {
            name: rule.name.map(Into::into),
            experiment: rule.experiment.map(|enrolment| enrolment.experiment),
            by: units(&rule.bucketing).map(Into::into).collect(),
        }
    }
}

impl Reason {
    /// OpenFeature's name of it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Reason::Static => "STATIC",
            Reason::Default => "DEFAULT",
            Reason::TargetingMatch => "TARGETING_MATCH",
            Reason::Split => "SPLIT",
            Reason::Disabled => "DISABLED",
            Reason::Error => "ERROR",
        }
    }
}
