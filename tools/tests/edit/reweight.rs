//! New weights move the fewest units possible: the sum of all decreases.

use super::support::{edit, error_message};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// A flag with one rule that has this split.
fn flag(split: &Value) -> String {
    let flag = json!({ "variants": { "a": 1, "b": 2, "c": 3 }, "rules": [{ "split": split }], "fallthrough": "c" });
    json!({ "format": "burgee/1", "flags": { "f": flag } }).to_string()
}

fn reweight(text: &str, weights: &Value) -> Value {
    edit(text, json!({ "kind": "reweight", "flag": "f", "weights": weights }))
}

fn split_of(answer: &Value) -> Value {
    serde_json::from_str::<Value>(answer["text"].as_str().unwrap()).unwrap()["flags"]["f"]["rules"][0]["split"].clone()
}

/// The variants of a thousand equal parts. Where ranges overlap, the first one counts.
fn owners(split: &Value) -> Vec<Option<String>> {
    let mut ranges: Vec<(String, f64, f64)> = Vec::new();
    if let Some(weights) = split.as_object() {
        let mut from = 0.0;
        for (name, share) in weights {
            ranges.push((name.clone(), from, from + share.as_f64().unwrap()));
            from += share.as_f64().unwrap();
        }
    }
    for range in split.as_array().into_iter().flatten() {
        ranges.push((
            range["serve"].as_str().unwrap().into(),
            range["from"].as_f64().unwrap(),
            range["to"].as_f64().unwrap(),
        ));
    }
    let owner = |part: u32| {
        let middle = (f64::from(part) + 0.5) / 10.0;
        ranges.iter().find(|(_, from, to)| *from <= middle && middle < *to).map(|(name, ..)| name.clone())
    };
    (0..1000).map(owner).collect()
}

fn count(owners: &[Option<String>], name: Option<&str>) -> i64 {
    owners.iter().filter(|owner| owner.as_deref() == name).count() as i64
}

#[test]
fn weights_stay_weights_if_neighbours_exchange_units() {
    let answer = reweight(&flag(&json!({ "a": 50, "b": 50 })), &json!({ "a": 10, "b": 90 }));
    assert_eq!(split_of(&answer), json!({ "a": 10, "b": 90 }));
    assert_eq!(answer["moved"], json!(40));
    assert_eq!(answer["summary"], "`f` is split into `a` 10 %, `b` 90 %: 40 % of units move");
}

#[test]
fn weights_become_ranges_if_others_exchange_units() {
    let answer = reweight(&flag(&json!({ "a": 40, "b": 30, "c": 30 })), &json!({ "a": 20, "b": 30, "c": 50 }));
    let range = |serve: &str, from: u32, to: u32| json!({ "serve": serve, "from": from, "to": to });
    let ranges = json!([range("a", 0, 20), range("c", 20, 40), range("b", 40, 70), range("c", 70, 100)]);
    assert_eq!(split_of(&answer), ranges);
    assert_eq!(answer["moved"], json!(20));
}

#[test]
fn the_first_variant_stays_first() {
    let answer = reweight(&flag(&json!({ "a": 50, "b": 50 })), &json!({ "b": 60, "c": 40 }));
    let ranges = split_of(&answer);
    assert_eq!(
        ranges[0],
        json!({ "serve": "a", "from": 0, "to": 0 }),
        "it is the control for users who do not take part"
    );
    assert_eq!(answer["moved"], json!(50));
}

#[test]
fn weights_that_do_not_fit_the_split_are_errors() {
    let text = flag(&json!({ "a": 50, "b": 50 }));
    let operation = |more: Value| {
        let mut operation = json!({ "kind": "reweight", "flag": "f", "weights": { "a": 50 } });
        operation.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        operation
    };
    assert_eq!(error_message(&text, operation(json!({ "experiment": "e" }))), "no rule of `f` runs `e`");
    assert_eq!(
        error_message(&text, operation(json!({ "weights": { "a": 70, "b": 30.5 } }))),
        "`weights` add up to 100.5 %, expected at most 100 %"
    );
    assert_eq!(error_message(&text, operation(json!({ "weights": { "d": 70 } }))), "`f` has no variant `d`");
    assert_eq!(
        error_message(&text, operation(json!({ "weights": {} }))),
        "`weights` must be an object with at least one variant"
    );
}

/// Weights of three variants in steps of 0.1 %, at most 100 % together.
fn weights() -> impl Strategy<Value = Value> {
    prop::collection::vec(0..1000_u32, 4).prop_map(|cuts| {
        let mut cuts = cuts.iter().take(3).copied().collect::<Vec<_>>();
        cuts.sort_unstable();
        let shares = [cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1]];
        let named =
            ["a", "b", "c"].iter().zip(shares).map(|(name, share)| ((*name).into(), json!(f64::from(share) / 10.0)));
        Value::Object(named.collect::<Map<_, _>>())
    })
}

fn ranges() -> impl Strategy<Value = Value> {
    let range = (0..3_usize, 0..=1000_u32, 0..=1000_u32).prop_map(|(name, a, b)| {
        let name = ["a", "b", "c"][name];
        json!({ "serve": name, "from": f64::from(a.min(b)) / 10.0, "to": f64::from(a.max(b)) / 10.0 })
    });
    // A snapshot must not contain overlapping ranges, so each starts at or after the end of the one before.
    prop::collection::vec(range, 1..6).prop_map(|mut ranges| {
        ranges.sort_by(|a, b| a["from"].as_f64().unwrap().total_cmp(&b["from"].as_f64().unwrap()));
        let mut end = 0.0_f64;
        for range in &mut ranges {
            range["from"] = json!(range["from"].as_f64().unwrap().max(end));
            range["to"] = json!(range["to"].as_f64().unwrap().max(range["from"].as_f64().unwrap()));
            end = range["to"].as_f64().unwrap();
        }
        Value::Array(ranges)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_the_necessary_units_move(old in prop_oneof![weights(), ranges()], first in weights(), second in weights()) {
        let mut text = flag(&old);
        let mut before = owners(&old);
        for wanted in [first, second] {
            let answer = reweight(&text, &wanted);
            let after = owners(&split_of(&answer));
            for (name, share) in wanted.as_object().unwrap() {
                prop_assert_eq!(count(&after, Some(name)), (share.as_f64().unwrap() * 10.0).round() as i64);
            }
            let moved = before.iter().zip(&after).filter(|(a, b)| a != b).count() as i64;
            let decrease = |name| (count(&before, name) - count(&after, name)).max(0);
            let least: i64 = [Some("a"), Some("b"), Some("c"), None].into_iter().map(decrease).sum();
            prop_assert_eq!(moved, least);
            prop_assert_eq!((answer["moved"].as_f64().unwrap() * 10.0).round() as i64, moved);
            text = answer["text"].as_str().unwrap().into();
            before = after;
        }
    }
}
