//! Why: the whole trace of one decision, as data and as text that a person reads.

mod lines;
mod words;

use crate::context::Context;
use crate::document::{self, Node};
use crate::evaluate::evaluate;
use crate::evaluator::Evaluator;
use crate::literal::pattern::Scratch;
use crate::model::{self, Snapshot};
use crate::tools::{Answer, consent, now, refused, text};
use crate::trace::Step;
use alloc::{
    string::{String, ToString as _},
    vec::Vec,
};
use lines::Line;
use serde_json::{Value, json};

/// What the explanation of one decision draws upon.
pub(crate) struct Case<'c> {
    pub(crate) snapshot: &'c Snapshot<'c>,
    pub(crate) root: &'c Node<'c>,
    pub(crate) source: &'c str,
    pub(crate) attributes: &'c Node<'c>,
    pub(crate) attributes_text: &'c str,
    pub(crate) flag: &'c model::Flag<'c>,
    pub(crate) body: &'c model::FlagBody<'c>,
    pub(crate) now: i64,
}

/// `{"do": "explain", "snapshot": text, "flag": key, "attributes": object, "now": ms, "consent"?}` →
/// `{flag, variant, value, reason, rule, text, steps: [{depth, text, holds?, …}]}`.
pub(crate) fn answer(request: &Value) -> Answer {
    let source = text(request, "snapshot")?;
    let key = text(request, "flag")?;
    let now = now(request)?;
    let given = match &request["attributes"] {
        Value::Null => String::from("{}"),
        attributes => serde_json::to_string(attributes).unwrap_or_default(),
    };
    let root = document::parse(source).map_err(|issue| refused(source, &[issue]))?;
    let snapshot = model::read(&root).map_err(|found| refused(source, &found))?;
    let attributes = document::parse(&given).map_err(|issue| refused(&given, &[issue]))?;
    let evaluator = Evaluator::new(source).map_err(|found| refused(source, &found))?;
    let assignments = &request["assignments"];
    let assignments = if assignments.is_object() { assignments.to_string() } else { "{}".into() };
    let context = evaluator
        .context_with(&given, &assignments, now, consent(request))
        .map_err(|issue| refused(&given, &[issue]))?;
    let Some(flag) = snapshot.flags.iter().find(|flag| flag.key == key) else {
        return Err(alloc::format!("there is no flag `{key}`").into());
    };
    let Some(body) = &flag.body else {
        let path = document::path_at(&root, root.get("flags").and_then(|f| f.get(key)).map_or(0, |n| n.start));
        let about = |issue: &&document::Issue| issue.path.starts_with(&path);
        let found: Vec<_> = snapshot.issues.iter().filter(about).cloned().collect();
        return Err(refused(source, &found));
    };
    let case = Case {
        snapshot: &snapshot,
        root: &root,
        source,
        attributes: &attributes,
        attributes_text: &given,
        flag,
        body,
        now,
    };
    Ok(case.explain(&evaluator, &context))
}

impl Case<'_> {
    fn explain(&self, evaluator: &Evaluator, context: &Context) -> Value {
        let mut steps: Vec<Step> = Vec::new();
        let index = evaluator.index(self.flag.key).unwrap_or_default();
        let decision = evaluate(evaluator.program(), context, index, &mut Scratch::default(), &mut steps);
        let variant = decision.variant.and_then(|index| self.body.variants.get(usize::from(index)));
        let lines = lines::of(self, &steps);
        let value = variant.map(|v| v.value.source(self.source));
        json!({
            "flag": self.flag.key,
            "variant": variant.map(|v| v.name),
            "value": value.and_then(|text| serde_json::from_str::<Value>(text).ok()),
            "reason": decision.reason.name(),
            "rule": decision.rule,
            "exposed": decision.exposed_by.is_some(),
            "text": self.text(variant.map(|v| v.name), decision.reason.name(), &lines),
            "steps": lines.iter().map(Line::data).collect::<Vec<_>>(),
        })
    }

    fn text(&self, variant: Option<&str>, reason: &str, lines: &[Line]) -> String {
        let mut text = String::from(self.flag.key);
        text.push_str(" → ");
        text.push_str(variant.unwrap_or("the caller's default"));
        text.push_str(" (");
        text.push_str(reason);
        text.push(')');
        for line in lines {
            text.push('\n');
            for _ in 0..=line.depth {
                text.push_str("  ");
            }
            text.push_str(&line.text);
        }
        text
    }
}
