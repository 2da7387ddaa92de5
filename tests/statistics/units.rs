//! Units of the shapes that sites use.

/// A shape's name, and its unit of a number.
pub(crate) type Shape = (&'static str, fn(u64) -> String);

pub(crate) const SHAPES: [Shape; 4] = [
    ("sequential numbers", |n| n.to_string()),
    ("user-N", |n| format!("user-{n}")),
    ("UUIDs", uuid),
    ("e-mail addresses", |n| format!("{}.{}{n}@example.com", FIRST[n as usize % 8], LAST[n as usize / 8 % 8])),
];

const FIRST: [&str; 8] = ["ada", "grace", "edsger", "barbara", "donald", "jürgen", "frances", "alan"];
const LAST: [&str; 8] = ["lovelace", "hopper", "dijkstra", "liskov", "knuth", "schmidt", "allen", "turing"];

/// Version 4 by its form; the digits are SplitMix64's.
fn uuid(n: u64) -> String {
    let (a, b) = (split_mix(2 * n), split_mix(2 * n + 1));
    let (time, version) = (a >> 32, a & 0xfff);
    format!(
        "{time:08x}-{:04x}-4{version:03x}-{:04x}-{:012x}",
        a >> 16 & 0xffff,
        b >> 48 & 0x3fff | 0x8000,
        b & 0xffff_ffff_ffff
    )
}

/// Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
fn split_mix(n: u64) -> u64 {
    let z = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}
