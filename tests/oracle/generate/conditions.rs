//! Conditions and segments.

use super::flags::bucketing;
use super::views;
use super::words::{
    ATTRIBUTES, BLOCKS, DIGESTS, KINDS, Kind, PARTS, PATTERNS, RANGES, SALTS, TEXTS, VARIANTS, date, percent,
    positions, usual,
};
use super::{Choices, Members};
use serde_json::{Value, json};

/// What a condition may refer to: segments below a number, and flags, each with how many variants it has.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    pub(super) segments: usize,
    pub(super) flags: Vec<usize>,
    pub(super) experiments: usize,
}

pub(super) fn condition(choices: &mut Choices<'_>, scope: &Scope, depth: u32) -> Value {
    let several = |choices: &mut Choices<'_>| -> Vec<Value> {
        (0..choices.below(4)).map(|_| condition(choices, scope, depth - 1)).collect()
    };
    match choices.below(18) {
        10 | 11 if depth > 0 => json!({ "all": several(choices) }),
        12 | 13 if depth > 0 => json!({ "any": several(choices) }),
        14 | 15 if depth > 0 => json!({ "not": condition(choices, scope, depth - 1) }),
        16 => json!({ "bucket": bucket(choices) }),
        17 => {
            let mut now = Members::default();
            interval(choices, &mut now, [["since", "after"], ["before", "until"]], date);
            json!({ "now": now.done() })
        }
        8 if scope.segments > 0 => json!({ "segment": format!("s{}", choices.below(scope.segments)) }),
        9 if !scope.flags.is_empty() => flag_result(choices, scope),
        _ => leaf(choices),
    }
}

pub(super) fn flag_result(choices: &mut Choices<'_>, scope: &Scope) -> Value {
    let flag = choices.below(scope.flags.len());
    let variants = &VARIANTS[..scope.flags[flag]];
    let mut asked: Value =
        if choices.one_in(3) { (*choices.pick(variants)).into() } else { choices.several(variants, 3).into() };
    if let Value::Array(several) = &mut asked
        && choices.one_in(3)
    {
        several.push(Value::Null);
    }
    json!({ "flag": format!("f{flag}"), "in": asked })
}

/// A share of the units, or ranges of their positions.
fn bucket(choices: &mut Choices<'_>) -> Value {
    let mut bucket = Members::default();
    bucket.put("salt", *choices.pick(&SALTS));
    let of = bucketing(choices, &mut bucket);
    if choices.one_in(2) {
        bucket.put("percent", percent(choices));
    } else {
        bucket.put("positions", (0..choices.below(4)).map(|_| positions(choices, of)).collect::<Vec<_>>());
    }
    bucket.done()
}

fn leaf(choices: &mut Choices<'_>) -> Value {
    let (attribute, kind) = *choices.pick(&ATTRIBUTES);
    let kind = if choices.one_in(8) { *choices.pick(&KINDS) } else { kind };
    let mut leaf = Members::default();
    leaf.put("attribute", attribute);
    if choices.one_in(5) {
        views::operators(choices, &mut leaf);
    } else {
        operators(choices, &mut leaf, kind);
        if choices.one_in(10) {
            operators(choices, &mut leaf, kind);
        }
    }
    for policy in ["missing", "mismatch"] {
        if choices.one_in(2) {
            leaf.put(policy, choices.pick(&[json!(true), json!("unknown"), json!("unknown"), json!(false)]).clone());
        }
    }
    if choices.one_in(3) {
        leaf.put("items", choices.pick(&["all", "any", "none"])[..].to_owned());
    }
    if choices.one_in(3) {
        leaf.put("ignoreCase", choices.below(2) == 0);
    }
    leaf.done()
}

