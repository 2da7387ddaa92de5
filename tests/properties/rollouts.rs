//! A rollout that grows keeps everyone whom it had.

use crate::support::{HUNDRED_PERCENT, ask, holds, load, names, percent, units};
use burgee::Evaluator;
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};

fn flag(salt: &str, rules: &Value) -> Evaluator {
    load(
        json!({ "flags": { "f": { "variants": { "on": 1, "off": 0 }, "salt": salt, "rules": rules, "fallthrough": "off" } } }),
    )
}

#[test]
fn raising_a_rollout_never_removes_a_unit() {
    let rollout =
        |salt: &str, share: u32| flag(salt, &json!([{ "rollout": { "serve": "on", "percent": percent(share) } }]));
    holds(300, (names(), 0..=HUNDRED_PERCENT, 0..=HUNDRED_PERCENT, units(60)), |(salt, a, b, units)| {
        let (less, more) = (rollout(&salt, a.min(b)), rollout(&salt, a.max(b)));
        kept(&less, &more, "on", &units)
    });
}

#[test]
fn raising_the_first_weight_of_a_split_keeps_who_had_it() {
    let split = |salt: &str, share: u32| {
        flag(salt, &json!([{ "split": { "on": percent(share), "off": percent(HUNDRED_PERCENT - share) } }]))
    };
    holds(300, (names(), 0..=HUNDRED_PERCENT, 0..=HUNDRED_PERCENT, units(60)), |(salt, a, b, units)| {
        let (less, more) = (split(&salt, a.min(b)), split(&salt, a.max(b)));
        kept(&less, &more, "on", &units)?;
        kept(&more, &less, "off", &units)
    });
}

/// The same by another hash, even one with so few positions that many units share one.
#[test]
fn raising_a_rollout_by_another_hash_never_removes_a_unit() {
    let (functions, counts) = (["fnv1a-32", "murmur3-32", "md5"], [1_u64 << 32, 1_000, 7]);
    let rollout = |salt: &str, nth: usize, share: u32| {
        let hash = json!({ "function": functions[nth], "before": salt, "of": counts[nth] });
        flag(salt, &json!([{ "hash": hash, "rollout": { "serve": "on", "percent": percent(share) } }]))
    };
    holds(
        300,
        (names(), 0..3_usize, 0..=HUNDRED_PERCENT, 0..=HUNDRED_PERCENT, units(60)),
        |(salt, nth, a, b, units)| {
            let (less, more) = (rollout(&salt, nth, a.min(b)), rollout(&salt, nth, a.max(b)));
            kept(&less, &more, "on", &units)
        },
    );
}

/// Who has `variant` with the smaller share has it with the larger one.
fn kept(less: &Evaluator, more: &Evaluator, variant: &str, units: &[String]) -> Result<(), TestCaseError> {
    let has = |evaluator: &Evaluator, unit: &str| ask(evaluator, "f", unit, 0).variant == Some(variant);
    match units.iter().find(|unit| has(less, unit) && !has(more, unit)) {
        None => Ok(()),
        Some(unit) => Err(TestCaseError::fail(format!("{unit} lost {variant}"))),
    }
}

#[test]
fn nobody_is_in_a_rollout_to_none_and_everybody_in_one_to_all() {
    holds(100, (names(), units(60)), |(salt, units)| {
        for (share, served) in [(0, "off"), (HUNDRED_PERCENT, "on")] {
            let evaluator = flag(&salt, &json!([{ "rollout": { "serve": "on", "percent": percent(share) } }]));
            assert!(units.iter().all(|unit| ask(&evaluator, "f", unit, 0).variant == Some(served)));
        }
        Ok(())
    });
}

/// A second rollout gets its share of those whom the first left over, not of those at one end.
#[test]
fn a_split_behind_a_rollout_is_independent_of_it() {
    let rules = json!([
        { "rollout": { "serve": "on", "percent": 50 } },
        { "split": { "on": 50, "off": 50 } },
    ]);
    let evaluator = flag("f", &rules);
    let left: Vec<_> = (0..4_000).map(|n| ask(&evaluator, "f", &format!("u{n}"), 0)).collect();
    let second: Vec<_> = left.iter().filter(|answer| answer.rule.is_some_and(|rule| rule.index == 1)).collect();
    let on = second.iter().filter(|answer| answer.variant == Some("on")).count();
    let share = on as f64 / second.len() as f64;
    assert!((0.45..0.55).contains(&share), "{on} of {}", second.len());
}
