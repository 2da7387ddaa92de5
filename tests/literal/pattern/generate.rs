//! Generated patterns, each in the syntax of this crate and in that of the crate `regex`.

use proptest::prelude::*;

/// A pattern in two spellings that mean the same: `ours`, and `theirs` for the crate `regex`, whose classes are those of
/// Unicode.
#[derive(Clone, Debug)]
pub(super) struct Spellings {
    pub(super) ours: String,
    pub(super) theirs: String,
}

impl Spellings {
    fn new(ours: impl Into<String>, theirs: impl Into<String>) -> Self {
        Self { ours: ours.into(), theirs: theirs.into() }
    }

    fn map(&self, wrap: impl Fn(&str) -> String) -> Self {
        Self::new(wrap(&self.ours), wrap(&self.theirs))
    }
}

/// Atoms that both crates spell alike.
const COMMON: [&str; 38] = [
    "a",
    "b",
    "c",
    "B",
    "é",
    "龍",
    "😀",
    "1",
    "_",
    "-",
    "\\.",
    " ",
    "\\n",
    ".",
    "[ab]",
    "[^ab]",
    "[a-c1]",
    "[^\\n]",
    "[é-龍]",
    "[[:alpha:]]",
    "[[:^digit:]a]",
    "[[:punct:]]",
    "\\x61",
    "\\u{e9}",
    "[]b]",
    "[^]b-]",
    "[-a]",
    "^",
    "$",
    "\\A",
    "\\z",
    "",
    "(?i)",
    "(?s)",
    "(?m)",
    "(?-i)",
    "(?-sm)",
    "(?i-s)",
];

/// Atoms with ASCII classes, and their spelling in the crate `regex`.
const ASCII_CLASSES: [(&str, &str); 11] = [
    ("\\d", "[0-9]"),
    ("\\D", "[^0-9]"),
    ("\\w", "[0-9A-Za-z_]"),
    ("\\W", "[^0-9A-Za-z_]"),
    ("\\s", "[ \\t\\n\\x0b\\x0c\\r]"),
    ("\\S", "[^ \\t\\n\\x0b\\x0c\\r]"),
    ("\\b", "(?-u:\\b)"),
    ("[\\d_]", "[0-9_]"),
    ("[^\\w ]", "[^0-9A-Za-z_ ]"),
    ("[\\D]", "[^0-9]"),
    ("[\\Wa]", "[[^0-9A-Za-z_]a]"),
];

fn atom() -> impl Strategy<Value = Spellings> {
    let common = prop::sample::select(COMMON.as_slice()).prop_map(|text| Spellings::new(text, text));
    let classes = prop::sample::select(ASCII_CLASSES.as_slice());
    prop_oneof![4 => common, 1 => classes.prop_map(|(ours, theirs)| Spellings::new(ours, theirs))]
}

pub(super) fn any_pattern() -> impl Strategy<Value = Spellings> {
    atom().prop_recursive(5, 40, 5, |inner| {
        let many = prop::collection::vec(inner.clone(), 1..5);
        let wraps = prop::sample::select(vec!["(", "(?:", "(?i:", "(?s:", "(?m:", "(?-i:", "(?ims:", "(?<n>"]);
        let repeats = prop::sample::select(vec![
            "*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,3}", "{2,}", "{0,2}?", "{3,4}",
        ]);
        prop_oneof![
            (many.clone(), any::<bool>()).prop_map(|(parts, either)| {
                let join = |texts: Vec<&str>| texts.join(if either { "|" } else { "" });
                Spellings::new(
                    join(parts.iter().map(|part| part.ours.as_str()).collect()),
                    join(parts.iter().map(|part| part.theirs.as_str()).collect()),
                )
            }),
            (inner.clone(), wraps).prop_map(|(part, open)| part.map(|text| format!("{open}{text})"))),
            (inner, repeats).prop_map(|(part, times)| part.map(|text| format!("(?:{text}){times}"))),
        ]
    })
}
