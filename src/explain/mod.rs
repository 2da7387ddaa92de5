//! Why: the whole trace of one decision, as data and as text that a person reads.

mod lines;
mod words;

use crate::code::Places;
use crate::compile::{Compiled, compile};
use crate::decision::Decision;
use crate::document::{Document, Kind, Node};
use crate::evaluate::evaluate;
use crate::literal::pattern::Scratch;
use crate::pack::Given;
use crate::program::{Flag, Program};
use crate::tools::{Answer, consent, now, parsed, refused, text, user};
use crate::trace::Step;
use alloc::{string::String, vec::Vec};
use lines::Line;
use serde_json::{Value, json};

/// What the explanation of one decision draws upon.
pub(crate) struct Case<'c> {
    pub(crate) document: &'c Document,
    pub(crate) program: &'c Program,
    pub(crate) places: &'c Places,
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
    let Compiled { program, issues } = compile(&document).map_err(|found| refused(source, &found))?;
    let flags = document.root().get("flags");
    let Some((index, node)) = flags.and_then(|flags| Some((flags.position(key)?, flags.get(key)?))) else {
        return Err(alloc::format!("there is no flag `{key}`").into());
    };
    let Some(flag) = program.flag(index) else {
        let span = node.start()..node.end();
        let found: Vec<_> = issues.into_iter().filter(|issue| span.contains(&issue.at)).collect();
        return Err(refused(source, &found));
    };
    let attributes = given("attributes").unwrap_or(asked.root().nothing());
    let user = Given {
        attributes,
        assignments: given("assignments"),
        #[cfg(not(feature = "conversions"))]
        converted: given("converted"),
    };
    let context = user::context(&program, &user, now, consent(request))?;
    let mut steps: Vec<Step> = Vec::new();
    let (code, places) = Places::of(&program);
    let decision = evaluate(&code, &context, index, &mut Scratch::default(), &mut steps);
    let case = Case { document: &document, program: &program, places: &places, attributes, flag, now };
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
