//! Experiments, layers and holdouts.

use super::conditions::{Scope, condition};
use super::flags::{bucketing, window};
use super::words::{SALTS, percent, share};
use super::{Choices, Members};
use serde_json::{Map, Value, json};

pub(super) fn experiment(choices: &mut Choices<'_>, scope: &Scope) -> Value {
    let mut experiment = Members::default();
    let status = ["running", "running", "running", "running", "draft", "concluded", "archived"];
    experiment.put("status", *choices.pick(&status));
    window(choices, &mut experiment, 6);
    if choices.one_in(4) {
        let segment = scope.segments > 0 && choices.one_in(2);
        let audience = if segment { "s0".into() } else { condition(choices, scope, 1) };
        experiment.put("audience", audience);
    }
    if choices.one_in(4) {
        experiment.put("entry", condition(choices, scope, 1));
    }
    // Every flag that runs an experiment has at least these two.
    let named = |choices: &mut Choices<'_>, rarity| choices.one_in(rarity).then(|| *choices.pick(&["a", "b"]));
    experiment.maybe("control", named(choices, 3));
    experiment.maybe("winner", named(choices, 2));
    experiment.maybe("requiresConsent", choices.one_in(4).then(|| choices.below(4) != 3));
    experiment.maybe("sticky", choices.one_in(2).then(|| choices.below(5) != 4));
    experiment.maybe("version", choices.one_in(2).then(|| 1 + choices.below(4)));
    experiment.maybe("minVersion", choices.one_in(2).then(|| choices.below(4)));
    experiment.maybe("salt", choices.one_in(5).then(|| *choices.pick(&SALTS)));
    experiment.done()
}

/// Layers of which no two have the same experiment: each experiment is in one of two, or in none.
pub(super) fn layers(choices: &mut Choices<'_>, experiments: usize) -> Value {
    let mut layers = Map::new();
    let chosen: Vec<_> = (0..experiments).map(|_| choices.below(4)).collect();
    for name in 2..4 {
        let members: Vec<_> = (0..experiments).filter(|id| chosen[*id] == name).collect();
        if members.is_empty() {
            continue;
        }
        let mut layer = Members::default();
        layer.put("experiments", shares(choices, &members));
        bucketing(choices, &mut layer);
        layers.insert(format!("layer {name}"), layer.done());
    }
    Value::Object(layers)
}

/// Each one's share, one after the other, with something left between them.
fn shares(choices: &mut Choices<'_>, members: &[usize]) -> Value {
    let mut from = 0;
    let mut shares = Map::new();
    for id in members {
        let to = from + (100_000_000 - from) / (2 + choices.below(2)) + choices.below(1_000_000);
        let to = if choices.one_in(6) { 100_000_000 } else { to.min(100_000_000) };
        shares.insert(format!("e{id}"), json!([share(from), share(to)]));
        from = to;
    }
    Value::Object(shares)
}

pub(super) fn holdouts(choices: &mut Choices<'_>, experiments: usize) -> Value {
    let mut holdouts = Map::new();
    for nth in 0..choices.below(3) {
        let mut holdout = Members::default();
        holdout.put("percent", percent(choices));
        let ids: Vec<_> = (0..experiments).map(|id| format!("e{id}")).collect();
        if choices.one_in(2) && !ids.is_empty() {
            holdout.put("experiments", choices.several(&ids, 3));
        }
        bucketing(choices, &mut holdout);
        holdouts.insert(format!("holdout {nth}"), holdout.done());
    }
    Value::Object(holdouts)
}
