//! Code that asks for as much work as it can: what bounds it are the depth and the number of conditions, and each of these
//! tests would take minutes to years, or more stack than there is, without them.

use crate::ask::{contexts, decide, in_a_small_stack};
use crate::build::{
    ALL, ANY, BUCKET, CONDITION, EXPERIMENT, FLAG, NOT, SEGMENT, WINDOW, bucket, condition, experiment, flag, program,
    reference, rule,
};
use burgee::Evaluator;
use burgee::context::PackedContext;
use burgee::evaluate::decision::Reason;
use burgee::evaluate::evaluate;
use burgee::evaluate::trace::{Silent, Step};
use burgee::literal::pattern::Scratch;
use burgee::program::Program;
use std::slice;

/// The first flag's decision, in its 32 bits.
fn decided(bytes: Vec<u8>) -> u32 {
    in_a_small_stack(move || {
        let program = Program::of_bytes(bytes);
        let context = contexts().swap_remove(2);
        let decision = decide(&program, &context, 0);
        assert_eq!(decide(&program, &PackedContext::EMPTY, 0), decision);
        decision.bits()
    })
}

/// The variant 1, since no rule applied.
const FALLTHROUGH: u32 = 2 | (Reason::Default as u32) << 10;

const BY_THE_RULE: u32 = 3 | (Reason::TargetingMatch as u32) << 10 | 1 << 13;

/// A flag that asks for the first segment.
fn asks_segment() -> Vec<u8> {
    flag(&[rule(CONDITION, &[&reference(SEGMENT, 0)])])
}

#[test]
fn a_segment_of_itself() {
    let of = |kind| program([&[asks_segment()], &[condition(kind, &reference(SEGMENT, 0).repeat(100))], &[], &[]]);
    assert_eq!([ALL, ANY].map(of).map(decided), [FALLTHROUGH; 2]);
    // Who is no member is one of the opposite, and so on: from the unknown at the bottom it takes turns, 31 times.
    assert_eq!(decided(of(NOT)), BY_THE_RULE);
    assert_eq!(decided(program([&[asks_segment()], &[reference(SEGMENT, 0)], &[], &[]])), FALLTHROUGH);
}

#[test]
fn segments_of_each_other() {
    // As wide as deep: 2^60 members, were they all asked.
    let segments: Vec<_> =
        (1..=60).map(|next| condition(ANY, &[reference(SEGMENT, next), reference(SEGMENT, next)].concat())).collect();
    assert_eq!(decided(program([&[asks_segment()], &segments, &[], &[]])), FALLTHROUGH);
}

#[test]
fn a_flag_of_itself() {
    let itself = rule(CONDITION, &[&reference(FLAG, 0)]);
    decided(program([&[flag(slice::from_ref(&itself))], &[], &[], &[]]));
    decided(program([&[flag(&vec![itself; 60_000])], &[], &[], &[]]));
}

#[test]
fn flags_of_each_other() {
    let asks = |other| flag(&vec![rule(CONDITION, &[&reference(FLAG, other)]); 3]);
    let flags: Vec<_> = (1..=80).map(asks).collect();
    decided(program([&flags, &[], &[], &[]]));
}

#[test]
fn experiments_of_themselves() {
    let audience = reference(FLAG, 0);
    let mut of_itself = experiment(0);
    of_itself[0] |= 8;
    of_itself.splice(21..21, audience);
    let enrols = rule(EXPERIMENT, &[&[0; 4], &[0; 4], &[0; 4]]);
    decided(program([&[flag(&vec![enrols; 1000])], &[], &[of_itself], &[]]));
}

#[test]
fn nesting_deeper_than_the_bytes_say() {
    for kind in [ALL, ANY, NOT] {
        let nested = (0..10_000).fold(condition(ALL, &[]), |inner, _| condition(kind, &inner));
        let found = decided(program([&[flag(&[rule(CONDITION, &[&nested])])], &[], &[], &[]]));
        assert_eq!(found, FALLTHROUGH, "unknown");
    }
}

/// Sizes that reach beyond their part: it ends where that ends.
#[test]
fn sizes_without_end() {
    for kind in 0..=255 {
        let endless = [&[kind][..], &[255; 4], &[kind; 40]].concat();
        decided(program([&[flag(&[rule(CONDITION, &[&endless])])], slice::from_ref(&endless), &[], &[]]));
    }
}