/// One operator that such values usually meet, or sometimes `exists` or a set.
fn operators(choices: &mut Choices<'_>, leaf: &mut Members, kind: Kind) {
    match (choices.below(10), kind) {
        (7.., _) => {
            // Few of them, so that a list now and then contains all.
            let operands: Vec<_> = (0..choices.below(3)).map(|_| usual(kind, choices)).collect();
            leaf.put(choices.pick::<&str>(&["containsAny", "containsAll"]), operands);
        }
        (0, _) => leaf.put("in", literals(choices, kind)),
        (1, _) => leaf.put("equals", usual(kind, choices)),
        (6, _) if choices.one_in(2) => leaf.put("exists", choices.one_in(2)),
        (_, Kind::Number) => {
            interval(choices, leaf, [["gte", "gt"], ["lt", "lte"]], |choices| usual(Kind::Number, choices))
        }
        (_, Kind::Date) => interval(choices, leaf, [["since", "after"], ["before", "until"]], date),
        (_, Kind::Version) => {
            leaf.put("semver", *choices.pick(&RANGES));
            leaf.maybe("loose", choices.one_in(2).then(|| choices.below(4) != 3));
        }
        (_, Kind::Address) => {
            let blocks = choices.several(&BLOCKS, 3);
            leaf.put("cidr", if choices.one_in(3) { json!(blocks) } else { (*choices.pick(&BLOCKS)).into() });
        }
        (_, Kind::Flag) => leaf.put("equals", choices.one_in(2)),
        (2, _) => leaf.put("matches", *choices.pick(&PATTERNS)),
        (3, _) if choices.one_in(4) => leaf.put("matches", *choices.pick(&PATTERNS)),
        (3 | 4, Kind::Text | Kind::Unit) if choices.one_in(2) => leaf.put("md5", choices.several(&DIGESTS, 3)),
        (3, _) => interval(choices, leaf, [["gte", "gt"], ["lt", "lte"]], |choices| usual(Kind::Text, choices)),
        (..) => {
            let name = *choices.pick(&["startsWith", "endsWith", "contains"]);
            leaf.put(
                name,
                if choices.one_in(2) { json!(choices.several(&PARTS, 3)) } else { (*choices.pick(&PARTS)).into() },
            );
        }
    }
}

fn literals(choices: &mut Choices<'_>, kind: Kind) -> Value {
    // Now and then so many that a set of them is kept in another shape.
    let count = if choices.one_in(6) { 40 } else { 1 + choices.below(4) };
    let mut literals: Vec<_> = (0..count).map(|_| usual(kind, choices)).collect();
    if choices.one_in(4) {
        literals.extend([json!(true), json!(18.0), json!(TEXTS[0])]);
    }
    if choices.one_in(12) { json!([]) } else { literals.into() }
}

/// One or both bounds, open or closed.
pub(super) fn interval(
    choices: &mut Choices<'_>,
    leaf: &mut Members,
    [least, most]: [[&str; 2]; 2],
    value: fn(&mut Choices<'_>) -> Value,
) {
    let which = choices.below(3);
    for (bounds, left_out) in [(&least, 1), (&most, 2)] {
        let already = bounds.iter().any(|name| leaf.0.contains_key(*name));
        if which != left_out && !already {
            leaf.put(choices.pick::<&str>(bounds), value(choices));
        }
    }
}

/// A condition, or lists of units.
pub(super) fn segment(choices: &mut Choices<'_>, scope: &Scope) -> Value {
    if !choices.one_in(3) {
        return condition(choices, scope, 2);
    }
    let mut segment = Members::default();
    for list in ["included", "excluded"] {
        if choices.below(4) != 0 {
            segment.put(list, units(choices, 60));
        }
    }
    if segment.0.is_empty() || choices.one_in(2) {
        segment.put("if", condition(choices, scope, 1));
    }
    let by = choices.pick(&["account.id", "emailDomain", "plan"])[..].to_owned();
    segment.maybe("by", choices.one_in(3).then_some(by));
    segment.done()
}

/// Up to so many names of units.
pub(super) fn units(choices: &mut Choices<'_>, most: usize) -> Vec<Value> {
    let count = choices.below(most + 1);
    let first = choices.below(400);
    let units = (0..count).map(|nth| format!("user-{}", (first + 7 * nth) % 400).into());
    units.chain(choices.one_in(2).then(|| "company.com".into())).collect()
}
