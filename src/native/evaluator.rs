//! The front door for Rust models: a snapshot with its names, and decisions as names and JSON text.

use crate::assemble::SourceMap;
use crate::compile::{Compiled, compile};
use crate::context::{Consent, PackedContext};
use crate::context::{ContextInput, pack};
use crate::document::{self, Document, Issue, Node};
use crate::evaluate::decision::Decision;
use crate::evaluate::evaluate;
use crate::evaluate::trace::Trace;
use crate::literal::pattern::Scratch;
use crate::model::{Model, Rule, Serve};
use crate::program::Program;
use alloc::{string::String, vec, vec::Vec};

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
#[derive(Clone, Debug)]
pub struct Evaluator {
    document: Document,
    model: Model,
    program: Program,
    places: SourceMap,
    issues: Vec<Issue>,
}

/// A decision with its names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evaluation<'e> {
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
        let document = document::parse(text).map_err(|(issue, _)| vec![issue])?;
        let Compiled { model, issues } = compile(&document)?;
        let (program, places) = SourceMap::of(&model);
        Ok(Evaluator { document, model, program, places, issues })
    }

    /// What is wrong with single flags, and warnings.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The flags' keys in the author's order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.flags().into_iter().flat_map(Node::members).map(|member| member.name)
    }

    fn flags(&self) -> Option<Node<'_>> {
        self.document.root().get("flags")
    }

    /// Packs one user's attributes (a JSON object) for an instant, `now` in ms since 1970.
    ///
    /// # Errors
    /// When `attributes` is not JSON.
    pub fn context(&self, attributes: &str, now: i64, consent: Consent) -> Result<PackedContext, Issue> {
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
    ) -> Result<PackedContext, Issue> {
        let read = |text: &str| document::parse(text).map_err(|(issue, _)| issue);
        let (attributes, assignments) = (read(attributes)?, read(assignments)?);
        let given = ContextInput { attributes: attributes.root(), assignments: Some(assignments.root()) };
        Ok(pack(&self.model, &given, now, consent))
    }

    /// Decides one flag; `None` when there is no flag of that key.
    #[must_use]
    pub fn decide(&self, key: &str, context: &PackedContext) -> Option<Evaluation<'_>> {
        self.decide_and_trace(key, context, &mut crate::evaluate::trace::Silent)
    }

    /// The same, and tells `trace` of every step.
    pub fn decide_and_trace(
        &self,
        key: &str,
        context: &PackedContext,
        trace: &mut impl Trace,
    ) -> Option<Evaluation<'_>> {
        let index = self.index(key)?;
        let decision = evaluate(&self.program, context, index, &mut Scratch::default(), trace);
        Some(self.answer(index, decision))
    }

    /// The flag's place in the model.
    #[must_use]
    pub fn index(&self, key: &str) -> Option<u32> {
        self.flags()?.position(key)
    }

    /// The compiled model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What decides: it can be sent, and serves elsewhere without the text.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Where in the text (offset in bytes) a condition stands whose address in the program a trace names.
    #[must_use]
    pub fn written_at(&self, address: u32) -> Option<u32> {
        self.places.written_at(address)
    }

    /// The document that the model was compiled from.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    fn answer(&self, index: u32, decision: Decision) -> Evaluation<'_> {
        let flag = self.model.flag(index);
        let rule = flag.and_then(|flag| self.model.rules_of(flag).get(usize::from(decision.rule()?)));
        let variant = flag.and_then(|flag| flag.variant(&self.document, decision.variant()?));
        Evaluation {
            decision,
            variant: variant.map(Node::name),
            value: variant.map(Node::source),
            rule: rule.and_then(|rule| self.document.node(rule.name).text()),
            exposure: decision.exposed_by().and_then(|nth| self.exposure(rule?, nth)),
        }
    }

    fn exposure(&self, rule: &Rule, nth: u16) -> Option<Exposure<'_>> {
        let Serve::Split(bucket, _) = &rule.serve else { return None };
        let slot = self.model.numbers_of(bucket.slots).get(usize::from(nth))?;
        let found = self.model.experiments.get(rule.experiment?.experiment as usize)?.as_ref()?;
        Some(Exposure {
            experiment: self.document.node(found.node).name(),
            version: found.version,
            sticky: found.sticky.is_some(),
            by: self.model.vocabulary().path(*slot),
        })
    }
}
