//! Decides requests in a WASI host: `cargo build --example wasi --features serde --target wasm32-wasip1`.
//!
//! It reads lines from standard input and answers each with a line on standard output:
//!
//! | input | output |
//! |---|---|
//! | `{"snapshot": text}` | `{"issues": […]}`; the requests that follow are decided by this snapshot |
//! | `{"flag": key, "now": ms, "attributes": {…}, "assignments": {…}, "consent": "granted"}` | `{"evaluation": …, "unit": …}`: `null` if there is no such flag; `unit` is the id to report with an exposure |
//! | anything that cannot be decided | `{"error": message}` |
//!
//! `now`, `assignments` and `consent` are optional. Without `now`, it is the host's clock.
use burgee::{Context, Evaluator, Timestamp};
use serde_json::{Value, json};
use std::error::Error;
use std::io::{self, BufRead as _, Write as _};
use std::time::UNIX_EPOCH;

fn main() -> io::Result<()> {
    let mut evaluator = None;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let answer = answer(&mut evaluator, &line?).unwrap_or_else(|error| json!({ "error": error.to_string() }));
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

fn answer(evaluator: &mut Option<Evaluator>, line: &str) -> Result<Value, Box<dyn Error>> {
    let mut request: Value = serde_json::from_str(line)?;
    if let Some(snapshot) = request.get("snapshot").and_then(Value::as_str) {
        let loaded = evaluator.insert(Evaluator::new(snapshot)?);
        return Ok(json!({ "issues": loaded.issues() }));
    }
    let evaluator = evaluator.as_ref().ok_or("no snapshot is loaded")?;
    let members = request.as_object_mut().ok_or("expected an object")?;
    let key = members.remove("flag").ok_or("`flag` is missing")?;
    let now = match members.remove("now") {
        Some(now) => Timestamp::from_millis(now.as_i64().ok_or("`now` must be an integer")?),
        None => UNIX_EPOCH.elapsed()?.into(),
    };
    let context: Context = serde_json::from_value(request)?;
    let evaluation =
        evaluator.decide(key.as_str().ok_or("`flag` must be a string")?, &evaluator.prepare(&context, now));
    let unit = evaluation.and_then(|evaluation| context.unit(evaluation.exposure?.by));
    Ok(json!({ "evaluation": evaluation, "unit": unit }))
}
