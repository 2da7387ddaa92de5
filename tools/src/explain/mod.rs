//! Why a flag has its value: each step of one evaluation, as data and as text.

mod conditions;
mod lines;
mod names;
mod shares;

use crate::error::{Error, parse};
use crate::json::Json;
use burgee::assemble::SourceMap;
use burgee::compile::{Compiled, compile};
use burgee::context::{Consent, ContextInput, pack};
use burgee::document::{Document, Node};
use burgee::evaluate::decision::Decision;
use burgee::evaluate::evaluate;
use burgee::evaluate::trace::Step;
use burgee::literal::pattern::Scratch;
use burgee::model::{Flag, Model};
use serde::Serialize;

/// Why a flag has its value for one user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[non_exhaustive]
pub struct Explanation {
    /// The flag's key.
    pub flag: String,
    /// The variant; `None` if the caller's default is served.
    pub variant: Option<String>,
    /// The variant's value; `null` if the caller's default is served.
    #[cfg_attr(test, ts(type = "Json"))]
    pub value: Json<'static>,
    /// The reason, as in OpenFeature.
    #[cfg_attr(test, ts(type = "Reason"))]
    pub reason: String,
    /// The index of the rule that decided, from 0.
    pub rule: Option<u16>,
    /// Whether a running experiment assigned the variant.
    pub exposed: bool,
    /// The result and all steps as text, one line each.
    pub text: String,
    /// The steps.
    pub steps: Vec<ExplanationStep>,
}

/// One line of an explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExplanationStep {
    /// The level of indentation.
    pub depth: u32,
    /// A stable name for the kind of step: `rule`, `test`, `segment`, `position`, `fallthrough`, ….
    pub step: String,
    /// The line without indentation.
    pub text: String,
    /// Whether the tested condition holds; `None` if nothing is tested.
    pub holds: Option<bool>,
}

/// Explains one flag for one user at `now` (ms since 1970). No exposure is reported.
///
/// # Errors
/// If the text is not a snapshot, if it has no flag `key`, or if that flag has an error.
pub fn explain(
    text: &str,
    key: &str,
    user: &ContextInput<'_>,
    now: i64,
    consent: Consent,
) -> Result<Explanation, Error> {
    let document = parse(text)?;
    let Compiled { model, issues } = compile(&document).map_err(|issues| Error::of_issues(text, &issues))?;
    let flags = document.root().get("flags");
    let Some((index, node)) = flags.and_then(|flags| Some((flags.position(key)?, flags.get(key)?))) else {
        return Err(format!("there is no flag `{key}`").into());
    };
    let Some(flag) = model.flag(index) else {
        let span = node.start()..node.end();
        let inside: Vec<_> = issues.into_iter().filter(|issue| span.contains(&issue.at)).collect();
        return Err(Error::of_issues(text, &inside));
    };
    let context = pack(&model, user, now, consent);
    let mut steps: Vec<Step> = Vec::new();
    let (program, source_map) = SourceMap::of(&model);
    let decision = evaluate(&program, &context, index, &mut Scratch::default(), &mut steps);
    let attributes = user.attributes;
    let case = Case { document: &document, model: &model, source_map: &source_map, attributes, flag, now };
    Ok(case.explain(decision, &steps))
}

/// What the lines of an explanation are made from.
struct Case<'c> {
    document: &'c Document,
    model: &'c Model,
    source_map: &'c SourceMap,
    attributes: Node<'c>,
    flag: &'c Flag,
    now: i64,
}

impl Case<'_> {
    fn explain(&self, decision: Decision, steps: &[Step]) -> Explanation {
        let variant = decision.variant().and_then(|index| self.flag.variant(self.document, index));
        let name = variant.map(Node::name);
        let reason = decision.reason().name();
        let steps = lines::write(self, steps);
        Explanation {
            flag: self.key().into(),
            variant: name.map(String::from),
            value: variant.map_or(Json::Null, |node| Json::of(node).into_owned()),
            reason: reason.into(),
            rule: decision.rule(),
            exposed: decision.exposed_by().is_some(),
            text: self.text(name, reason, &steps),
            steps,
        }
    }

    fn key(&self) -> &str {
        self.document.node(self.flag.node).name()
    }

    fn text(&self, variant: Option<&str>, reason: &str, steps: &[ExplanationStep]) -> String {
        let mut text = format!("{} → {} ({reason})", self.key(), variant.unwrap_or("the caller's default"));
        for step in steps {
            text.push('\n');
            text.extend(std::iter::repeat_n("  ", step.depth as usize + 1));
            text.push_str(&step.text);
        }
        text
    }
}
