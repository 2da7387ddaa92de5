//! Compares the crate's positions with the frozen ones of `tests/vectors`.

use crate::prepare::prepare;
use burgee::evaluate::trace::Step;
use burgee::{Consent, Evaluator, hash};
use serde_json::{Map, Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::console_log as println;

/// Raise it with each vector that is added.
const COUNT: usize = 432;

const TEXT: &str = include_str!("../vectors/positions.json");

/// A salt, a unit (text or a whole number) and its position.
type Vector = (String, Value, u32);

fn vectors() -> Vec<Vector> {
    let vectors: Vec<Vector> = serde_json::from_str(TEXT).unwrap();
    assert_eq!(vectors.len(), COUNT);
    vectors
}

/// The bare function.
pub(crate) fn run() {
    for (salt, unit, position) in vectors() {
        let text = unit.as_str().map_or_else(|| unit.to_string(), Into::into);
        assert_eq!(hash::native::position(&salt, &text), position, "{salt:?} {unit}");
    }
    println!("rows: {COUNT} tests/vectors/positions.json");
}

/// From a snapshot and attributes, where a number is a number.
pub(crate) fn run_through_evaluators() {
    let vectors = vectors();
    let flags: Map<String, Value> = vectors.iter().map(|(salt, ..)| (key(salt), flag(salt))).collect();
    let evaluator = Evaluator::new(json!({ "format": "burgee/1", "flags": flags }).to_string()).unwrap();
    assert!(evaluator.issues().is_empty(), "{:?}", evaluator.issues());
    for (salt, unit, position) in &vectors {
        assert_eq!(traced(&evaluator, &key(salt), unit), Some(*position), "{salt:?} {unit}");
    }
    println!("rows: {COUNT} tests/vectors/positions.json");
}

/// A salt may be empty, a key may not.
fn key(salt: &str) -> String {
    format!("salted {salt}")
}

fn flag(salt: &str) -> Value {
    json!({ "variants": { "on": true }, "salt": salt, "rules": [{ "rollout": { "serve": "on", "percent": 50 } }] })
}

/// How many vectors of other hashes there are.
const HASHES: usize = 810;

/// The vectors of other hashes, from a snapshot that has them all.
pub(crate) fn run_other_hashes() {
    let vectors: Vec<(Value, Value, u32)> = serde_json::from_str(include_str!("../vectors/hashes.json")).unwrap();
    assert_eq!(vectors.len(), HASHES);
    let flag = |hash: &Value| {
        let rule = json!({ "hash": hash, "rollout": { "serve": "on", "percent": 50 } });
        json!({ "variants": { "on": true }, "rules": [rule] })
    };
    let flags: Map<String, Value> = vectors.iter().map(|(hash, ..)| (hash.to_string(), flag(hash))).collect();
    let evaluator = Evaluator::new(json!({ "format": "burgee/1", "flags": flags }).to_string()).unwrap();
    assert!(evaluator.issues().is_empty(), "{:?}", evaluator.issues());
    for (hash, unit, position) in &vectors {
        assert_eq!(traced(&evaluator, &hash.to_string(), unit), Some(*position), "{hash} {unit}");
    }
    println!("rows: {HASHES} tests/vectors/hashes.json");
}

fn traced(evaluator: &Evaluator, key: &str, unit: &Value) -> Option<u32> {
    let attributes = json!({ "targetingKey": unit }).to_string();
    let context = prepare(evaluator, &attributes, "{}", 0, Consent::Unknown);
    let mut steps: Vec<Step> = Vec::new();
    evaluator.decide_and_trace(key, &context, &mut steps).unwrap();
    steps.iter().find_map(|step| match step {
        Step::Position { position, .. } => Some(*position),
        _ => None,
    })
}
