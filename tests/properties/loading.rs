//! Whatever is loaded, nothing panics: random text, snapshots with edits, and snapshots that end early.

use crate::prepare::prepare;
use crate::support::holds;
use burgee::{Consent, Evaluator};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// The snapshots of the case files, which have every feature.
pub(crate) fn snapshots() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let file: Value = serde_json::from_str(&fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
        found.extend(file.get("snapshot").cloned());
    }
    found.sort_by_key(Value::to_string);
    assert!(found.len() >= 2);
    found
}

/// Loads, and where that goes well asks every flag.
fn try_it(text: &str) {
    let Ok(evaluator) = Evaluator::new(text) else { return };
    let attributes =
        r#"{"targetingKey": "u", "plan": "pro", "age": 20, "app": {"version": "2.0.0"}, "tags": ["a", null]}"#;
    let context = prepare(&evaluator, attributes, "{}", 1_793_491_200_000, Consent::Granted);
    for key in evaluator.keys() {
        evaluator.decide(key, &context).unwrap();
    }
}

/// Bytes that JSON is made of, more often than others.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let likely = proptest::sample::select(br#"{}[]:,"\u0019eE+-.truefalsn $"#.as_slice());
    vec(proptest::prop_oneof![likely, any::<u8>()], 0..80)
}

#[test]
fn random_bytes() {
    holds(20_000, bytes(), |bytes| {
        try_it(&String::from_utf8_lossy(&bytes));
        Ok(())
    });
}

/// A place in a text by its share of the length, what is put there, and how much of the text that replaces.
type Edit = (u16, Vec<u8>, u8);

#[test]
fn snapshots_with_bytes_changed() {
    let texts: Vec<_> = snapshots().iter().map(Value::to_string).collect();
    let edits = vec((any::<u16>(), vec(any::<u8>(), 0..4), 0..12_u8), 1..4);
    holds(3_000, (0..texts.len(), edits), |(nth, edits): (_, Vec<Edit>)| {
        let mut bytes = texts[nth].clone().into_bytes();
        for (place, put, gone) in edits {
            let at = usize::from(place) * bytes.len() / 65_536;
            let end = (at + usize::from(gone)).min(bytes.len());
            bytes.splice(at..end, put);
        }
        try_it(&String::from_utf8_lossy(&bytes));
        Ok(())
    });
}

/// Still JSON, but with a value somewhere that does not belong there: one of another kind, or one from elsewhere.
#[test]
fn snapshots_with_values_changed() {
    let snapshots = snapshots();
    let places = snapshots.iter().map(count).max().unwrap();
    let changes = vec((0..places, 0..places, 0..12_usize), 1..4);
    holds(3_000, (0..snapshots.len(), changes), |(nth, changes)| {
        let mut snapshot = snapshots[nth].clone();
        for (to, from, kind) in changes {
            let others = [
                json!(null),
                json!(-1),
                json!(1e300),
                json!(""),
                json!({}),
                json!([]),
                json!([[[{}]]]),
                json!("a.b.c"),
                json!(true),
            ];
            let (total, mut elsewhere) = (count(&snapshot), Value::Null);
            visit(&mut snapshot, &mut (from % total), &mut |value| elsewhere = value.clone());
            let other = others.get(kind).cloned().unwrap_or(elsewhere);
            visit(&mut snapshot, &mut (to % total), &mut |value| *value = other.clone());
        }
        try_it(&snapshot.to_string());
        Ok(())
    });
}

/// How many values there are in a value, itself counted.
fn count(value: &Value) -> usize {
    let inner: usize = match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    };
    inner + 1
}

/// Shows the value that is the `nth` in the order of the text.
fn visit(value: &mut Value, nth: &mut usize, show: &mut impl FnMut(&mut Value)) {
    if *nth == 0 {
        show(value);
    }
    *nth = nth.wrapping_sub(1);
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, nth, show)),
        Value::Object(members) => members.values_mut().for_each(|member| visit(member, nth, show)),
        _ => {}
    }
}

/// At every byte of a snapshot of usual size, and at ten thousand of a large one.
#[test]
fn snapshots_that_end_early_are_refused() {
    let mut tried = 0;
    for text in snapshots().iter().map(Value::to_string) {
        for (end, _) in text.char_indices().step_by(text.len() / 10_000 + 1) {
            assert!(Evaluator::new(&text[..end]).is_err(), "{}", &text[..end]);
            tried += 1;
        }
        Evaluator::new(text).unwrap();
    }
    assert!(tried > 30_000, "{tried}");
}

/// Deep and wide, as far as no limit forbids it and beyond.
#[test]
fn nesting_and_repetition_of_any_depth() {
    for depth in [1, 20, 60, 64, 65, 100, 10_000] {
        for (open, close) in [("[", "]"), (r#"{"not":"#, "}"), (r#"{"all":["#, "]}")] {
            let nested = format!("{}{}", open.repeat(depth), close.repeat(depth));
            try_it(&nested);
            let condition = format!(r#"{}{{"attribute":"a","equals":1}}{}"#, open.repeat(depth), close.repeat(depth));
            let flag = format!(r#"{{"variants":{{"on":true}},"rules":[{{"if":{condition},"serve":"on"}}]}}"#);
            try_it(&format!(r#"{{"format":"burgee/1","flags":{{"f":{flag}}}}}"#));
        }
    }
}
