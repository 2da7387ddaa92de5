//! Versions by Semantic Versioning 2.0.0 (<https://semver.org>), and ranges of them.
//!
//! Size: 1.9 KB for [`Version`], 4.2 KB with [`Range`].

use super::dotted;
use crate::program::Cursor;
use crate::program::Write;
use alloc::vec::Vec;
use core::cmp::Ordering;

/// A version, borrowed from the text it was read from.
///
/// Two versions are equal if neither precedes the other; build metadata is ignored. Numbers are kept
/// as text and may have any length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version<'a> {
    /// Major, minor, patch: decimal digits without leading zeros.
    core: [&'a [u8]; 3],
    /// The pre-release identifiers with their dots; empty for a release.
    pre: &'a [u8],
}

/// How strictly a version is parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// As in the specification: `1.2.3`, `1.2.3-beta.1+build`.
    Strict,
    /// A leading `v` or `V` is skipped, and a missing minor or patch is zero: `v1.2-beta` is `1.2.0-beta`. White space is
    /// allowed around a version that has all three numbers.
    Lenient,
}

impl<'a> Version<'a> {
    /// Parses a version by the specification.
    pub fn parse(text: &'a (impl AsRef<[u8]> + ?Sized)) -> Option<Self> {
        Self::parse_as(text, Policy::Strict)
    }

    /// Parses a version by a policy.
    pub fn parse_as(text: &'a (impl AsRef<[u8]> + ?Sized), policy: Policy) -> Option<Self> {
        let text = text.as_ref();
        let trimmed = if policy == Policy::Lenient { text.trim_ascii() } else { text };
        let (version, written) = read(trimmed, policy)?;
        (written == 3 || policy == Policy::Lenient && trimmed.len() == text.len()).then_some(version)
    }
}

/// A version of one to three numbers, and the number of them.
fn read(text: &[u8], policy: Policy) -> Option<(Version<'_>, usize)> {
    let text = match text {
        [b'v' | b'V', rest @ ..] if policy == Policy::Lenient => rest,
        _ => text,
    };
    let (text, build) = cut(text, b'+');
    let (numbers, pre) = cut(text, b'-');
    let mut core = [&b"0"[..]; 3];
    let mut written = 0;
    for number in dotted(numbers) {
        *core.get_mut(written)? = number;
        written += 1;
        if !is_number(number) {
            return None;
        }
    }
    let valid = build.is_none_or(|build| dotted(build).all(is_identifier))
        && pre.is_none_or(|pre| dotted(pre).all(|part| is_identifier(part) && (is_number(part) || !is_digits(part))));
    valid.then_some((Version { core, pre: pre.unwrap_or_default() }, written))
}

/// `text` before the first `mark`, and after it if there is one.
fn cut(text: &[u8], mark: u8) -> (&[u8], Option<&[u8]>) {
    let mut parts = text.splitn(2, |byte| *byte == mark);
    (parts.next().unwrap_or_default(), parts.next())
}

fn is_digits(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_digit)
}

fn is_number(text: &[u8]) -> bool {
    is_digits(text) && !matches!(text, [] | [b'0', _, ..])
}

fn is_identifier(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

impl Ord for Version<'_> {
    /// Precedence, section 11 of the specification: `1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-beta < 1.0.0`.
    fn cmp(&self, other: &Self) -> Ordering {
        self.compare(other, 3)
    }
}

impl PartialOrd for Version<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Version<'_> {
    /// Compares the first `parts` of major, minor and patch; with all three, pre-releases too.
    fn compare(&self, other: &Self, parts: usize) -> Ordering {
        for (ours, theirs) in self.core.iter().zip(&other.core).take(parts) {
            let order = compare_numbers(ours, theirs);
            if order.is_ne() {
                return order;
            }
        }
        match (parts, self.pre, other.pre) {
            (0..3, _, _) | (_, [], []) => Ordering::Equal,
            (_, [], _) => Ordering::Greater,
            (_, _, []) => Ordering::Less,
            (_, ours, theirs) => compare_pre_releases(ours, theirs),
        }
    }
}

/// Compares numbers without leading zeros: the longer one is larger.
fn compare_numbers(ours: &[u8], theirs: &[u8]) -> Ordering {
    ours.len().cmp(&theirs.len()).then_with(|| ours.cmp(theirs))
}

/// Compares identifiers one by one: numbers numerically and before words, words in ASCII order, the longer list last.
fn compare_pre_releases(ours: &[u8], theirs: &[u8]) -> Ordering {
    let mut theirs = dotted(theirs);
    for ours in dotted(ours) {
        let Some(theirs) = theirs.next() else {
            return Ordering::Greater;
        };
        let order = match (is_digits(ours), is_digits(theirs)) {
            (true, true) => compare_numbers(ours, theirs),
            (false, false) => ours.cmp(theirs),
            (ours, theirs) => theirs.cmp(&ours),
        };
        if order.is_ne() {
            return order;
        }
    }
    theirs.next().map_or(Ordering::Equal, |_| Ordering::Less)
}

