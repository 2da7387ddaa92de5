//! Layers keep experiments apart, and holdouts hold.

use crate::support::{HUNDRED_PERCENT, ask, holds, load, names, percent, units};
use burgee::Evaluator;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::TestCaseError;
use serde_json::{Map, Value, json};

/// A flag for each experiment, split 0 : 40 : 60 (the first variant is the control, and the split never gives it).
fn flags(experiments: usize) -> Value {
    let flag = |nth: usize| {
        json!({
            "variants": { "control": 0, "a": 1, "b": 2 }, "fallthrough": "a",
            "rules": [{ "experiment": format!("e{nth}"), "split": { "control": 0, "a": 40, "b": 60 } }],
        })
    };
    (0..experiments).map(|nth| (format!("f{nth}"), flag(nth))).collect::<Map<_, _>>().into()
}

fn running(experiments: usize) -> Value {
    (0..experiments).map(|nth| (format!("e{nth}"), json!({ "status": "running" }))).collect::<Map<_, _>>().into()
}

/// The experiments that take part in.
fn exposed(evaluator: &Evaluator, experiments: usize, unit: &str) -> Vec<usize> {
    let takes_part = |nth: &usize| ask(evaluator, &format!("f{nth}"), unit, 0).exposure.is_some();
    (0..experiments).filter(takes_part).collect()
}

#[test]
fn no_unit_is_in_two_experiments_of_a_layer() {
    let cuts = vec(0..=HUNDRED_PERCENT, 2..12);
    holds(200, (names(), cuts, any::<bool>(), units(40)), |(name, mut cuts, covers, units)| {
        if covers {
            cuts.extend([0, HUNDRED_PERCENT]);
        }
        cuts.sort_unstable();
        let count = cuts.len() - 1;
        let shares = cuts.windows(2).enumerate();
        let shares = shares.map(|(nth, cut)| (format!("e{nth}"), json!([percent(cut[0]), percent(cut[1])])));
        let layers = json!({ name: { "experiments": shares.collect::<Map<_, _>>() } });
        let evaluator = load(json!({ "flags": flags(count), "experiments": running(count), "layers": layers }));
        for unit in units {
            let found = exposed(&evaluator, count, &unit);
            if found.len() > 1 || (covers && found.is_empty()) {
                return Err(TestCaseError::fail(format!("{unit} is in {found:?} of {count}")));
            }
        }
        Ok(())
    });
}

/// A holdout about all experiments or some; who is held out of one is held out of each, and the others of none.
#[test]
fn who_is_held_out_takes_part_in_nothing_and_gets_the_control() {
    let held = (0..=HUNDRED_PERCENT, vec(any::<bool>(), 4), any::<bool>());
    holds(200, (names(), held, units(40)), |(name, (share, about, listed), units)| {
        let ids: Vec<_> = (0..4).filter(|nth| about[*nth]).map(|nth| format!("e{nth}")).collect();
        let mut holdout = json!({ "percent": percent(share) });
        if listed {
            holdout["experiments"] = ids.into();
        }
        let holdouts = json!({ name: holdout });
        let evaluator = load(json!({ "flags": flags(4), "experiments": running(4), "holdouts": holdouts }));
        let covered: Vec<_> = (0..4).filter(|nth| !listed || about[*nth]).collect();
        let others: Vec<_> = (0..4).filter(|nth| !covered.contains(nth)).collect();
        for unit in units {
            let found = exposed(&evaluator, 4, &unit);
            let variants = covered.iter().map(|nth| ask(&evaluator, &format!("f{nth}"), &unit, 0).variant);
            let controls = variants.filter(|variant| *variant == Some("control")).count();
            let out = found == others && controls == covered.len();
            let inside = found.len() == 4 && controls == 0;
            if !out && !inside {
                return Err(TestCaseError::fail(format!("{unit}: takes part in {found:?}, {controls} controls")));
            }
        }
        Ok(())
    });
}

#[test]
fn raising_a_holdout_never_lets_a_unit_in() {
    let with = |name: &str, share: u32| {
        let holdouts = json!({ name: { "percent": percent(share) } });
        load(json!({ "flags": flags(1), "experiments": running(1), "holdouts": holdouts }))
    };
    holds(150, (names(), 0..=HUNDRED_PERCENT, 0..=HUNDRED_PERCENT, units(40)), |(name, a, b, units)| {
        let (less, more) = (with(&name, a.min(b)), with(&name, a.max(b)));
        assert!(units.iter().all(|unit| exposed(&more, 1, unit).len() <= exposed(&less, 1, unit).len()));
        Ok(())
    });
}
