//! A loaded snapshot.

use super::prepared::{FlagHandle, PreparedContext};
use super::variants::Variants;
use super::{Context, Error, Evaluation, Exposure, RuleMatch, Timestamp};
use crate::assemble::SourceMap;
use crate::compile::{Compiled, compile};
use crate::context::PackedContext;
use crate::document::{self, Document, Issue, Node};
use crate::evaluate::decision::{Decision, Reason};
use crate::evaluate::evaluate;
use crate::evaluate::trace::{Silent, Trace};
use crate::literal::pattern::Scratch;
use crate::model::{Model, Rule, Serve};
use crate::program::Program;
use alloc::{string::String, vec};
use core::hash::Hasher as _;
use fnv::FnvHasher;

/// A snapshot, ready to decide. It never changes: share it between threads, and load a new one when the file changes.
///
/// ```
/// use burgee::{Context, Evaluator};
/// use std::time::UNIX_EPOCH;
///
/// let evaluator = Evaluator::new(r#"{"format": "burgee/1", "flags": {"beta": {
///     "variants": {"on": true, "off": false},
///     "rules": [{"if": {"attribute": "plan", "in": ["pro"]}, "serve": "on"}],
///     "fallthrough": "off"}}}"#)?;
/// let user = evaluator.prepare(&Context::new("user-17").with("plan", "pro"), UNIX_EPOCH.elapsed()?);
///
/// assert!(evaluator.boolean("beta", &user, false));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Evaluator {
    document: Document,
    model: Model,
    program: Program,
    places: SourceMap,
    issues: vec::Vec<Issue>,
    variants: Variants,
    /// The data that prepared contexts and handles depend on: attributes with their literals, and the keys of the flags.
    fingerprint: u64,
}

impl Evaluator {
    /// Reads and compiles a source snapshot.
    ///
    /// # Errors
    /// If the text is not a snapshot. Errors in single flags do not count: see [`Evaluator::issues`].
    pub fn new(text: impl Into<String>) -> Result<Evaluator, Error> {
        let document = document::parse(text).map_err(|(issue, text)| Error::new(vec![issue], text))?;
        let Compiled { model, issues } =
            compile(&document).map_err(|issues| Error::new(issues, document.text().into()))?;
        let (program, places) = SourceMap::of(&model);
        let variants = Variants::new(&document, &model);
        let mut evaluator = Evaluator { document, model, program, places, issues, variants, fingerprint: 0 };
        evaluator.fingerprint = evaluator.compute_fingerprint();
        Ok(evaluator)
    }

