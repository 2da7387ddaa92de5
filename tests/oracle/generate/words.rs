//! The words that snapshots and users share, so few that they meet often.

use super::Choices;
use serde_json::{Value, json};

/// What an attribute usually holds, which decides the operators that it usually meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Date,
    Version,
    Address,
    Path,
    Flag,
    Unit,
}

use Kind::{Address, Date, Flag, Number, Path, Text, Unit, Version};

pub(super) const KINDS: [Kind; 8] = [Text, Number, Date, Version, Address, Path, Flag, Unit];

pub(super) const ATTRIBUTES: [(&str, Kind); 13] = [
    ("plan", Text),
    ("targetingKey", Unit),
    ("emailDomain", Text),
    ("email", Text),
    ("age", Number),
    ("app.version", Version),
    ("signup", Date),
    ("ip", Address),
    ("page.path", Path),
    ("beta", Flag),
    ("account.id", Unit),
    ("device.os.name", Text),
    ("score", Number),
];

/// MD5 of some of the texts: `pro`, nothing, `ÖSTERREICH`, `user-1`.
pub(super) const DIGESTS: [&str; 4] = [
    "1f0f70bf2b5ad94c7387e64c16dc455a",
    "d41d8cd98f00b204e9800998ecf8427e",
    "4026a0a6e1918f13a6aaf583c4e6379e",
    "d6d7705392bc7af633328bea8c4c6904",
];

/// What is hashed.
pub(super) const UNITS: [&str; 5] = ["targetingKey", "account.id", "plan", "age", "emailDomain"];

pub(super) const VARIANTS: [&str; 4] = ["a", "b", "c", "d"];

pub(super) const SALTS: [&str; 4] = ["salt", "", "f1", "Grüße/split"];

pub(super) const TEXTS: [&str; 10] = [
    "pro",
    "free",
    "Pro",
    "",
    "company.com",
    "ada@company.com",
    "Bob@Partner.COM",
    "x@y@example.org",
    "Österreich",
    "ÖSTERREICH",
];

/// Parts of texts, in either case.
pub(super) const PARTS: [&str; 9] = ["p", "PRO", "", "company", ".com", "@", "/de", "-1", "Ö"];

pub(super) const RANGES: [&str; 16] = [
    ">=2.0.0",
    "2.0.0",
    "=2.0",
    "<2.1.0",
    "<=2.0",
    ">1.2",
    ">0",
    "~2.0.0-beta",
    "~1",
    "^1.2.3",
    "^0.3",
    "^0.0.3",
    "^0",
    ">=1.2.3 <2.1",
    "> v1.2.3-rc.1  < 10",
    "<=2.0.0-beta.2",
];

pub(super) const BLOCKS: [&str; 9] = [
    "10.0.0.0/8",
    "10.1.2.3",
    "192.168.1.0/24",
    "0.0.0.0/0",
    "2001:db8::/32",
    "::/0",
    "::1",
    "::ffff:10.0.0.0/104",
    "fe80::/10",
];

pub(super) const PATTERNS: [&str; 12] = [
    "",
    "^/de(/|$)",
    "pro|free",
    "^[a-z0-9._+-]+@[a-z.]+$",
    "(?i)^PRO$",
    "-[0-9]{1,2}$",
    "^user-(1|2|3)$",
    "^.{3}$",
    "o{2}",
    "^$",
    "[^a-z/.@]",
    "(?:a|b)*z",
];

/// The first instant of November 2026, in ms since 1970.
pub(super) const START: i64 = 1_793_491_200_000;
pub(super) const DAY: i64 = 86_400_000;

/// A value that such an attribute usually has.
pub(super) fn usual(kind: Kind, choices: &mut Choices<'_>) -> Value {
    match kind {
        Text => (*choices.pick(&TEXTS)).into(),
        Number => {
            choices.pick(&[json!(18), json!(0), json!(17), json!(64.9), json!(65), json!(-1), json!(1e21)]).clone()
        }
        Date => match choices.below(4) {
            0 => date(choices),
            1 => json!(START + DAY * choices.below(12) as i64),
            2 => json!(START as f64 + 0.75),
            _ => choices.pick(&["soon", "1969-12-31T23:59:59.999Z", "2026-02-29", "2026-11-03 00:00:00Z"])[..].into(),
        },
        Version => choices.pick(&VERSIONS)[..].into(),
        Address => choices.pick(&ADDRESSES)[..].into(),
        Path => choices.pick(&["/de/shop", "/de", "/en", "user-1", "user-22", "zoo", ""])[..].into(),
        Flag => choices.one_in(2).into(),
        Unit => unit(choices),
    }
}

