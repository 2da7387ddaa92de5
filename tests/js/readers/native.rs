//! The native side of tests/js/readers/doors.js: one line of JSON in, one line of JSON out.
//!
//! | request | answer |
//! |---|---|
//! | `{"read": {"format", "text", "options"}}` | `{"ok": report}` or `{"error": {"message", "issues"}}` |
//! | `{"document": text}` | `{}`; later decisions are made by this snapshot |
//! | `{"decide": {"flags": […], "attributes": {…}, "assignments": {…}, "now": ms, "consent"}}` | `{"answers": […]}` |
//!
//! Values and units are sent as JSON text in strings, so that JavaScript reads their numbers.
use burgee::context::{ContextInput, pack};
use burgee::document::{self, Issue, Kind, Node};
use burgee::{Consent, Evaluation, Evaluator, Exposure, PreparedContext};
use burgee_tools::json::Json;
use burgee_tools::readers::{Format, ImportReport, import};
use serde_json::{Value, json};
use std::io::{self, BufRead as _, BufWriter, Write as _};

fn main() -> io::Result<()> {
    let mut evaluator = None;
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let answer = respond(&mut evaluator, line?).unwrap_or_else(|error| json!({ "error": error }).to_string());
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn respond(evaluator: &mut Option<Evaluator>, line: String) -> Result<String, String> {
    let request = document::parse(line).map_err(|(issue, _)| messages(&[issue]))?;
    let root = request.root();
    if let Some(request) = root.get("read") {
        let answer = match read(request) {
            Ok(report) => json!({ "ok": report }),
            Err(error) => json!({ "error": error }),
        };
        return Ok(answer.to_string());
    }
    if let Some(text) = root.get("document").and_then(Node::text) {
        *evaluator = Some(Evaluator::new(text).map_err(|error| messages(error.issues()))?);
        return Ok("{}".into());
    }
    match (evaluator, root.get("decide")) {
        (Some(evaluator), Some(request)) => Ok(decide(evaluator, request)),
        _ => Err("no document was sent yet".into()),
    }
}

fn read(request: Node<'_>) -> Result<ImportReport, burgee_tools::Error> {
    let text = |name: &str| request.get(name).and_then(Node::text).unwrap_or_default();
    let options = request.get("options").map_or(Json::Object(Vec::new()), Json::of);
    import(&Format::new(text("format"), &options)?, text("text"))
}

fn decide(evaluator: &Evaluator, request: Node<'_>) -> String {
    let context = context(evaluator, request);
    let flags = request.get("flags").into_iter().flat_map(Node::items).filter_map(Node::text);
    let answers: Vec<Value> = flags.map(|flag| answer(evaluator.decide(flag, &context), request)).collect();
    json!({ "answers": answers }).to_string()
}

fn context(evaluator: &Evaluator, request: Node<'_>) -> PreparedContext {
    let consent = match request.get("consent").and_then(Node::text) {
        Some("granted") => Consent::Granted,
        Some("denied") => Consent::Denied,
        _ => Consent::Unknown,
    };
    let attributes = request.get("attributes").unwrap_or(request.nothing());
    let input = ContextInput { attributes, assignments: request.get("assignments") };
    let now = request.get("now").and_then(Node::number).and_then(|text| text.parse().ok()).unwrap_or(0);
    evaluator.prepare_packed(pack(evaluator.model(), &input, now, consent))
}

/// The answer for an unknown flag is the same as in JavaScript.
fn answer(evaluation: Option<Evaluation<'_>>, request: Node<'_>) -> Value {
    let Some(evaluation) = evaluation else { return json!({ "reason": "ERROR" }) };
    json!({
        "value": evaluation.json(),
        "variant": evaluation.variant,
        "reason": evaluation.reason.name(),
        "rule": evaluation.rule.map(|rule| json!({ "index": rule.index, "name": rule.name })),
        "exposure": evaluation.exposure.map(|Exposure { experiment, version, by, .. }| {
            json!({ "experiment": experiment, "version": version, "by": by, "unit": unit(request, by) })
        }),
    })
}

/// The JSON text of the attribute that was hashed: the member with the full name, else the one at the path.
fn unit<'d>(request: Node<'d>, by: &str) -> Option<&'d str> {
    let attributes = request.get("attributes")?;
    let is_present = |node: &Node<'_>| node.kind() != Kind::Null;
    let nested = || by.split('.').try_fold(attributes, |node, name| node.get(name));
    attributes.get(by).filter(is_present).or_else(|| nested().filter(is_present)).map(Node::source)
}

fn messages(issues: &[Issue]) -> String {
    let lines: Vec<_> = issues.iter().map(|issue| format!("{}: {}", issue.path, issue.message)).collect();
    lines.join("\n")
}
