//! Burgee on the workload. The benchmarks call Burgee only through this file.

use crate::{Flag, Kind, NOW, SPLIT, Served, User};
use burgee::evaluate::decision::Decision;
use burgee::evaluate::evaluate;
use burgee::evaluate::trace::Silent;
use burgee::literal::pattern::Scratch;
use burgee::context::{ContextInput, PackedContext, pack};
use burgee::{Consent, Evaluator, PreparedContext, document};
use serde_json::{Map, Value, json};

/// The flags as a snapshot's text.
pub fn snapshot(flags: &[Flag]) -> String {
    let flags: Map<String, Value> = flags.iter().map(|flag| (flag.key.clone(), document(&flag.kind))).collect();
    json!({ "format": "burgee/1", "revision": 1, "flags": flags }).to_string()
}

fn document(kind: &Kind) -> Value {
    match kind {
        Kind::Switch { on } => json!({
            "variants": { "on": true, "off": false }, "enabled": on, "off": "off", "fallthrough": "on",
        }),
        Kind::Rollout { countries, plans, percent } => json!({
            "variants": { "on": true, "off": false },
            "off": "off",
            "rules": [{
                "if": { "all": [{ "attribute": "country", "in": countries }, { "attribute": "plan", "in": plans }] },
                "rollout": { "serve": "on", "percent": percent },
            }],
            "fallthrough": "off",
        }),
        Kind::Split => json!({
            "variants": SPLIT.iter().map(|(name, _)| ((*name).into(), json!(name))).collect::<Map<_, _>>(),
            "off": SPLIT[0].0,
            "rules": [{ "split": SPLIT.iter().map(|(name, share)| ((*name).into(), json!(share))).collect::<Map<_, _>>() }],
            "fallthrough": SPLIT[0].0,
        }),
    }
}

/// A user's attributes as JSON text.
pub fn attributes(user: &User) -> String {
    json!({
        "targetingKey": user.key, "email": user.email, "country": user.country, "plan": user.plan,
        "age": user.age, "version": user.version, "beta": user.beta,
    })
    .to_string()
}

/// Loads a snapshot.
///
/// # Panics
/// If the snapshot is rejected or has a broken flag.
pub fn load(snapshot: &str) -> Evaluator {
    let evaluator = Evaluator::new(snapshot).unwrap_or_else(|error| panic!("the snapshot is broken: {error}"));
    assert!(evaluator.issues().is_empty(), "flags are broken: {:?}", evaluator.issues());
    evaluator
}

/// Returns a flag's handle.
///
/// # Panics
/// If the flag is not in the snapshot.
pub fn handle(evaluator: &Evaluator, flag: &Flag) -> u32 {
    evaluator.index(&flag.key).unwrap_or_else(|| panic!("`{}` is missing", flag.key))
}

/// Packs one user's attributes, from JSON text.
///
/// # Panics
/// If the attributes are not JSON.
pub fn context(evaluator: &Evaluator, attributes: &str) -> PackedContext {
    let document = document::parse(attributes).unwrap_or_else(|(issue, _)| panic!("the attributes are broken: {issue:?}"));
    let input = ContextInput { attributes: document.root(), assignments: None };
    pack(evaluator.model(), &input, NOW, Consent::Unknown)
}

/// State that evaluations reuse.
#[derive(Default)]
pub struct State(Scratch);

/// Evaluates a flag by its handle.
pub fn decide(evaluator: &Evaluator, state: &mut State, index: u32, context: &PackedContext) -> Decision {
    evaluate(evaluator.program(), context, index, &mut state.0, &mut Silent)
}

/// Returns the value of a decision.
///
/// # Panics
/// If there is no value.
pub fn served(evaluator: &Evaluator, key: &str, context: &PreparedContext) -> Served {
    let answer = evaluator.decide(key, context).and_then(|answer| answer.variant);
    answer.and_then(Served::named).unwrap_or_else(|| panic!("`{key}` served nothing: {answer:?}"))
}
