//! That the case files leave nothing out: every operator, policy, allocation feature and reason stands in them, and every
//! operator decides both ways.

use burgee::OPERATORS;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A member's name; or a name and a value that it has somewhere.
const FEATURES: &[&str] = &[
    // Conditions, operators and policies.
    "all",
    "any",
    "not",
    "segment",
    "flag",
    "attribute",
    "loose=true",
    "loose=false",
    "bucket",
    "now",
    "exists=true",
    "exists=false",
    "ignoreCase=true",
    "ignoreCase=false",
    "items=any",
    "items=all",
    "items=none",
    "as=text",
    "as=lowercase",
    "as=number",
    "as=version",
    "as=size",
    "as=type",
    "as=json",
    "missing=true",
    "missing=false",
    "missing=unknown",
    "mismatch=true",
    "mismatch=false",
    "mismatch=unknown",
    // Segments and flags.
    "included",
    "excluded",
    "if",
    "variants",
    "enabled=false",
    "off",
    "overrides",
    "prerequisites",
    "rules",
    "fallthrough",
    // Rules and allocation.
    "name",
    "start",
    "end",
    "serve",
    "rollout",
    "percent",
    "steps",
    "at",
    "progress=step",
    "progress=linear",
    "split",
    "from",
    "to",
    "by",
    "salt",
    "experiment",
    "serve=null",
    "type=object",
    // Other hashes.
    "function=fnv1a-32",
    "function=murmur3-32",
    "function=md5",
    "units=utf-8",
    "units=utf-16",
    "units=low-bytes",
    "rounds=1",
    "rounds=2",
    "before",
    "after",
    "seed",
    "of",
    "positions",
    // Experiments, layers and holdouts.
    "status=draft",
    "status=running",
    "status=concluded",
    "status=archived",
    "audience",
    "entry",
    "version",
    "sticky=true",
    "minVersion",
    "requiresConsent=true",
    "requiresConsent=false",
    "control",
    "winner",
    "layers",
    "holdouts",
    // What is given, and what comes of it.
    "now",
    "assignments",
    "consent=granted",
    "consent=denied",
    "reason=STATIC",
    "reason=DEFAULT",
    "reason=TARGETING_MATCH",
    "reason=SPLIT",
    "reason=DISABLED",
    "reason=ERROR",
    "errorCode=FLAG_NOT_FOUND",
    "errorCode=PARSE_ERROR",
    "exposure",
    "unit",
];

fn files() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let texts = fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    let files = texts.map(|text| serde_json::from_str(&text).unwrap());
    files.filter(|file: &Value| file["cases"].is_array()).collect()
}

/// Looks for every feature in the case files.
pub(crate) fn are_all_there() {
    let files = files();
    let mut found = BTreeSet::new();
    files.iter().for_each(|file| collect(file, &mut found));
    let names = || OPERATORS.iter().map(|operator| operator.name);
    let absent: Vec<_> = FEATURES.iter().copied().chain(names()).filter(|feature| !found.contains(*feature)).collect();
    assert!(absent.is_empty(), "not in the case files: {absent:?}");
    let decided: BTreeSet<_> = files.iter().flat_map(decided).collect();
    let both = names().flat_map(|name| [(name, true), (name, false)]);
    let undecided: Vec<_> = both.filter(|(name, holds)| !decided.contains(&((*name).to_owned(), *holds))).collect();
    assert!(undecided.is_empty(), "never decided so: {undecided:?}");
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(members) => {
            for (name, member) in members {
                found.insert(name.clone());
                let plain = member.as_str().map_or_else(|| member.to_string(), Into::into);
                found.insert(format!("{name}={plain}"));
                collect(member, found);
            }
        }
        _ => {}
    }
}

/// The operators of conditions that are one test alone, and whether the case's rule applied.
fn decided(file: &Value) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for case in file["cases"].as_array().unwrap() {
        let condition = &file["snapshot"]["flags"][case["flag"].as_str().unwrap()]["rules"][0]["if"];
        let names = condition.as_object().into_iter().flat_map(|members| members.keys());
        let operators: Vec<_> = names.filter(|name| OPERATORS.iter().any(|operator| operator.name == *name)).collect();
        if let [operator] = operators[..] {
            found.push((operator.clone(), case["expect"]["rule"] == 0));
        }
    }
    found
}