pub(super) const VERSIONS: [&str; 12] = [
    "2.0.0",
    "1.2.3",
    "1.2.9+build",
    "2.0.0-beta.1",
    "2.0.0-beta.11",
    "2.1.0",
    "0.3.9",
    "0.0.3",
    "10.0.0-rc.2",
    "1.2.3-rc.1",
    "v2.1.0",
    "2.1",
];

const ADDRESSES: [&str; 9] = [
    "10.1.2.3",
    "10.0.0.0",
    "192.168.1.77",
    "::ffff:10.1.2.3",
    "2001:db8::1",
    "::1",
    "fe80::1",
    "010.1.2.3",
    "nowhere",
];

fn unit(choices: &mut Choices<'_>) -> Value {
    match choices.below(16) {
        0 => json!(choices.below(30)),
        1 => choices.pick(&[json!(1.5), json!(""), json!(true), json!(9_007_199_254_740_992_u64), json!(-7)]).clone(),
        _ => format!("user-{}", choices.below(400)).into(),
    }
}

/// An instant near the start, to the day or nearly, in one of the spellings of a document.
pub(super) fn date(choices: &mut Choices<'_>) -> Value {
    let day = 1 + choices.below(12);
    match choices.below(5) {
        0 => format!("2026-11-{day:02}").into(),
        1 => format!("2026-11-{day:02}T00:00:00Z").into(),
        2 => format!("2026-11-{day:02}T01:30:00+01:30").into(),
        3 => format!("2026-11-{day:02}t23:59:59.9999z").into(),
        _ => json!(START + DAY * (day as i64 - 1)),
    }
}

/// The instant of a decision: often exactly one that documents name, or a millisecond beside it.
pub(super) fn now(choices: &mut Choices<'_>) -> i64 {
    let day = START + DAY * choices.below(13) as i64;
    day + choices.pick(&[0, -1, 1, 43_200_000, 12_345_678])
}

/// A percentage with at most six decimals.
pub(super) fn percent(choices: &mut Choices<'_>) -> Value {
    match choices.below(3) {
        0 => {
            choices.pick(&[json!(100), json!(0), json!(50), json!(25), json!(10.5), json!(33.333), json!(1e1)]).clone()
        }
        1 => (choices.below(101)).into(),
        _ => share(choices.below(100_000_001)),
    }
}

/// Positions of so many, from the first up to, and without, the end.
pub(super) fn positions(choices: &mut Choices<'_>, of: u64) -> Value {
    let below = |choices: &mut Choices<'_>| (choices.below(1 << 32) as u64) % (of + 1);
    let (one, other) = (below(choices), below(choices));
    json!([one.min(other), one.max(other)])
}

/// Another hash, and how many positions it has.
pub(super) fn hash(choices: &mut Choices<'_>) -> (Value, u64) {
    let function = *choices.pick(&["fnv1a-32", "murmur3-32", "md5"]);
    let mut hash = json!({ "function": function });
    let texts = ["", "seed", "Grüße 🚩:", "__"];
    for side in ["before", "after"] {
        if choices.one_in(2) {
            hash[side] = (*choices.pick(&texts)).into();
        }
    }
    if function == "murmur3-32" && choices.one_in(2) {
        hash["seed"] = json!(*choices.pick(&[0, 1, 86_028_157, u32::MAX]));
    }
    if function != "md5" && choices.below(3) != 0 {
        hash["units"] = (*choices.pick(&["utf-16", "low-bytes", "utf-8"])).into();
    }
    if choices.one_in(3) {
        hash["rounds"] = json!(*choices.pick(&[2, 2, 1]));
    }
    let of = *choices.pick(&[1 << 32, 1_000, 10_000, 100, 3, (1 << 32) - 1]);
    if of != 1 << 32 || choices.one_in(2) {
        hash["of"] = json!(of);
    }
    (hash, of)
}

/// Millionths of a per cent as the number that an author writes.
pub(super) fn share(millionths: usize) -> Value {
    json!(millionths as f64 / 1e6)
}
