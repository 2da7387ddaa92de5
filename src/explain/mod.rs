//! Why: the whole trace of one decision, as data and as text that a person reads.

mod lines;
mod words;

use crate::document::{self, Node};
use crate::evaluate::{Decision, evaluate};
use crate::literal::pattern::Scratch;
use crate::model::{self, Snapshot};
use crate::pack::{Given, pack};
use crate::program::compile;
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
    let assigned = assignments(request);
    let assigned = document::parse(&assigned).map_err(|issue| refused(&assigned, &[issue]))?;
    let Some((index, flag)) = (0..).zip(&snapshot.flags).find(|(_, flag)| flag.key == key) else {
        return Err(alloc::format!("there is no flag `{key}`").into());
    };
    let Some(body) = &flag.body else {
        let span = root.get("flags").and_then(|flags| flags.get(key)).map_or(0..0, |node| node.start..node.end);
        let found: Vec<_> = snapshot.issues.iter().filter(|issue| span.contains(&issue.at)).cloned().collect();
        return Err(refused(source, &found));
    };
    let program = compile(&snapshot);
    let user = Given { attributes: &attributes, assignments: Some(&assigned) };
    let context = pack(&program, &user, now, consent(request));
    let mut steps: Vec<Step> = Vec::new();
    let decision = evaluate(&program, &context, index, &mut Scratch::default(), &mut steps);
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
    Ok(case.explain(decision, &steps))
}

/// The earlier assignments of the request, as text.
fn assignments(request: &Value) -> String {
    let given = &request["assignments"];
    if given.is_object() { given.to_string() } else { "{}".into() }
}

impl Case<'_> {
    fn explain(&self, decision: Decision, steps: &[Step]) -> Value {
        let variant = decision.variant.and_then(|index| self.body.variants.get(usize::from(index)));
        let lines = lines::of(self, steps);
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
