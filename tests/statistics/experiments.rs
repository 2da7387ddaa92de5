//! The same through snapshots: two experiments, and rollouts so small that only their order of magnitude can be seen.

use crate::chi_square::{independent, p_value};
use crate::{LEAST_P, SALTS, population};
use burgee::{Context, Evaluator, Timestamp};
use serde_json::{Map, Value, json};

/// 20 : 30 : 50 each, one after the other.
const WEIGHTS: [(&str, u64); 3] = [("a", 20), ("b", 30), ("c", 50)];

fn two_experiments(salts: [&str; 2]) -> Evaluator {
    let split: Map<String, Value> = WEIGHTS.iter().map(|(name, weight)| ((*name).into(), (*weight).into())).collect();
    let flag =
        |id: &str| json!({ "variants": { "a": 0, "b": 1, "c": 2 }, "rules": [{ "experiment": id, "split": split }] });
    let experiment = |salt: &str| json!({ "status": "running", "salt": salt });
    let snapshot = json!({
        "format": "burgee/1",
        "experiments": { "one": experiment(salts[0]), "two": experiment(salts[1]) },
        "flags": { "one": flag("one"), "two": flag("two") },
    });
    let evaluator = Evaluator::new(snapshot.to_string()).unwrap();
    assert!(evaluator.issues().is_empty());
    evaluator
}

/// Two salts that differ in one character: the hardest pair of the list.
#[test]
fn two_experiments_have_their_shares_and_do_not_know_of_each_other() {
    let evaluator = two_experiments([SALTS[0], SALTS[1]]);
    let mut table = vec![vec![0_u64; 3]; 3];
    for n in 0..population() {
        let context = evaluator.prepare(&Context::new(format!("user-{n}")), Timestamp::from_millis(0));
        let [one, two] = ["one", "two"]
            .map(|key| usize::from(evaluator.decide(key, &context).unwrap().decision().variant().unwrap()));
        table[one][two] += 1;
    }
    let p = independent(&table);
    assert!(p > LEAST_P, "independent with p = {p}: {table:?}");
    let total = population() as f64;
    let expected = WEIGHTS.map(|(_, weight)| total * weight as f64 / 100.0);
    let rows: Vec<u64> = table.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<u64> = (0..3).map(|column| table.iter().map(|row| row[column]).sum()).collect();
    for counts in [rows, columns] {
        let p = p_value(&counts, &expected, 2);
        assert!(p > LEAST_P, "shares with p = {p}: {counts:?}");
    }
}

/// A thousandth of a per cent of a million units is ten of them: as many as can be, give or take four deviations.
#[test]
fn a_rollout_to_a_thousandth_of_a_per_cent_reaches_about_ten_in_a_million() {
    let flags: Map<String, Value> = (0..8).map(|n| (format!("f{n}"), tiny_rollout())).collect();
    let evaluator = Evaluator::new(json!({ "format": "burgee/1", "flags": flags }).to_string()).unwrap();
    let keys: Vec<_> = evaluator.keys().collect();
    let mut reached = vec![0_u64; keys.len()];
    for n in 0..population() {
        let context = evaluator.prepare(&Context::anonymous().with("targetingKey", n), Timestamp::from_millis(0));
        for (key, count) in keys.iter().zip(&mut reached) {
            *count += u64::from(evaluator.decide(key, &context).unwrap().variant == Some("on"));
        }
    }
    let expected = population() as f64 / 100_000.0;
    let near = |count: f64, expected: f64| (count - expected).abs() <= 4.0 * expected.sqrt();
    assert!(reached.iter().all(|count| near(*count as f64, expected)), "{reached:?}");
    let all = reached.iter().sum::<u64>() as f64;
    assert!(near(all, expected * 8.0), "{reached:?}");
}

fn tiny_rollout() -> Value {
    json!({ "variants": { "on": true, "off": false }, "fallthrough": "off",
            "rules": [{ "rollout": { "serve": "on", "percent": 0.001 } }] })
}
