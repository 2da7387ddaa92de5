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
        "look for a typing error; notes of your own belong in `metadata`";
    FORMAT = "format", "expected the format `burgee/1`, found `{}`",
        "write `\"format\": \"burgee/1\"`; files of other systems are read by `npx burgee import`";
    EMPTY_NAME = "name", "the name is empty",
        "give it a name: code and other parts of the snapshot refer to it by that";
    WHOLE_NUMBER = "number", "`{}` is no whole number from 0 to {}",
        "write a whole number in these bounds, without quotes";
    TOO_LARGE = "number", "`{}` is too large for a number",
        "a number is at most about 1.8e308 away from zero";
    CHOICE = "value", "expected {}, found `{}`",
        "use one of these words, in lower case";
    DATE = "date", "expected a date such as `2026-11-01T09:00:00Z`",
        "write a day (`2026-11-01`, midnight in UTC), an RFC 3339 time with its offset, or milliseconds since 1970";
    WINDOW = "window", "`end` is not after `start`",
        "the end itself is not included, so it must be later than the start";
    PERCENT = "percent", "`{}` is no percentage from 0 to 100",
        "write per cent as a number: 10 for a tenth, 0.5 for five in a thousand";
    DECIMALS = "decimals", "`{}` has more than six decimals",
        "round to a millionth of a per cent";
    UNKNOWN_SEGMENT = "unknown-segment", "there is no segment `{}`",
        "add it to `segments`, or use a name that is there";
    UNKNOWN_FLAG = "unknown-flag", "there is no flag `{}`",
        "add it to `flags`, or use a key that is there";
    UNKNOWN_EXPERIMENT = "unknown-experiment", "there is no experiment `{}`",
        "add it to `experiments`, or use an id that is there";
    UNKNOWN_VARIANT = "unknown-variant", "there is no variant `{}`",
        "use a name from the flag's `variants`, not a value";
    OTHERS_VARIANT = "unknown-variant", "the flag `{}` has no variant `{}`",
        "use a name from the other flag's `variants`, not a value";
    EXPERIMENTS_VARIANT = "unknown-variant", "the experiment's {} is `{}`, and this flag has no such variant",
        "let the experiment name one of this flag's variants";
    BROKEN_SEGMENT = "broken-reference", "the segment `{}` is broken",
        "mend that segment: it has an error of its own";
    BROKEN_FLAG = "broken-reference", "the flag `{}` is broken",
        "mend that flag: it has an error of its own";
    BROKEN_EXPERIMENT = "broken-reference", "the experiment `{}` is broken",
        "mend that experiment, its layer or its holdout: one of them has an error of its own";
    CYCLE = "cycle", "`{}` depends on itself",
        "follow its prerequisites, flags and segments, and take out the one that leads back";
    TOO_DEEP = "too-deep", "more than 64 levels of conditions",
        "segments and flags that a condition refers to count as levels: let them refer to fewer others";
    TOO_MANY = "too-many", "more than {}",
        "replace lists of units by an attribute or a segment, and remove what is no longer used";
    MORE_ISSUES = "too-many-issues", "more than 1000 issues: the others are not listed",
        "mend these first";
    NO_VARIANTS = "variants", "expected at least one variant",
        "a switch has two: `{ \"on\": true, \"off\": false }`";
    MIXED_TYPES = "mixed-types", "`{}` is {} and `{}` is {}",
        "give all variants of a flag values of one type: code reads a flag as one type";
    SERVE = "serve", "expected exactly one of `serve`, `rollout` or `split`",
        "a rule serves one variant, rolls one out, or splits between some; write one rule for each";
    EXCLUSIVE = "exclusive", "`{}` and `{}` exclude each other",
        "keep one of the two";
    NEEDS_SPLIT = "experiment", "an experiment needs a `split`",
        "name the variants and their percentages in `split`, or take `experiment` out of the rule";
    TWO_LAYERS = "two-layers", "it is already in the layer `{}`",
        "an experiment belongs to one layer: take it out of the other";
    NO_STEPS = "steps", "expected at least one step",
        "write steps as `{ \"at\": \"2026-11-01\", \"percent\": 10 }`, or `percent` for a share that stays";
    STEP_ORDER = "step-order", "steps must come in the order of time",
        "sort the steps by `at`, each later than the one before";
    EMPTY_SPLIT = "split", "expected at least one variant",
        "name at least one variant and its percentage";
    OVER_WHOLE = "split-over", "the percentages add up to more than 100",
        "lower them: all variants share one hundred per cent";
    BACKWARDS = "range", "the end of the range lies before its start",
        "exchange the two";
    INTERVAL = "interval", "expected two percentages, from and to",
        "write an interval as `[0, 50]`";
    OVERLAP = "overlap", "shares units with `{}`",
        "let one range start where the other ends: the end itself is not included";
    CONDITION = "condition", "expected exactly one of `all`, `any`, `not`, `segment`, `flag`, `attribute`, `bucket` or `now`",
        "put conditions that belong together into `all` or `any`";
    NO_OPERATOR = "condition", "`{}` is compared with nothing: add an operator such as `in`",
        "for mere presence write `\"exists\": true`";
    ATTRIBUTE = "attribute", "`{}` is no path to an attribute",
        "write names with single dots between them, as in `app.version`";
    SEMVER = "semver", "`{}` is no range of versions such as `>=2.1.0`",
        "use `=`, `<`, `<=`, `>`, `>=`, `~` or `^` before a version; spaces mean and, `any` means or";
    HASH_UNITS = "hash", "`md5` is of UTF-8 bytes",
        "leave `units` out";
    HASH_OF = "hash", "expected from 1 to 4294967296 positions",
        "`of` is how many positions there are: 4294967296, or what the hash is taken modulo";
    HASH_ROUNDS = "hash", "expected one or two rounds",
        "write 2 where the decimal digits of the hash are hashed again";
    POSITIONS = "positions", "expected two positions, the first and the end",
        "write `[first, end]`: the end itself is not included";
    TOO_FAR = "range", "there are {} positions",
        "end at most there: the end itself is not included";
    MIXED_BOUNDS = "condition", "a test has bounds of one type",
        "compare with numbers or with strings, and write two tests for both";
    CIDR = "cidr", "`{}` is no block of addresses such as `10.0.0.0/8`",
        "write an address, or an address, a slash and how many of its first bits count";
    PATTERN = "pattern", "`{}` is no pattern: {}",
        "patterns are a common part of RE2: no look-around, no back-references; write a backslash as two in JSON";
}
