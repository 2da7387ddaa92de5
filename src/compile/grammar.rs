//! The grammar of a snapshot: the fields of each object. `reader.rs` follows these tables, so that a field is named, typed
//! and checked in one place.

use crate::document::Severity;
use crate::operators::Operand;

/// A kind of object.
pub(super) struct Shape {
    pub(super) fields: &'static [Field],
    /// The severity of an unknown field: an error where a misspelt field would change who is targeted, else a warning.
    pub(super) unknown: Severity,
}

/// A field of an object.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) takes: Takes,
    pub(super) needed: bool,
}

/// The type of a field, and the number that represents its value.
#[derive(Clone, Copy)]
pub(super) enum Takes {
    /// Any value, which the compiler of the object checks: the index of the node.
    Anything,
    /// A string: the index of the node.
    Text,
    /// An object: the index of the node.
    Object,
    /// A list: the index of the node.
    List,
    /// The path of an attribute: the index of the node.
    Attribute,
    /// A boolean: 0 or 1.
    Boolean,
    /// An instant: ms since 1970 (the bits of an `i64`).
    Instant,
    /// A percentage: millionths of a per cent.
    Percent,
    /// A whole number that a double holds exactly.
    Whole,
    /// A whole number of 32 bits.
    Version,
    /// The name of one of the flag's variants: its index.
    Variant,
    /// The name of a variant, or `null` for the caller's default: its index.
    Served,
    /// A number (the bits of an `f64`), or a string (the index of the node).
    Bound,
    /// A condition: its index in the model.
    Condition,
    /// `true`, `false` or `"unknown"`: an `Outcome` as a number.
    Outcome,
    /// One of these words, listed as in a message: its index in the list.
    Word(&'static str),
}

const STATUS: Takes = Word("`draft`, `running`, `concluded` or `archived`");
const PROGRESS: Takes = Word("`step` or `linear`");
const ITEMS: Takes = Word("`any`, `all` or `none`");
const TYPE: Takes = Word("`boolean`, `string`, `number` or `object`");
const AS: Takes = Word("`text`, `lowercase`, `number`, `version`, `size`, `type`, `json` or `boolean`");
const FUNCTION: Takes = Word("`fnv1a-32`, `murmur3-32` or `md5`");
const UNITS_HASHED: Takes = Word("`utf-8`, `utf-16` or `low-bytes`");

/// A table of fields, and the index of each as a constant.
macro_rules! shape {
    ($shape:ident, $unknown:ident, $module:ident { $($field:ident: $name:literal $takes:expr $(, $mark:ident)?;)* }) => {
        pub(super) const $shape: Shape = Shape {
            fields: &[$(Field { name: $name, takes: $takes, needed: shape!(@ $($mark)?) }),*],
            unknown: Severity::$unknown,
        };

        /// The index of each field.
        pub(super) mod $module {
            shape!(# 0u32; $($field)*);
            // Some fields are only checked, so their constants would be unused.
            const _: &[u32] = &[$($field),*];
        }
    };
    (# $index:expr; $field:ident $($rest:ident)*) => {
        pub(in super::super) const $field: u32 = $index;
        shape!(# $index + 1; $($rest)*);
    };
    (# $index:expr;) => {};
    (@ needed) => { true };
    (@) => { false };
}

use Takes::{
    Anything, Attribute, Boolean, Bound, Condition, Instant, List, Object, Outcome, Percent, Served, Text, Variant,
    Version, Whole, Word,
};

shape! { ENVELOPE, Error, envelope {
    SCHEMA: "$schema" Anything;
    FORMAT: "format" Text, needed;
    REVISION: "revision" Whole;
    SEGMENTS: "segments" Object;
    FLAGS: "flags" Object, needed;
    EXPERIMENTS: "experiments" Object;
    LAYERS: "layers" Object;
    HOLDOUTS: "holdouts" Object;
    METADATA: "metadata" Object;
}}

shape! { FLAG, Warning, flag {
    VARIANTS: "variants" Object, needed;
    ENABLED: "enabled" Boolean;
    OFF: "off" Variant;
    OVERRIDES: "overrides" Object;
    PREREQUISITES: "prerequisites" List;
    RULES: "rules" List;
    FALLTHROUGH: "fallthrough" Variant;
    SALT: "salt" Text;
    TYPE: "type" TYPE;
    METADATA: "metadata" Object;
}}

shape! { RULE, Warning, rule {
    NAME: "name" Text;
    IF: "if" Condition;
    START: "start" Instant;
    END: "end" Instant;
    SERVE: "serve" Served;
    ROLLOUT: "rollout" Anything;
    SPLIT: "split" Anything;
    EXPERIMENT: "experiment" Text;
    BY: "by" Anything;
    SALT: "salt" Text;
    HASH: "hash" Anything;
}}

shape! { HASH, Error, hash {
    FUNCTION: "function" FUNCTION, needed;
    BEFORE: "before" Text;
    AFTER: "after" Text;
    SEED: "seed" Version;
    ROUNDS: "rounds" Version;
    UNITS: "units" UNITS_HASHED;
    OF: "of" Whole;
}}

shape! { ROLLOUT, Warning, rollout {
    SERVE: "serve" Variant, needed;
    PERCENT: "percent" Percent;
    STEPS: "steps" List;
    PROGRESS: "progress" PROGRESS;
    POSITIONS: "positions" Anything;
}}

shape! { STEP, Warning, step {
    AT: "at" Instant, needed;
    PERCENT: "percent" Percent, needed;
}}

shape! { RANGE, Warning, range {
    SERVE: "serve" Served, needed;
    FROM: "from" Percent;
    TO: "to" Percent;
    POSITIONS: "positions" Anything;
}}

shape! { EXPERIMENT, Warning, experiment {
    NAME: "name" Text;
    HYPOTHESIS: "hypothesis" Text;
    STATUS: "status" STATUS, needed;
    START: "start" Instant;
    END: "end" Instant;
    AUDIENCE: "audience" Anything;
    ENTRY: "entry" Condition;
    VERSION: "version" Version;
    STICKY: "sticky" Boolean;
    MIN_VERSION: "minVersion" Version;
    REQUIRES_CONSENT: "requiresConsent" Boolean;
    CONTROL: "control" Text;
    WINNER: "winner" Text;
    SALT: "salt" Text;
    METRIC: "metric" Text;
    METADATA: "metadata" Object;
}}

shape! { LAYER, Error, layer {
    BY: "by" Anything;
    SALT: "salt" Text;
    HASH: "hash" Anything;
    EXPERIMENTS: "experiments" Object, needed;
}}

shape! { HOLDOUT, Error, holdout {
    BY: "by" Anything;
    SALT: "salt" Text;
    HASH: "hash" Anything;
    PERCENT: "percent" Percent, needed;
    EXPERIMENTS: "experiments" List;
}}

shape! { UNITS, Error, units {
    INCLUDED: "included" List;
    EXCLUDED: "excluded" List;
    IF: "if" Anything;
    BY: "by" Attribute;
}}

shape! { FLAG_RESULT, Error, flag_result {
    FLAG: "flag" Text, needed;
    IN: "in" Anything, needed;
}}

/// A test has policies and operators; the operators come last, `EXISTS` first among them.
macro_rules! test {
    ($($kind:ident { $($field:ident $name:literal $operand:ident $description:literal;)* })*) => {
        shape! { TEST, Error, test {
            ATTRIBUTE: "attribute" Attribute, needed;
            MISSING: "missing" Outcome;
            MISMATCH: "mismatch" Outcome;
            ITEMS: "items" ITEMS;
            IGNORE_CASE: "ignoreCase" Boolean;
            AS: "as" AS;
            LOOSE: "loose" Boolean;
            $($($field: $name takes(Operand::$operand);)*)*
        }}
    };
}
with_operators!(test);

const fn takes(operand: Operand) -> Takes {
    match operand {
        Operand::Boolean => Boolean,
        Operand::Scalar | Operand::Texts => Anything,
        Operand::Scalars => List,
        Operand::Bound => Bound,
        Operand::Instant => Instant,
        Operand::Range | Operand::Pattern => Text,
    }
}

shape! { BUCKET, Error, bucket {
    BY: "by" Anything;
    SALT: "salt" Text;
    HASH: "hash" Anything;
    PERCENT: "percent" Percent;
    POSITIONS: "positions" List;
}}

shape! { NOW, Error, now {
    AFTER: "after" Instant;
    SINCE: "since" Instant;
    BEFORE: "before" Instant;
    UNTIL: "until" Instant;
}}

/// The largest number of fields of an object.
pub(super) const MOST_FIELDS: usize = TEST.fields.len();