    /// Errors in single flags, which serve the caller's default, and warnings.
    ///
    /// ```
    /// use burgee::Evaluator;
    ///
    /// let evaluator = Evaluator::new(r#"{"format": "burgee/1", "flags": {
    ///     "broken": {"variants": {"on": true}, "fallthrough": "off"},
    ///     "sound": {"variants": {"on": true}, "fallthrough": "on"}}}"#)?;
    /// assert_eq!(evaluator.issues().len(), 1);
    /// assert_eq!(evaluator.issues()[0].path, "flags.broken.fallthrough");
    /// # Ok::<(), burgee::Error>(())
    /// ```
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The keys of the flags, in the order of the snapshot.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.flags().into_iter().flat_map(Node::members).map(|member| member.name)
    }

    /// The snapshot's revision, if it has one.
    #[must_use]
    pub fn revision(&self) -> Option<u64> {
        self.model.revision
    }

    /// Packs what this snapshot reads of a context, for decisions at the instant `now`.
    pub fn prepare(&self, context: &Context, now: impl Into<Timestamp>) -> PreparedContext {
        self.prepare_packed(context.pack(&self.model, now.into().as_millis()))
    }

    /// Takes a context that was packed for [`Evaluator::model`] with [`crate::context::pack`].
    #[must_use]
    pub fn prepare_packed(&self, packed: PackedContext) -> PreparedContext {
        PreparedContext { packed, fingerprint: self.fingerprint }
    }

    /// A handle to a flag; `None` if there is no flag with this key.
    #[must_use]
    pub fn flag(&self, key: &str) -> Option<FlagHandle> {
        Some(FlagHandle { index: self.index(key)?, fingerprint: self.fingerprint })
    }

    /// Decides one flag; `None` if there is no flag with this key.
    #[must_use]
    pub fn decide(&self, key: &str, context: &PreparedContext) -> Option<Evaluation<'_>> {
        self.flag(key).map(|flag| self.decide_flag(flag, context))
    }

    /// Decides the flag of a handle.
    #[must_use]
    pub fn decide_flag(&self, flag: FlagHandle, context: &PreparedContext) -> Evaluation<'_> {
        self.decide_with(flag, context, &mut Silent)
    }

    /// The same as [`Evaluator::decide`], and passes each step to `trace`.
    pub fn decide_and_trace(
        &self,
        key: &str,
        context: &PreparedContext,
        trace: &mut impl Trace,
    ) -> Option<Evaluation<'_>> {
        self.flag(key).map(|flag| self.decide_with(flag, context, trace))
    }

    fn decide_with(&self, flag: FlagHandle, context: &PreparedContext, trace: &mut impl Trace) -> Evaluation<'_> {
        if flag.fingerprint != self.fingerprint || context.fingerprint != self.fingerprint {
            return Evaluation::ERROR;
        }
        let decision = evaluate(&self.program, &context.packed, flag.index, &mut Scratch::default(), trace);
        self.describe(flag.index, decision)
    }

    /// The index of a flag in the model and in the program.
    #[must_use]
    pub fn index(&self, key: &str) -> Option<u32> {
        self.flags()?.position(key)
    }

    /// The compiled model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The program that decides. It can be stored and sent, and decides elsewhere without the snapshot's text.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The offset in the text, in bytes, of the condition at an address of the program. Traces have such addresses.
    #[must_use]
    pub fn written_at(&self, address: u32) -> Option<u32> {
        self.places.written_at(address)
    }

    /// The document that the model was compiled from.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    fn flags(&self) -> Option<Node<'_>> {
        self.document.root().get("flags")
    }

    fn describe(&self, index: u32, decision: Decision) -> Evaluation<'_> {
        let reason = decision.reason();
        if reason == Reason::Error {
            return Evaluation::ERROR;
        }
        let flag = self.model.flag(index);
        let rule = flag.and_then(|flag| self.model.rules_of(flag).get(usize::from(decision.rule()?)));
        let variant = decision.variant().and_then(|variant| self.variants.get(index, variant));
        let node = variant.map(|(node, _)| self.document.node(node));
        Evaluation {
            value: variant.map(|(_, value)| value),
            variant: node.map(Node::name),
            reason,
            rule: decision.rule().map(|index| RuleMatch {
                index: index.into(),
                name: rule.and_then(|rule| self.document.node(rule.name).text()),
            }),
            exposure: decision.exposed_by().and_then(|nth| self.exposure(rule?, nth)),
            decision,
            json: node.map(Node::source),
        }
    }

    fn exposure(&self, rule: &Rule, nth: u16) -> Option<Exposure<'_>> {
        let Serve::Split(bucket, _) = &rule.serve else { return None };
        let slot = self.model.numbers_of(bucket.slots).get(usize::from(nth))?;
        let experiment = self.model.experiments.get(rule.experiment?.experiment as usize)?.as_ref()?;
        Some(Exposure {
            experiment: self.document.node(experiment.node).name(),
            version: experiment.version,
            sticky: experiment.sticky.is_some(),
            by: self.model.vocabulary().path(*slot),
        })
    }

    fn compute_fingerprint(&self) -> u64 {
        let mut hasher = FnvHasher::default();
        let mut write = |text: &str| {
            hasher.write(text.as_bytes());
            // Not in UTF-8: it keeps the end of one text from being the beginning of the next.
            hasher.write_u8(u8::MAX);
        };
        let vocabulary = self.model.vocabulary();
        for slot in 0..vocabulary.len() as u32 {
            let (usage, conversion) = vocabulary.usage(slot);
            write(vocabulary.path(slot));
            write(&alloc::format!("{} {}", usage as u8, conversion as u8));
            vocabulary.literals(slot).for_each(&mut write);
            write("");
        }
        self.keys().for_each(write);
        hasher.finish()
    }
}
