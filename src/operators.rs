//! The operators of conditions: the one table from which the program's kind numbers, the grammar of a test, the JSON
//! Schema, the table in `docs/format.md`, the lints and the coverage lists of the tests are derived.
//!
//! `CONTRIBUTING.md` lists the steps for adding one.

/// Calls a macro with the table: for each kind of test its name, and the operators that compile to it. An operator has
/// the constant of its field, its name, what its operand is, and a description.
macro_rules! with_operators {
    ($macro:ident) => {
        $macro! {
            EXISTS {
                EXISTS "exists" Boolean
                    "The attribute exists (`true`) or is missing (`false`). `null` counts as missing.";
            }
            ONE_OF {
                EQUALS "equals" Scalar "The attribute has this value and this type.";
                IN "in" Scalars "The attribute has one of these values, with the same type.";
                CONTAINS_ANY "containsAny" Scalars "The list contains at least one of these values.";
                CONTAINS_ALL "containsAll" Scalars "The list contains each of these values.";
            }
            NUMBER {
                GT "gt" Bound "The attribute is greater than this number, or sorts after this text.";
                GTE "gte" Bound "The attribute is this number or greater, or this text or sorts after it.";
                LT "lt" Bound "The attribute is less than this number, or sorts before this text.";
                LTE "lte" Bound "The attribute is this number or less, or this text or sorts before it.";
            }
            DATE {
                AFTER "after" Instant "The date is later than this.";
                SINCE "since" Instant "The date is this or later.";
                BEFORE "before" Instant "The date is earlier than this.";
                UNTIL "until" Instant "The date is this or earlier.";
            }
            STARTS_WITH {
                STARTS_WITH "startsWith" Texts "The text starts with this, or with one of these.";
            }
            ENDS_WITH {
                ENDS_WITH "endsWith" Texts "The text ends with this, or with one of these.";
            }
            CONTAINS {
                CONTAINS "contains" Texts "The text contains this, or one of these.";
            }
            BETWEEN {}
            SEMVER {
                SEMVER "semver" Range
                    "The version is in this range. Operators: `=`, `<`, `<=`, `>`, `>=`, `~`, `^`. \
Comparisons separated by spaces must all hold.";
            }
            CIDR {
                CIDR "cidr" Texts
                    "The IP address is in this block, or in one of these: `10.0.0.0/8`, `2001:db8::/32`.";
            }
            MATCHES {
                MATCHES "matches" Pattern
                    "The text contains a match of this pattern. The syntax is the common part of RE2 and Rust's \
`regex`, without look-around and back-references. Anchor it with `^` and `$`.";
            }
            MD5 {
                MD5 "md5" Texts
                    "The MD5 digest of the text is this, or one of these: 32 lower-case hexadecimal digits.";
            }
        }
    };
}

/// Numbers the kinds in their order.
macro_rules! kinds {
    ($($kind:ident { $($operators:tt)* })*) => {
        /// The kinds of conditions, as the program encodes them.
        pub(crate) mod kind {
            pub(crate) const ALL: u8 = 0;
            pub(crate) const ANY: u8 = 1;
            pub(crate) const NOT: u8 = 2;
            pub(crate) const SEGMENT: u8 = 3;
            pub(crate) const FLAG: u8 = 4;
            pub(crate) const BUCKET: u8 = 5;
            pub(crate) const NOW: u8 = 6;
            // Tests of an attribute.
            kinds!(@ NOW + 1; $($kind)*);
        }
    };
    (@ $number:expr; $kind:ident $($rest:ident)*) => {
        pub(crate) const $kind: u8 = $number;
        kinds!(@ $number + 1; $($rest)*);
    };
    (@ $number:expr;) => {};
}
with_operators!(kinds);

mod table {
    /// What an operator takes as its operand.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Operand {
        /// `true` or `false`.
        Boolean,
        /// A string, a number or a boolean.
        Scalar,
        /// A list of strings, numbers and booleans.
        Scalars,
        /// A string, or a list of strings.
        Texts,
        /// A number or a string; all bounds of one test have the same type.
        Bound,
        /// An instant: a date, RFC 3339 text, or ms since 1970.
        Instant,
        /// A range of versions.
        Range,
        /// A regular expression.
        Pattern,
    }

    /// An operator of a test.
    #[derive(Clone, Copy, Debug)]
    pub struct OperatorInfo {
        /// Its name in a snapshot.
        pub name: &'static str,
        /// The kind of test that it compiles to. Operators that share `NUMBER` or `DATE` bound one interval.
        pub kind: &'static str,
        /// What its operand is.
        pub operand: Operand,
        /// What it tests, for the JSON Schema.
        pub description: &'static str,
    }

    macro_rules! operators {
        ($($kind:ident { $($field:ident $name:literal $operand:ident $description:literal;)* })*) => {
            /// Every operator of a test, in the order of the table.
            pub const OPERATORS: &[OperatorInfo] = &[$($(OperatorInfo {
                name: $name,
                kind: stringify!($kind),
                operand: Operand::$operand,
                description: $description,
            },)*)*];
        };
    }
    with_operators!(operators);

    impl OperatorInfo {
        /// The operator that stands for its test: the first that bounds the same interval, or itself.
        #[must_use]
        pub fn test(&self) -> &'static str {
            match self.kind {
                "NUMBER" => "gt",
                "DATE" => "after",
                _ => self.name,
            }
        }
    }

    /// The rows of the table in `docs/format.md`: operators, operand, and what passes. A row without operators continues
    /// the one before.
    pub const DOCUMENTATION: &[(&[&str], &str, &str)] = &[
        (&["equals"], "string, number, boolean", "the same type and value; text by code points, case-sensitive"),
        (&["in"], "list of those", "values equal to one of them"),
        (
            &["containsAny", "containsAll"],
            "list of those",
            "lists that contain at least one of the operands; each of them. A value that is not a list counts as a list of \
             one item, and `items` does not apply",
        ),
        (
            &["startsWith", "endsWith", "contains"],
            "string or list",
            "text of at most 65,536 bytes, for one of the operands; `\"ignoreCase\": true` ignores the case of ASCII letters",
        ),
        (&["gt", "gte", "lt", "lte"], "number", "numbers, compared as IEEE doubles"),
        (
            &[],
            "string",
            "text, compared by UTF-16 code units as JavaScript's `<` does. All bounds of one test have one type",
        ),
        (
            &["after", "since", "before", "until"],
            "instant",
            "instants that are later; at or later; earlier; at or earlier. Attributes: RFC 3339 text, or milliseconds \
             since 1970",
        ),
        (
            &["semver"],
            "range",
            "a strict [SemVer 2.0.0](https://semver.org) version in the range, see [Versions](#versions). With \
             `\"loose\": true` a version may start with `v` or `V`, and omit minor or patch",
        ),
        (
            &["cidr"],
            "block or list",
            "an address in one of the blocks, IPv4 or IPv6; an IPv4 block also contains the IPv6 addresses that map it",
        ),
        (&["matches"], "pattern", "text that contains a match, see [Patterns](#patterns)"),
        (&["md5"], "32 lower-case hexadecimal digits, or list", "text whose UTF-8 bytes have one of these MD5 digests"),
        (&["exists"], "boolean", "attributes that exist (`true`), or that are missing (`false`)"),
    ];
}
pub use table::{DOCUMENTATION, OPERATORS, Operand, OperatorInfo};