/// Conditions beyond the depth count as others do: 400,000 in each of 100,000 that are not too deep would be too many.
#[test]
fn conditions_that_are_too_deep_count() {
    let too_deep = condition(ANY, &condition(NOT, &[]).repeat(400_000));
    let twice = |next| condition(ANY, &[reference(SEGMENT, next), reference(SEGMENT, next)].concat());
    for depth in [29, 30, 31, 32] {
        let mut segments: Vec<_> = (1..depth).map(twice).collect();
        segments.push(too_deep.clone());
        decided(program([&[asks_segment()], &segments, &[], &[]]));
    }
}

/// Rules that are passed over without a condition count where another flag is asked for: 60,000 of them 100,000 times.
#[test]
fn rules_of_other_flags_count() {
    let mut passed_over = flag(&vec![rule(WINDOW, &[]); 60_000]);
    passed_over[3] = 0;
    let asks = flag(&[rule(CONDITION, &[&condition(ANY, &reference(FLAG, 1).repeat(100_000))])]);
    decided(program([&[asks, passed_over], &[], &[], &[]]));
}

#[test]
fn overrides_of_other_flags_count() {
    let overrides = [&[3, 0, 0, 0, 0, 0, 0][..], &60_000_u32.to_le_bytes(), &[0; 600_000]].concat();
    let asks = flag(&[rule(CONDITION, &[&condition(ANY, &reference(FLAG, 1).repeat(100_000))])]);
    decided(program([&[asks, overrides], &[], &[], &[]]));
}

/// As many holdouts as a snapshot may have, whatever the experiment says: 10,000 rules would hash for 100,000 each.
#[test]
fn holdouts_are_bounded() {
    let enrols = rule(EXPERIMENT, &[&[0; 4], &[0; 4], &[0; 4]]);
    let out_of_it = [bucket(None), vec![1, 0, 0, 0, 0, 0, 0, 0]].concat();
    let mut layered = [experiment(100_000), out_of_it.clone()].concat();
    layered[0] |= 64;
    let bytes = program([&[flag(&vec![enrols; 10_000])], &[], &[layered], &[out_of_it]]);
    assert_eq!(decided(bytes.clone()), FALLTHROUGH);
    let mut steps: Vec<Step> = Vec::new();
    let context = contexts().swap_remove(2);
    evaluate(&Program::of_bytes(bytes), &context, 0, &mut Scratch::default(), &mut steps);
    let holdouts = steps.iter().filter(|step| matches!(step, Step::Holdout { .. })).count();
    assert_eq!(holdouts, 100 * 10_000);
}

/// Counts that no bytes stand behind.
#[test]
fn counts_without_end() {
    let endless = [bucket(None), vec![255; 4]].concat();
    let share = condition(BUCKET, &endless);
    decided(program([&[flag(&[rule(CONDITION, &[&share])])], &[], &[], &[]]));
    for bits in [8, 16, 24] {
        decided(program([&[flag(&[rule(bits, &[&endless])])], &[], &[], &[]]));
    }
    for head in 0..8 {
        let counts = [&[head, 0, 0, 1, 0, 255, 255][..], &[255; 8]].concat();
        decided(program([&[counts], &[], &[], &[]]));
    }
    decided(vec![255; 400]);
    decided(vec![1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
}

/// Code of this length, with the longest salts: each is hashed once.
#[test]
fn a_million_bytes_of_salt() {
    let share = condition(BUCKET, &bucket(Some(1_000_000)));
    let shares = vec![rule(CONDITION, &[&share]); 3];
    let bytes = program([&[flag(&shares)], &[], &[], &[]]);
    let context = contexts().swap_remove(2);
    evaluate(&Program::of_bytes(bytes), &context, 0, &mut Scratch::default(), &mut Silent);
}

/// The same of a snapshot's text: what would be cut short is refused.
#[test]
fn a_text_that_asks_for_too_many_rules_is_refused() {
    let issues = |times: usize| {
        let rule = r#"{"rollout": {"serve": "on", "percent": 0}}"#;
        let asked = vec![r#"{"flag": "long", "in": "on"}"#; times].join(",");
        let long = format!(r#"{{"variants": {{"on": true}}, "rules": [{}]}}"#, vec![rule; 9_999].join(","));
        let asks =
            format!(r#"{{"variants": {{"on": true}}, "rules": [{{"if": {{"any": [{asked}]}}, "serve": "on"}}]}}"#);
        let text = format!(r#"{{"format": "burgee/1", "flags": {{"long": {long}, "asks": {asks}}}}}"#);
        let found = Evaluator::new(text).unwrap();
        found.issues().iter().map(|issue| format!("{}: {}", issue.path, issue.message)).collect::<Vec<_>>()
    };
    assert_eq!(issues(9), [""; 0]);
    assert_eq!(issues(10), ["flags.asks: more than 100000 conditions in one decision"]);
}
