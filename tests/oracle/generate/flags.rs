//! Flags and their rules.

use super::conditions::{Scope, condition, flag_result, units};
use super::words::{SALTS, UNITS, VARIANTS, hash, percent, positions, share};
use super::{Choices, Members};
use serde_json::{Map, Value, json};

/// A flag, and how many variants it has.
pub(super) fn flag(choices: &mut Choices<'_>, scope: &Scope) -> (Value, usize) {
    let count = [2, 3, 4, 1][choices.below(4)];
    let variants = &VARIANTS[..count];
    let mut flag = Members::default();
    let mixed = choices.one_in(8);
    flag.put("variants", values(choices, variants, mixed));
    flag.maybe("type", mixed.then_some("object"));
    flag.maybe("enabled", choices.one_in(4).then(|| choices.below(3) != 2));
    let named = |choices: &mut Choices<'_>| choices.below(4).ne(&3).then(|| *choices.pick(variants));
    flag.maybe("off", named(choices));
    if choices.one_in(5) {
        flag.put("overrides", overrides(choices, variants));
    }
    if choices.one_in(6) && !scope.flags.is_empty() {
        flag.put("prerequisites", (0..=choices.below(2)).map(|_| flag_result(choices, scope)).collect::<Vec<_>>());
    }
    let scope = if count == 1 { &Scope { experiments: 0, ..scope.clone() } } else { scope };
    let rules: Vec<_> = (0..choices.below(5)).map(|_| rule(choices, scope, variants)).collect();
    flag.maybe("rules", (!rules.is_empty()).then_some(rules));
    flag.maybe("fallthrough", named(choices));
    flag.maybe("salt", choices.one_in(4).then(|| *choices.pick(&SALTS)));
    if choices.one_in(80) {
        flag.put("off", "nowhere");
    }
    (flag.done(), count)
}

/// Values of one type, or one of each.
fn values(choices: &mut Choices<'_>, variants: &[&str], mixed: bool) -> Value {
    let kind = choices.below(4);
    let value = |nth: usize| match if mixed { (kind + nth) % 4 } else { kind } {
        0 => json!(nth == 0),
        1 => json!(format!("value \"{nth}\"")),
        2 => json!(nth as f64 + 0.5),
        _ => [json!({ "n": nth }), json!(null), json!([nth, {}]), json!({})][nth].clone(),
    };
    let members = variants.iter().enumerate().map(|(nth, name)| ((*name).to_owned(), value(nth)));
    Value::Object(members.collect())
}

fn overrides(choices: &mut Choices<'_>, variants: &[&str]) -> Value {
    let mut overrides = Map::new();
    for _ in 0..=choices.below(2) {
        overrides.insert((*choices.pick(variants)).into(), units(choices, 80).into());
    }
    Value::Object(overrides)
}

fn rule(choices: &mut Choices<'_>, scope: &Scope, variants: &[&str]) -> Value {
    let mut rule = Members::default();
    if choices.below(3) != 0 {
        rule.put("if", condition(choices, scope, 3));
    }
    window(choices, &mut rule, 5);
    let of = bucketing(choices, &mut rule);
    match choices.below(6) {
        0 => rule.put("serve", served(choices, variants)),
        1 | 2 => rule.put("rollout", rollout(choices, variants, of)),
        _ => {
            rule.put("split", split(choices, variants, of));
            let experiment = scope.experiments > 0 && choices.below(4) != 0;
            rule.maybe("experiment", experiment.then(|| format!("e{}", choices.below(scope.experiments))));
        }
    }
    rule.done()
}

/// A variant, or now and then the caller's default.
fn served(choices: &mut Choices<'_>, variants: &[&str]) -> Value {
    if choices.one_in(10) { Value::Null } else { (*choices.pick(variants)).into() }
}

/// `start` and `end`, one of both once in `rarity` times.
pub(super) fn window(choices: &mut Choices<'_>, part: &mut Members, rarity: u32) {
    let (start, length) = (choices.below(8), 1 + choices.below(6));
    let day = |day: usize| format!("2026-11-{:02}", day + 1);
    part.maybe("start", choices.one_in(rarity).then(|| day(start)));
    part.maybe("end", choices.one_in(rarity).then(|| day(start + length)));
}

/// What is hashed and how; how many positions there are.
pub(super) fn bucketing(choices: &mut Choices<'_>, part: &mut Members) -> u64 {
    match choices.below(8) {
        5 => part.put("by", *choices.pick(&UNITS)),
        6 | 7 => part.put("by", choices.several(&UNITS, 3)),
        _ => {}
    }
    if choices.one_in(4) {
        let (hash, of) = hash(choices);
        part.0.shift_remove("salt");
        part.put("hash", hash);
        return of;
    }
    part.maybe("salt", choices.one_in(6).then(|| *choices.pick(&SALTS)));
    1 << 32
}

fn rollout(choices: &mut Choices<'_>, variants: &[&str], of: u64) -> Value {
    let mut rollout = Members::default();
    rollout.put("serve", *choices.pick(variants));
    if choices.one_in(5) {
        rollout.put("positions", positions(choices, of));
        return rollout.done();
    }
    if choices.below(2) == 0 {
        rollout.put("percent", percent(choices));
        return rollout.done();
    }
    let progress = choices.pick(&[None, Some("step"), Some("linear"), Some("linear")]);
    rollout.put("steps", steps(choices));
    rollout.maybe("progress", *progress);
    rollout.done()
}

fn steps(choices: &mut Choices<'_>) -> Vec<Value> {
    let mut day = choices.below(4);
    let mut steps = Vec::new();
    for _ in 0..=choices.below(3) {
        day += 1 + choices.below(3);
        let at =
            if choices.one_in(3) { format!("2026-11-{day:02}T06:00:00-06:00") } else { format!("2026-11-{day:02}") };
        steps.push(json!({ "at": at, "percent": percent(choices) }));
    }
    steps
}

/// Weights that need not reach 100, or ranges that need not touch, in any order.
fn split(choices: &mut Choices<'_>, variants: &[&str], of: u64) -> Value {
    if choices.one_in(3) {
        return ranges(choices, variants, of);
    }
    let mut left = 100_000_000;
    let mut weights = Map::new();
    for variant in variants {
        let part = part(choices, left);
        if choices.below(5) != 4 || weights.is_empty() {
            weights.insert((*variant).into(), share(part));
            left -= part;
        }
    }
    Value::Object(weights)
}

fn ranges(choices: &mut Choices<'_>, variants: &[&str], of: u64) -> Value {
    let mut from = 0;
    let mut ranges = Vec::new();
    for _ in 0..=choices.below(4) {
        from += part(choices, (100_000_000 - from) / 4);
        let to = from + part(choices, 100_000_000 - from);
        let serve = served(choices, variants);
        let position = |millionths: usize| millionths as u64 * of / 100_000_000;
        let range = match choices.one_in(3) {
            true => json!({ "serve": serve, "positions": [position(from), position(to)] }),
            false => json!({ "serve": serve, "from": share(from), "to": share(to) }),
        };
        ranges.insert(choices.below(ranges.len() + 1), range);
        from = to;
    }
    ranges.into()
}

/// A part of what is left, sometimes all or nothing of it.
fn part(choices: &mut Choices<'_>, left: usize) -> usize {
    match choices.below(5) {
        0 | 1 => left / 2,
        2 => left,
        3 => left / 3,
        _ => choices.below(left + 1),
    }
}