/// Comparisons that a version must all meet: `>=2.1.0 <3`.
///
/// | comparison | matches |
/// |---|---|
/// | `=1.2.3`, `1.2.3` | versions with equal precedence |
/// | `<1.2.3`, `<=1.2.3`, `>1.2.3`, `>=1.2.3` | versions that precede it, or do not |
/// | `~1.4.2` | `>=1.4.2` with the same major and minor |
/// | `^1.2.3` | `>=1.2.3` with the same major; `^0.2.3` also the same minor, `^0.0.3` also the same patch |
///
/// A comparison may leave out minor and patch. For `<`, `>=`, `~` and `^` they are zero; `~1` keeps only the
/// major, `^0` the major and `^0.0` major and minor. For the others the shorter version means all versions
/// that start with it: `=1.2` is `~1.2`, `<=1.2` contains 1.2.9, and `>1.2` starts after the last 1.2.
///
/// Pre-releases have their plain precedence, also in a range that names none: 2.1.0-beta precedes 2.1.0, so
/// `<2.1.0` and `>=2.0.0` contain it and `>=2.1.0` does not. The upper bounds of `~` and `^` only compare numbers,
/// so that `^1.2` never contains 2.0.0-beta.
///
/// A leading `v` is skipped, as for [`Policy::Lenient`]. Spaces mean *and*, and may follow an operator. `||`,
/// commas, `x`, `*` and `1.0 - 2.0` are refused: a condition has `any` and `not` for more than one range.
///
/// Encoded as a list of comparisons, each with the accepted results (`u8`: the sum of 1 less, 2 equal, 4 greater), the
/// number of parts that are compared, the number of parts that must be equal (`u8` each), major, minor, patch and
/// pre-release (text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    bytes: Vec<u8>,
}

const LESS: u8 = 1;
const EQUAL: u8 = 2;
const GREATER: u8 = 4;

impl Range {
    /// Parses a range of at least one comparison.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = Vec::new();
        let mut count = 0;
        bytes.word(count);
        let mut rest = skip(text.as_bytes(), b" ");
        while !rest.is_empty() {
            let after = skip(rest, b"<>=~^");
            let operator = rest.strip_suffix(after)?;
            let (version, next) = cut(skip(after, b" "), b' ');
            write_comparison(&mut bytes, operator, version)?;
            count += 1;
            rest = skip(next.unwrap_or_default(), b" ");
        }
        bytes.put(0, count);
        (count > 0).then_some(Self { bytes })
    }

    /// Whether every comparison holds for `version`.
    pub fn contains(&self, version: &Version<'_>) -> bool {
        contains(Cursor::new(&self.bytes), version)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Whether every comparison of a range holds for `version`.
pub(crate) fn contains(mut range: Cursor<'_>, version: &Version<'_>) -> bool {
    let count = range.count();
    (0..count).all(|_| holds(&mut range, version))
}

/// `text` without leading bytes of `set`.
fn skip<'a>(text: &'a [u8], set: &[u8]) -> &'a [u8] {
    let mut rest = text;
    while let [first, after @ ..] = rest
        && set.contains(first)
    {
        rest = after;
    }
    rest
}

/// Writes one comparison.
fn write_comparison(out: &mut Vec<u8>, operator: &[u8], version: &[u8]) -> Option<()> {
    let (version, written) = read(version, Policy::Lenient)?;
    let zeros = version.core.iter().take(written).take_while(|number| **number == b"0").count();
    let (orders, parts, same) = match operator {
        b"<" => (LESS, 3, 0),
        b"<=" => (LESS | EQUAL, written, 0),
        b">" => (GREATER, written, 0),
        b">=" => (GREATER | EQUAL, 3, 0),
        b"" | b"=" if written == 3 => (EQUAL, 3, 0),
        b"" | b"=" => (GREATER | EQUAL, 3, written),
        b"~" => (GREATER | EQUAL, 3, written.min(2)),
        b"^" => (GREATER | EQUAL, 3, written.min(zeros + 1)),
        _ => return None,
    };
    [orders, parts as u8, same as u8].into_iter().for_each(|byte| out.byte(byte));
    version.core.iter().chain([&version.pre]).for_each(|part| out.text(part));
    Some(())
}

/// Whether the next comparison of a range holds.
fn holds(range: &mut Cursor<'_>, version: &Version<'_>) -> bool {
    let orders = range.byte();
    let [parts, same] = [range.byte(), range.byte()].map(usize::from);
    let bound = Version { core: [range.text(), range.text(), range.text()], pre: range.text() };
    let order = match version.compare(&bound, parts) {
        Ordering::Less => LESS,
        Ordering::Equal => EQUAL,
        Ordering::Greater => GREATER,
    };
    let all_same = version.core.iter().zip(bound.core).take(same).all(|(ours, theirs)| *ours == theirs);
    all_same && orders & order != 0
}
