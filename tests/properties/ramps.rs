//! A ramp whose shares rise keeps everyone whom it had, at any two instants.

use crate::support::{HUNDRED_PERCENT, ask, holds, load, names, percent, units};
use burgee::Evaluator;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};

/// Instants that ascend, and shares that do not fall.
fn rising() -> impl Strategy<Value = Vec<(i64, u32)>> {
    vec((1..5_000_000_000_i64, 0..=HUNDRED_PERCENT), 1..6).prop_map(|parts| {
        let mut shares: Vec<_> = parts.iter().map(|(_, share)| *share).collect();
        shares.sort_unstable();
        let mut at = 1_700_000_000_000;
        let mut instants = parts.iter().map(|(gap, _)| {
            at += gap;
            at
        });
        shares.into_iter().filter_map(|share| Some((instants.next()?, share))).collect()
    })
}

fn ramp(salt: &str, steps: &[(i64, u32)], linear: bool) -> Evaluator {
    let steps: Vec<Value> = steps.iter().map(|(at, share)| json!({ "at": at, "percent": percent(*share) })).collect();
    let progress = if linear { "linear" } else { "step" };
    load(json!({ "flags": { "f": {
        "variants": { "on": 1, "off": 0 }, "salt": salt, "fallthrough": "off",
        "rules": [{ "rollout": { "serve": "on", "steps": steps, "progress": progress } }],
    } } }))
}

#[test]
fn a_rising_ramp_never_removes_a_unit() {
    let instants = vec(-1_000_000_000..30_000_000_000_i64, 12);
    holds(
        200,
        (names(), rising(), any::<bool>(), instants, units(20)),
        |(salt, steps, linear, mut instants, units)| {
            let evaluator = ramp(&salt, &steps, linear);
            // Each step itself, and the instants beside it.
            let start = steps[0].0;
            instants.extend(steps.iter().flat_map(|(at, _)| [at - start - 1, at - start, at - start + 1]));
            instants.sort_unstable();
            for unit in units {
                let served = instants.iter().map(|at| ask(&evaluator, "f", &unit, start + at).variant == Some("on"));
                if !served.clone().is_sorted() {
                    return Err(TestCaseError::fail(format!("{unit}: {:?}", served.collect::<Vec<_>>())));
                }
            }
            Ok(())
        },
    );
}

/// At a step's instant a ramp is the rollout to that step's share, in a line or not.
#[test]
fn a_ramp_is_a_rollout_at_each_step() {
    holds(100, (names(), rising(), any::<bool>(), units(20)), |(salt, steps, linear, units)| {
        let evaluator = ramp(&salt, &steps, linear);
        for (at, share) in steps {
            let rollout = load(json!({ "flags": { "f": {
                "variants": { "on": 1, "off": 0 }, "salt": salt, "fallthrough": "off",
                "rules": [{ "rollout": { "serve": "on", "percent": percent(share) } }],
            } } }));
            let same = |unit: &String| ask(&evaluator, "f", unit, at).variant == ask(&rollout, "f", unit, at).variant;
            assert!(units.iter().all(same), "at {at}");
        }
        Ok(())
    });
}
