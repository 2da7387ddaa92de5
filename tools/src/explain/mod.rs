//! Why: the whole trace of one decision, as data and as text that a person reads.

mod lines;
mod words;

use crate::requests::{Answer, consent, now, parsed, refused, text, user};
use burgee::assemble::SourceMap;
use burgee::compile::{Compiled, compile};
use burgee::context::ContextInput;
use burgee::document::{Document, Kind, Node};
use burgee::evaluate::decision::Decision;
use burgee::evaluate::evaluate;
use burgee::evaluate::trace::Step;
use burgee::literal::pattern::Scratch;
use burgee::model::{Flag, Model};
use lines::Line;
use serde_json::{Value, json};

/// What the explanation of one decision draws upon.
pub(crate) struct Case<'c> {
    pub(crate) document: &'c Document,
    pub(crate) model: &'c Model,
    pub(crate) places: &'c SourceMap,
    pub(crate) attributes: Node<'c>,
    pub(crate) flag: &'c Flag,
    pub(crate) now: i64,
}

/// `{"do": "explain", "snapshot": text, "flag": key, "attributes": object, "now": ms, "consent"?}` →
/// `{flag, variant, value, reason, rule, text, steps: [{depth, text, holds?, …}]}`.
///
/// Attributes are read from the request's text: a number there may have more digits than a `Value` keeps.
pub(crate) fn answer(asked: &str, request: &Value) -> Answer {
    let asked = parsed(asked)?;
    let given = |name| asked.root().get(name).filter(|node| node.kind() == Kind::Object);
    let source = text(request, "snapshot")?;
    let key = text(request, "flag")?;
    let now = now(request)?;
    let document = parsed(source)?;
    let Compiled { model, issues } = compile(&document).map_err(|found| refused(source, &found))?;
    let flags = document.root().get("flags");
    let Some((index, node)) = flags.and_then(|flags| Some((flags.position(key)?, flags.get(key)?))) else {
        return Err(format!("there is no flag `{key}`").into());
    };
    let Some(flag) = model.flag(index) else {
        let span = node.start()..node.end();
        let found: Vec<_> = issues.into_iter().filter(|issue| span.contains(&issue.at)).collect();
        return Err(refused(source, &found));
    };
    let attributes = given("attributes").unwrap_or(asked.root().nothing());
    let user = ContextInput { attributes, assignments: given("assignments") };
    let context = user::context(&model, &user, now, consent(request))?;
    let mut steps: Vec<Step> = Vec::new();
    let (program, places) = SourceMap::of(&model);
    let decision = evaluate(&program, &context, index, &mut Scratch::default(), &mut steps);
    let case = Case { document: &document, model: &model, places: &places, attributes, flag, now };
    Ok(case.explain(decision, &steps))
}

impl Case<'_> {
    fn explain(&self, decision: Decision, steps: &[Step]) -> Value {
        let variant = decision.variant().and_then(|index| self.flag.variant(self.document, index));
        let name = variant.map(Node::name);
        let lines = lines::of(self, steps);
        json!({
            "flag": self.node().name(),
            "variant": name,
            "value": variant.and_then(|node| serde_json::from_str::<Value>(node.source()).ok()),
            "reason": decision.reason().name(),
            "rule": decision.rule(),
            "exposed": decision.exposed_by().is_some(),
            "text": self.text(name, decision.reason().name(), &lines),
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
