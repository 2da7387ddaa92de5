//! Decides every flag of a snapshot for many users: `cargo run --example decide SNAPSHOT USERS`.
//!
//! USERS has one line of JSON per user: `{"now": 1793491200000, "consent": "granted", "attributes": {…}}`, with
//! `assignments` if there are any. The example prints one line per user. It has the decisions of all flags, in the order
//! of the snapshot and separated by tabs: `variant REASON rule experiment@version:by`. An absent part is `-`.
use burgee::document::{self, Issue, Node};
use burgee::{Consent, Evaluation, Evaluator, PackedContext};
use std::error::Error;
use std::io::{BufWriter, Write as _};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(snapshot), Some(users)) = (arguments.next(), arguments.next()) else {
        return Err("usage: decide SNAPSHOT USERS".into());
    };
    let evaluator = Evaluator::new(fs::read_to_string(snapshot)?).map_err(|issues| messages(&issues))?;
    let mut out = BufWriter::new(io::stdout().lock());
    for line in fs::read_to_string(users)?.lines() {
        let context = context(&evaluator, line).map_err(|issue| messages(&[issue]))?;
        let decisions: Vec<String> = evaluator.keys().map(|key| describe(evaluator.decide(key, &context))).collect();
        writeln!(out, "{}", decisions.join("\t"))?;
    }
    Ok(())
}

fn context(evaluator: &Evaluator, line: &str) -> Result<PackedContext, Issue> {
    let document = document::parse(line).map_err(|(issue, _)| issue)?;
    let user = document.root();
    let consent = match user.get("consent").and_then(Node::text) {
        Some("granted") => Consent::Granted,
        Some("denied") => Consent::Denied,
        _ => Consent::Unknown,
    };
    let json = |name: &str| user.get(name).map_or("{}", Node::source);
    let now = user.get("now").and_then(Node::number).and_then(|text| text.parse().ok()).unwrap_or(0);
    evaluator.context_with(json("attributes"), json("assignments"), now, consent)
}

fn describe(answer: Option<Evaluation<'_>>) -> String {
    let Some(Evaluation { decision, variant, exposure, .. }) = answer else {
        return "- ERROR - -".into();
    };
    let rule = decision.rule().map_or_else(|| "-".into(), |rule| rule.to_string());
    let exposed = exposure.map_or_else(|| "-".into(), |e| format!("{}@{}:{}", e.experiment, e.version, e.by));
    format!("{} {} {rule} {exposed}", variant.unwrap_or("-"), decision.reason().name())
}

fn messages(issues: &[Issue]) -> String {
    let lines: Vec<_> = issues.iter().map(|issue| format!("{}: {}", issue.path, issue.message)).collect();
    lines.join("\n")
}
