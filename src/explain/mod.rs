//! Why: the whole trace of one decision, as data and as text that a person reads.

mod lines;
mod words;

use crate::compile::{Compiled, compile};
#[cfg(feature = "standalone")]
use crate::document::Kind;
use crate::document::{Document, Node};
use crate::evaluate::{Decision, evaluate};
use crate::literal::pattern::Scratch;
use crate::pack::Given;
use crate::program::{Flag, Program};
use crate::tools::{Answer, consent, now, parsed, refused, text, user};
use crate::trace::Step;
use alloc::{
    string::{String, ToString as _},
    vec::Vec,
};
use lines::Line;
use serde_json::{Value, json};

/// What the explanation of one decision draws upon.
pub(crate) struct Case<'c> {
    pub(crate) document: &'c Document,
    pub(crate) program: &'c Program,
    pub(crate) attributes: Node<'c>,
    pub(crate) flag: &'c Flag,
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
    let document = parsed(source)?;
    let Compiled { program, issues } = compile(&document).map_err(|found| refused(source, &found))?;
    let attributes = parsed(given)?;
    let assigned = parsed(assignments(request))?;
    #[cfg(feature = "standalone")]
    let converted = parsed(request["converted"].to_string())?;
    let flags = document.root().get("flags");
    let Some((index, node)) = flags.and_then(|flags| Some((flags.position(key)?, flags.get(key)?))) else {
        return Err(alloc::format!("there is no flag `{key}`").into());
    };
    let Some(flag) = program.flag(index) else {
        let span = node.start()..node.end();
        let found: Vec<_> = issues.into_iter().filter(|issue| span.contains(&issue.at)).collect();
        return Err(refused(source, &found));
    };
    let given = Given {
        attributes: attributes.root(),
        assignments: Some(assigned.root()),
        #[cfg(feature = "standalone")]
        converted: Some(converted.root()).filter(|root| root.kind() == Kind::Object),
    };
    let context = user::context(&program, &given, now, consent(request))?;
    let mut steps: Vec<Step> = Vec::new();
    let decision = evaluate(&program, &context, index, &mut Scratch::default(), &mut steps);
    let case = Case { document: &document, program: &program, attributes: attributes.root(), flag, now };
    Ok(case.explain(decision, &steps))
}

/// The earlier assignments of the request, as text.
fn assignments(request: &Value) -> String {
    let given = &request["assignments"];
    if given.is_object() { given.to_string() } else { "{}".into() }
}

impl Case<'_> {
    fn explain(&self, decision: Decision, steps: &[Step]) -> Value {
        let variant = decision.variant.and_then(|index| self.flag.variant(self.document, index));
        let name = variant.map(Node::name);
        let lines = lines::of(self, steps);
        json!({
            "flag": self.node().name(),
            "variant": name,
            "value": variant.and_then(|node| serde_json::from_str::<Value>(node.source()).ok()),
            "reason": decision.reason.name(),
            "rule": decision.rule,
            "exposed": decision.exposed_by.is_some(),
            "text": self.text(name, decision.reason.name(), &lines),
            "steps": lines.iter().map(Line::data).collect::<Vec<_>>(),
        })
    }

    /// Where the flag is written.
    fn node(&self) -> Node<'_> {
        self.document.node(self.flag.node)
    }

    fn text(&self, variant: Option<&str>, reason: &str, lines: &[Line]) -> String {
        let mut text = String::from(self.node().name());
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
