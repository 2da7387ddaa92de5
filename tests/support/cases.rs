//! Runs the case files through the crate. Native tests and tests in WebAssembly share it, so that both run all of them.

use crate::prepare::prepare;
use burgee::{Consent, Evaluation, Evaluator, Reason, document};
use serde_json::{Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::console_log as println;

/// How many cases each file has.
const INDEX: &str = include_str!("../cases/index.json");

/// The files of that folder: a name, and the text.
macro_rules! files {
    ($($name:literal)*) => { [$(($name, include_str!(concat!("../cases/", $name, ".json")))),*] };
}

const FILES: [(&str, &str); 31] = files! {
    "everyday"
    "experiments"
    "conditions-text"
    "conditions-numbers"
    "conditions-dates"
    "conditions-semver"
    "conditions-network"
    "conditions-patterns"
    "conditions-lists"
    "conditions-paths"
    "policies"
    "segments"
    "flags-of-flags"
    "rollouts"
    "splits"
    "schedules"
    "layers-holdouts"
    "overrides"
    "sticky"
    "consent"
    "conversions"
    "conditions-text-order"
    "conditions-loose"
    "conditions-md5"
    "conditions-now"
    "conditions-bucket"
    "hashes"
    "positions"
    "callers-default"
    "entry"
    "every-part"
};

/// Runs every case of every file, and as many as the index says.
pub(crate) fn run() {
    let index: Value = serde_json::from_str(INDEX).unwrap();
    assert_eq!(index.as_object().unwrap().len(), FILES.len() + 1, "a file of the index is not run");
    let mut failures = Vec::new();
    let mut rows = 0;
    for (name, text) in FILES {
        let count = run_file(name, text, &mut failures);
        assert_eq!(index[name], count, "cases of {name}");
        rows += count;
    }
    // `cargo xtask test` counts rows apart from tests.
    println!("rows: {rows} tests/cases");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn run_file(name: &str, text: &str, failures: &mut Vec<String>) -> usize {
    let file: Value = serde_json::from_str(text).unwrap();
    // As it is written: `serde_json` may put members into another order, and the order of a split's weights counts.
    let document = document::parse(text).unwrap();
    let evaluator = Evaluator::new(document.root().get("snapshot").unwrap().source()).unwrap();
    let cases = file["cases"].as_array().unwrap();
    for (index, case) in cases.iter().enumerate() {
        let found = decide(&evaluator, case);
        if found != case["expect"] {
            failures.push(format!("{name}[{index}] {case}\n  found {found}"));
        }
    }
    cases.len()
}

fn decide(evaluator: &Evaluator, case: &Value) -> Value {
    let consent = match case["consent"].as_str() {
        Some("granted") => Consent::Granted,
        Some("denied") => Consent::Denied,
        _ => Consent::Unknown,
    };
    let now = case["now"].as_i64().unwrap_or(0);
    let assignments = case.get("assignments").map_or_else(|| "{}".into(), Value::to_string);
    let attributes = case["attributes"].to_string();
    let context = prepare(evaluator, &attributes, &assignments, now, consent);
    let Some(answer) = evaluator.decide(case["flag"].as_str().unwrap(), &context) else {
        return json!({ "reason": "ERROR", "errorCode": "FLAG_NOT_FOUND" });
    };
    describe(&answer, &case["attributes"])
}

/// The answer in the words of the case files.
fn describe(answer: &Evaluation<'_>, attributes: &Value) -> Value {
    let mut found = json!({ "reason": answer.reason.name() });
    if answer.reason == Reason::Error {
        found["errorCode"] = "PARSE_ERROR".into();
    }
    if let (Some(variant), Some(value)) = (answer.variant, answer.json()) {
        found["variant"] = variant.into();
        found["value"] = whole(serde_json::from_str(value).unwrap());
        assert_eq!(answer.value, Some(&value.parse().unwrap()));
    }
    if let Some(rule) = answer.rule {
        found["rule"] = rule.index.into();
    }
    if let Some(exposure) = answer.exposure {
        let unit = unit(attributes, exposure.by);
        found["exposure"] =
            json!({ "experiment": exposure.experiment, "version": exposure.version, "by": exposure.by, "unit": unit });
        if exposure.sticky {
            found["exposure"]["sticky"] = true.into();
        }
    }
    found
}

fn unit(attributes: &Value, path: &str) -> String {
    let nested = || path.split('.').fold(attributes, |node, name| &node[name]);
    let found = attributes.get(path).unwrap_or_else(nested);
    found.as_str().map_or_else(|| found.to_string(), Into::into)
}

/// `12.0` and `12` are one number to everyone but `serde_json`.
fn whole(value: Value) -> Value {
    match value.as_f64() {
        Some(number) if number.fract() == 0.0 => json!(number as i64),
        _ => value,
    }
}
