//! The case files through the oracle: what was worked out by hand has to be what the oracle says too.

use crate::meaning::{Decided, Oracle, Scalar, User};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

pub(crate) fn run() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let read = |name: &str| -> Value { serde_json::from_str(&fs::read_to_string(folder.join(name)).unwrap()).unwrap() };
    let index = read("index.json");
    let mut failures = Vec::new();
    for (name, count) in index.as_object().unwrap().iter().filter(|(_, count)| count.is_u64()) {
        let file = read(&format!("{name}.json"));
        let cases = file["cases"].as_array().unwrap();
        assert_eq!(*count, cases.len(), "cases of {name}");
        let oracle_of = Scalar::default();
        let oracle = Oracle::new(&file["snapshot"], &oracle_of);
        for case in cases {
            let found = described(&oracle, &file["snapshot"], case);
            if found != case["expect"] {
                failures.push(format!("{name} {case}\n  the oracle says {found}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn described(oracle: &Oracle<'_>, snapshot: &Value, case: &Value) -> Value {
    let key = case["flag"].as_str().unwrap();
    let Some(flag) = snapshot["flags"].get(key) else {
        return json!({ "reason": "ERROR", "errorCode": "FLAG_NOT_FOUND" });
    };
    let user = User {
        attributes: case["attributes"].clone(),
        assignments: case.get("assignments").cloned().unwrap_or_default(),
        now: case["now"].as_i64().unwrap_or(0),
        consent: case["consent"].as_str().unwrap_or("unknown").into(),
    };
    let decided = oracle.decide(key, &user);
    let mut found = json!({ "reason": decided.reason });
    if decided.reason == "ERROR" {
        found["errorCode"] = "PARSE_ERROR".into();
    }
    if let Some(variant) = &decided.variant {
        found["variant"] = variant.as_str().into();
        found["value"] = whole(&flag["variants"][variant]);
    }
    if let Some(rule) = decided.rule {
        found["rule"] = rule.into();
    }
    if let Some(exposure) = exposure(oracle, &user, &decided) {
        found["exposure"] = exposure;
    }
    found
}

fn exposure(oracle: &Oracle<'_>, user: &User, decided: &Decided) -> Option<Value> {
    let exposed = decided.exposure.as_ref()?;
    let unit = oracle.unit(user, &exposed.by);
    let mut exposure =
        json!({ "experiment": exposed.experiment, "version": exposed.version, "by": exposed.by, "unit": unit });
    if exposed.sticky {
        exposure["sticky"] = true.into();
    }
    Some(exposure)
}

/// `12.0` and `12` are one number to everyone but `serde_json`.
fn whole(value: &Value) -> Value {
    match value.as_f64() {
        Some(number) if number.fract() == 0.0 => json!(number as i64),
        _ => value.clone(),
    }
}
