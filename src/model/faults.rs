//! Everything that can be wrong with a snapshot that is JSON.

use crate::document::Fault;

macro_rules! faults {
    ($($name:ident = $code:literal, $message:literal;)*) => {
        $(pub(super) const $name: Fault = Fault { code: $code, message: $message };)*
    };
}

faults! {
    TYPE = "type", "expected {}, found {}";
    MISSING_FIELD = "missing-field", "`{}` is missing";
    UNKNOWN_FIELD = "unknown-field", "unknown field `{}`";
    FORMAT = "format", "expected the format `burgee/1`, found `{}`";
    WHOLE_NUMBER = "number", "`{}` is no whole number from 0 to {}";
    TOO_LARGE = "number", "`{}` is too large for a number";
    CHOICE = "value", "expected {}, found `{}`";
    DATE = "date", "expected a date such as `2026-11-01T09:00:00Z`";
    WINDOW = "window", "`end` is not after `start`";
    PERCENT = "percent", "`{}` is no percentage from 0 to 100 with at most six decimals";
    UNKNOWN_SEGMENT = "unknown-segment", "there is no segment `{}`";
    UNKNOWN_FLAG = "unknown-flag", "there is no flag `{}`";
    UNKNOWN_EXPERIMENT = "unknown-experiment", "there is no experiment `{}`";
    UNKNOWN_VARIANT = "unknown-variant", "there is no variant `{}`";
    OTHERS_VARIANT = "unknown-variant", "the flag `{}` has no variant `{}`";
    BROKEN_SEGMENT = "broken-reference", "the segment `{}` is broken";
    BROKEN_FLAG = "broken-reference", "the flag `{}` is broken";
    BROKEN_EXPERIMENT = "broken-reference", "the experiment `{}` is broken";
    CYCLE = "cycle", "`{}` depends on itself";
    TOO_DEEP = "too-deep", "more than 64 levels of conditions";
    TOO_MANY = "too-many", "more than {}";
    NO_VARIANTS = "variants", "expected at least one variant";
    MIXED_TYPES = "mixed-types", "`{}` is {} and `{}` is {}";
    SERVE = "serve", "expected exactly one of `serve`, `rollout` or `split`";
    EXCLUSIVE = "serve", "`{}` and `{}` exclude each other";
    NEEDS_SPLIT = "serve", "an experiment needs a `split`";
    NO_STEPS = "steps", "expected at least one step";
    STEP_ORDER = "steps", "steps must come in the order of time";
    EMPTY_SPLIT = "split", "expected at least one variant";
    OVER_WHOLE = "split", "the percentages add up to more than 100";
    BACKWARDS = "split", "the end of the range lies before its start";
    INTERVAL = "interval", "expected two percentages, from and to";
    OVERLAP = "overlap", "shares units with `{}`";
    CONDITION = "condition", "expected exactly one of `all`, `any`, `not`, `segment`, `flag` or `attribute`";
    NO_OPERATOR = "condition", "`{}` is compared with nothing: add an operator such as `in`";
    ATTRIBUTE = "attribute", "`{}` is no path to an attribute";
    SEMVER = "semver", "`{}` is no range of versions such as `>=2.1.0`";
    CIDR = "cidr", "`{}` is no block of addresses such as `10.0.0.0/8`";
    PATTERN = "pattern", "`{}` is no pattern: {}";
}
