//! The faults that a snapshot can have once it is valid JSON: code, message and hint.

use crate::document::{self, CatalogueEntry, Document, Issue, faults};

/// The warning that more than [`super::MAX_ISSUES`] issues were found.
#[must_use]
pub fn more_issues(document: &Document) -> Issue {
    Issue::warning(document.root().start(), &MORE_ISSUES, &[])
}

impl Issue {
    /// What the author can do about it; empty for an issue of another crate.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        let mut entries = CATALOGUE.iter().chain(document::CATALOGUE);
        entries.find(|entry| entry.describes(self)).map_or("", |entry: &CatalogueEntry| entry.hint)
    }
}

faults! {
    TYPE = "type", "expected {}, found {}",
        "write the value in the form that this field takes";
    MISSING_FIELD = "missing-field", "`{}` is missing",
        "add the field";
    UNKNOWN_FIELD = "unknown-field", "unknown field `{}`",
        "check the spelling; your own notes belong in `metadata`";
    FORMAT = "format", "expected the format `burgee/1`, found `{}`",
        "write `\"format\": \"burgee/1\"`; files of other systems are read by `npx burgee import`";
    EMPTY_NAME = "name", "the name is empty",
        "give it a name, by which code and other parts of the snapshot refer to it";
    WHOLE_NUMBER = "number", "`{}` is not a whole number from 0 to {}",
        "write a whole number in this range, without quotes";
    TOO_LARGE = "number", "`{}` is too large for a number",
        "a number is at most about 1.8e308 away from zero";
    CHOICE = "value", "expected {}, found `{}`",
        "use one of these words, in lower case";
    DATE = "date", "expected a date such as `2026-11-01T09:00:00Z`",
        "write a day (`2026-11-01`, midnight in UTC), an RFC 3339 time with its offset, or milliseconds since 1970";
    WINDOW = "window", "`end` is not after `start`",
        "the end is exclusive, so it must be later than the start";
    PERCENT = "percent", "`{}` is not a percentage from 0 to 100",
        "write per cent as a number: 10 for a tenth, 0.5 for five in a thousand";
    DECIMALS = "decimals", "`{}` has more than six decimals",
        "round to a millionth of a per cent";
    UNKNOWN_SEGMENT = "unknown-segment", "there is no segment `{}`",
        "add it to `segments`, or use a name that exists";
    UNKNOWN_FLAG = "unknown-flag", "there is no flag `{}`",
        "add it to `flags`, or use a key that exists";
    UNKNOWN_EXPERIMENT = "unknown-experiment", "there is no experiment `{}`",
        "add it to `experiments`, or use an id that exists";
    UNKNOWN_VARIANT = "unknown-variant", "there is no variant `{}`",
        "use a name from the flag's `variants`, not a value";
    OTHERS_VARIANT = "unknown-variant", "the flag `{}` has no variant `{}`",
        "use a name from the other flag's `variants`, not a value";
    EXPERIMENTS_VARIANT = "unknown-variant", "the experiment's {} is `{}`, and this flag has no such variant",
        "let the experiment name one of this flag's variants";
    BROKEN_SEGMENT = "broken-reference", "the segment `{}` is broken",
        "fix that segment: it has an error of its own";
    BROKEN_FLAG = "broken-reference", "the flag `{}` is broken",
        "fix that flag: it has an error of its own";
    BROKEN_EXPERIMENT = "broken-reference", "the experiment `{}` is broken",
        "fix that experiment, its layer or its holdout: one of them has an error of its own";
    CYCLE = "cycle", "`{}` depends on itself",
        "remove one of the references between its prerequisites, flags and segments";
    TOO_DEEP = "too-deep", "more than 64 levels of conditions",
        "segments and flags that a condition refers to count as levels: let them refer to fewer others";
    TOO_MANY = "too-many", "more than {}",
        "replace lists of units by an attribute or a segment, and remove what is no longer used";
    MORE_ISSUES = "too-many-issues", "more than 1000 issues: the others are not listed",
        "fix these first";
    NO_VARIANTS = "variants", "expected at least one variant",
        "a switch has two: `{ \"on\": true, \"off\": false }`";
    MIXED_TYPES = "mixed-types", "`{}` is {} and `{}` is {}",
        "give all variants of a flag values of the same type";
    SERVE = "serve", "expected exactly one of `serve`, `rollout` or `split`",
        "a rule serves one variant, rolls one out, or splits between some; write one rule for each";
    EXCLUSIVE = "exclusive", "`{}` and `{}` exclude each other",
        "keep one of the two";
    NEEDS_SPLIT = "experiment", "an experiment needs a `split`",
        "name the variants and their percentages in `split`, or remove `experiment` from the rule";
    TWO_LAYERS = "two-layers", "the experiment is already in the layer `{}`",
        "an experiment belongs to one layer: remove it from the other";
    NO_STEPS = "steps", "expected at least one step",
        "write steps as `{ \"at\": \"2026-11-01\", \"percent\": 10 }`, or `percent` for a share that stays";
    STEP_ORDER = "step-order", "steps must be in chronological order",
        "sort the steps by `at`, each later than the one before";
    EMPTY_SPLIT = "split", "expected at least one variant",
        "name at least one variant and its percentage";
    OVER_WHOLE = "split-over", "the percentages add up to more than 100",
        "lower them: the percentages of all variants add up to at most 100";
    BACKWARDS = "range", "the end of the range is before its start",
        "swap the two";
    INTERVAL = "interval", "expected two percentages, from and to",
        "write an interval as `[0, 50]`";
    OVERLAP = "overlap", "overlaps with `{}`",
        "let one range start where the other ends: the end is exclusive";
    CONDITION = "condition", "expected exactly one of `all`, `any`, `not`, `segment`, `flag`, `attribute`, `bucket` or `now`",
        "put conditions that belong together into `all` or `any`";
    NO_OPERATOR = "condition", "the test of `{}` has no operator",
        "add an operator such as `in`; to test that the attribute exists, write `\"exists\": true`";
    ATTRIBUTE = "attribute", "`{}` is not a path to an attribute",
        "write names with single dots between them, as in `app.version`";
    SEMVER = "semver", "`{}` is not a range of versions such as `>=2.1.0`",
        "use `=`, `<`, `<=`, `>`, `>=`, `~` or `^` before a version; spaces mean and; for or, use `any`";
    HASH_UNITS = "hash", "`md5` only hashes UTF-8 bytes",
        "remove `units`";
    HASH_OF = "hash", "expected from 1 to 4294967296 positions",
        "`of` is the number of positions: 4294967296, or the modulus of the hash";
    HASH_ROUNDS = "hash", "expected one or two rounds",
        "write 2 if the decimal digits of the hash are hashed again";
    POSITIONS = "positions", "expected two positions, the first and the end",
        "write `[first, end]`: the end is exclusive";
    TOO_FAR = "range", "the range exceeds the {} positions of the hash",
        "lower its end, which is exclusive";
    MIXED_BOUNDS = "condition", "the bounds of a test must have the same type",
        "compare with numbers or with strings; for both, write two tests";
    CIDR = "cidr", "`{}` is not a block of addresses such as `10.0.0.0/8`",
        "write an address, optionally with a slash and the length of its prefix in bits";
    PATTERN = "pattern", "`{}` is not a supported pattern: {}",
        "patterns are a common part of RE2, without look-around and back-references; in JSON, double each backslash";
}
