//! Decides every flag of a snapshot for many users: `cargo run --example decide SNAPSHOT USERS`.
//!
//! USERS has one line of JSON per user: `{"now": 1793491200000, "consent": "granted", "attributes": {…}}`, with
//! `assignments` (experiment → `{"variant": name, "version": number}`) if there are any.
//!
//! The example prints one line per user. It has the decisions of all flags, in the order of the snapshot and separated
//! by tabs: `variant REASON rule experiment@version:by`. An absent part is `-`.
use burgee::{Consent, Context, Evaluation, Evaluator, Timestamp, Value};
use std::error::Error;
use std::io::{BufWriter, Write as _};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(snapshot), Some(users)) = (arguments.next(), arguments.next()) else {
        return Err("usage: decide SNAPSHOT USERS".into());
    };
    let evaluator = Evaluator::new(fs::read_to_string(snapshot)?)?;
    for issue in evaluator.issues() {
        eprintln!("{}: {}", issue.path, issue.message);
    }
    let flags: Vec<_> = evaluator.keys().filter_map(|key| evaluator.flag(key)).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    for line in fs::read_to_string(users)?.lines() {
        let user: Value = line.parse()?;
        let now = user.get("now").and_then(Value::as_i64).unwrap_or(0);
        let prepared = evaluator.prepare(&context(&user), Timestamp::from_millis(now));
        let decisions: Vec<_> = flags.iter().map(|flag| describe(&evaluator.decide_flag(*flag, &prepared))).collect();
        writeln!(out, "{}", decisions.join("\t"))?;
    }
    Ok(())
}

fn context(user: &Value) -> Context {
    let consent = match user.get("consent").and_then(Value::as_str) {
        Some("granted") => Consent::Granted,
        Some("denied") => Consent::Denied,
        _ => Consent::Unknown,
    };
    let attributes = user.get("attributes").and_then(Value::as_object).cloned().unwrap_or_default();
    let assignments = user.get("assignments").and_then(Value::as_object).cloned().unwrap_or_default();
    let context = Context::from(attributes).with_consent(consent);
    assignments.iter().fold(context, |context, (experiment, assignment)| {
        let variant = assignment.get("variant").and_then(Value::as_str);
        let version = assignment.get("version").and_then(Value::as_i64).and_then(|version| version.try_into().ok());
        match (variant, version) {
            (Some(variant), Some(version)) => context.with_assignment(experiment, variant, version),
            _ => context,
        }
    })
}

fn describe(evaluation: &Evaluation<'_>) -> String {
    let rule = evaluation.rule.map_or_else(|| "-".into(), |rule| rule.index.to_string());
    let exposure =
        evaluation.exposure.map_or_else(|| "-".into(), |e| format!("{}@{}:{}", e.experiment, e.version, e.by));
    format!("{} {} {rule} {exposure}", evaluation.variant.unwrap_or("-"), evaluation.reason.name())
}
