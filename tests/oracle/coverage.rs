//! That the generated cases reach everything there is.

use crate::meaning::Seen;

/// What must have been needed, each this often at least.
const LEAST: usize = 10;

const REASONS: [&str; 6] = ["STATIC", "DEFAULT", "TARGETING_MATCH", "SPLIT", "DISABLED", "ERROR"];

const OPERATORS: [&str; 17] = [
    "equals",
    "in",
    "startsWith",
    "endsWith",
    "contains",
    "gt",
    "gte",
    "lt",
    "lte",
    "after",
    "since",
    "before",
    "until",
    "semver",
    "cidr",
    "matches",
    "exists",
];

/// The tests that a policy or a list can be about.
const TESTS: [&str; 10] =
    ["equals", "in", "startsWith", "endsWith", "contains", "gt", "after", "semver", "cidr", "matches"];

const PARTS: [&str; 42] = [
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
    "fallback attribute",
    "no unit",
    "experiment outside its window",
    "outside the audience",
    "no consent",
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

pub(crate) fn is_complete(seen: &Seen) {
    let reasons = REASONS.iter().map(|reason| format!("reason {reason}"));
    let operators = OPERATORS.iter().flat_map(|name| ["True", "False"].map(|truth| format!("operator {name} {truth}")));
    let policies = TESTS.iter().flat_map(|name| {
        let how =
            ["missing True", "missing False", "missing Unknown", "mismatch True", "mismatch False", "mismatch Unknown"];
        how.iter()
            .chain(&["list True", "list False", "list Unknown"])
            .map(|how| format!("{name} {how}"))
            .collect::<Vec<_>>()
    });
    let parts = PARTS.iter().map(|part| (*part).to_owned());
    let wanted = reasons.chain(operators).chain(policies).chain(parts);
    let rare: Vec<_> = wanted.map(|what| (seen.count(&what), what)).filter(|(count, _)| *count < LEAST).collect();
    assert!(rare.is_empty(), "hardly reached: {rare:?}");
}
