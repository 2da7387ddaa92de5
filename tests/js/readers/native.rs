//! The native door of tests/js/readers/doors.js: a line of JSON in, a line of JSON out.
//!
//! | in | out |
//! |---|---|
//! | `{"read": {"do": "read", …}}` | what `burgee::tools` answers |
//! | `{"document": text}` | `{}`, and what follows is asked of this snapshot |
//! | `{"decide": {"flags": […], "attributes": {…}, "assignments": {…}, "now": ms, "consent": word}}` | `{"answers": […]}` |
//!
//! Values and units are given as their JSON text in quotes: who reads numbers from it should be JavaScript.
use burgee::context::{ContextInput, pack};
use burgee::document::{self, Issue, Kind, Node};
use burgee::{Consent, Evaluation, Evaluator, Exposure, PreparedContext};
use burgee_tools::requests as tools;
use serde_json::{Value, json};
use std::io::{self, BufRead as _, BufWriter, Write as _};

fn main() -> io::Result<()> {
    let mut evaluator = None;
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let said = respond(&mut evaluator, line?).unwrap_or_else(|error| json!({ "error": error }).to_string());
        writeln!(out, "{said}")?;
        out.flush()?;
    }
    Ok(())
}

fn respond(evaluator: &mut Option<Evaluator>, line: String) -> Result<String, String> {
    let request = document::parse(line).map_err(|(issue, _)| tell(&[issue]))?;
    let root = request.root();
    if let Some(read) = root.get("read") {
        return Ok(tools::answer(read.source()));
    }
    if let Some(text) = root.get("document").and_then(Node::text) {
        *evaluator = Some(Evaluator::new(text).map_err(|error| tell(error.issues()))?);
        return Ok("{}".into());
    }
    match (evaluator, root.get("decide")) {
        (Some(evaluator), Some(asked)) => Ok(decide(evaluator, asked)),
        _ => Err("there is nothing to decide by".into()),
    }
}

fn decide(evaluator: &Evaluator, asked: Node<'_>) -> String {
    let context = context(evaluator, asked);
    let flags = asked.get("flags").into_iter().flat_map(Node::items).filter_map(Node::text);
    let answers: Vec<Value> = flags.map(|flag| answer(evaluator.decide(flag, &context), asked)).collect();
    json!({ "answers": answers }).to_string()
}

fn context(evaluator: &Evaluator, asked: Node<'_>) -> PreparedContext {
    let consent = match asked.get("consent").and_then(Node::text) {
        Some("granted") => Consent::Granted,
        Some("denied") => Consent::Denied,
        _ => Consent::Unknown,
    };
    let attributes = asked.get("attributes").unwrap_or(asked.nothing());
    let input = ContextInput { attributes, assignments: asked.get("assignments") };
    let now = asked.get("now").and_then(Node::number).and_then(|text| text.parse().ok()).unwrap_or(0);
    evaluator.prepare_packed(pack(evaluator.model(), &input, now, consent))
}

/// A flag that is not there is answered as by the harness.
fn answer(found: Option<Evaluation<'_>>, asked: Node<'_>) -> Value {
    let Some(found) = found else { return json!({ "reason": "ERROR" }) };
    json!({
        "value": found.json(),
        "variant": found.variant,
        "reason": found.reason.name(),
        "rule": found.rule.map(|rule| json!({ "index": rule.index, "name": rule.name })),
        "exposure": found.exposure.map(|Exposure { experiment, version, by, .. }| {
            json!({ "experiment": experiment, "version": version, "by": by, "unit": unit(asked, by) })
        }),
    })
}

/// The JSON text of the attribute that was hashed: by its name in full, else by its path.
fn unit<'d>(asked: Node<'d>, by: &str) -> Option<&'d str> {
    let attributes = asked.get("attributes")?;
    let there = |node: &Node<'_>| node.kind() != Kind::Null;
    let nested = || by.split('.').try_fold(attributes, |node, name| node.get(name));
    attributes.get(by).filter(there).or_else(|| nested().filter(there)).map(Node::source)
}

fn tell(issues: &[Issue]) -> String {
    let lines: Vec<_> = issues.iter().map(|issue| format!("{}: {}", issue.path, issue.message)).collect();
    lines.join("\n")
}
