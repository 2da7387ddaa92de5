//! That the generated cases reach everything there is.

use crate::meaning::Scalar;
use burgee::OPERATORS;
use std::collections::BTreeSet;

/// What must have been needed, each this often at least.
const LEAST: usize = 10;

const REASONS: [&str; 6] = ["STATIC", "DEFAULT", "TARGETING_MATCH", "SPLIT", "DISABLED", "ERROR"];

/// What an attribute may be taken for.
const VIEWS: [&str; 8] = ["text", "lowercase", "number", "version", "size", "type", "json", "boolean"];

/// Hashes, what of a text they hash, and whether twice.
const HASHES: [&str; 14] = [
    "fnv1a-32 utf-8 false",
    "fnv1a-32 utf-8 true",
    "fnv1a-32 utf-16 false",
    "fnv1a-32 utf-16 true",
    "fnv1a-32 low-bytes false",
    "fnv1a-32 low-bytes true",
    "murmur3-32 utf-8 false",
    "murmur3-32 utf-8 true",
    "murmur3-32 utf-16 false",
    "murmur3-32 utf-16 true",
    "murmur3-32 low-bytes false",
    "murmur3-32 low-bytes true",
    "md5 utf-8 false",
    "md5 utf-8 true",
];

const PARTS: [&str; 52] = [
    "override",
    "prerequisites hold",
    "a prerequisite fails",
    "rule outside its window",
    "all True",
    "all False",
    "all Unknown",
    "any True",
    "any False",
    "any Unknown",
    "not True",
    "not False",
    "not Unknown",
    "segment True",
    "segment False",
    "flag True",
    "flag False",
    "bucket True",
    "bucket False",
    "now True",
    "now False",
    "excluded from a segment",
    "included in a segment",
    "not listed in a segment",
    "in the rollout",
    "outside the rollout",
    "linear ramp",
    "ramp by steps",
    "before the ramp",
    "in a split of ranges",
    "in a split of weights",
    "outside the split",
    "rollout by positions",
    "variant served",
    "caller's default served",
    "caller's default split",
    "caller's default asked",
    "fallback attribute",
    "no unit",
    "experiment outside its window",
    "outside the audience",
    "no consent",
    "may not enter",
    "held out",
    "outside its share of the layer",
    "assignment kept",
    "assignment forgotten",
    "assigned too long ago",
    "experiment running",
    "experiment draft",
    "experiment concluded",
    "experiment archived",
];

pub(crate) fn is_complete(seen: &Scalar) {
    let reasons = REASONS.iter().map(|reason| format!("reason {reason}"));
    let operators = OPERATORS
        .iter()
        .flat_map(|operator| ["True", "False"].map(|truth| format!("operator {} {truth}", operator.name)));
    // `exists` has no policies; texts between bounds are a test of their own.
    let tests: BTreeSet<_> = OPERATORS.iter().map(|operator| operator.test()).chain(["text order"]).collect();
    let policies = tests.into_iter().filter(|name| *name != "exists").flat_map(|name| {
        let how =
            ["missing True", "missing False", "missing Unknown", "mismatch True", "mismatch False", "mismatch Unknown"];
        how.iter()
            .chain(&["list True", "list False", "list Unknown"])
            .map(|how| format!("{name} {how}"))
            .collect::<Vec<_>>()
    });
    let parts = PARTS.iter().map(|part| (*part).to_owned());
    let views = VIEWS.iter().map(|view| format!("as {view}"));
    let hashes = HASHES.iter().map(|hash| format!("hash {hash}"));
    let wanted = reasons.chain(operators).chain(policies).chain(views).chain(hashes).chain(parts);
    let rare: Vec<_> = wanted.map(|what| (seen.count(&what), what)).filter(|(count, _)| *count < LEAST).collect();
    assert!(rare.is_empty(), "hardly reached: {rare:?}");
}
