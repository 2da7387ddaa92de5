//! Sets of characters: the code points at which membership changes, in order.
//!
//! `[a-z]` is `['a', '{']`: outside before `a`, inside from `a`, outside again from `{`. So the
//! complement has one bound more or less, and a look-up counts the bounds up to a character.

use alloc::vec::Vec;

#[derive(Default)]
pub(super) struct Set {
    pub(super) bounds: Vec<u32>,
}

/// The classes of POSIX as pairs of first and last character (`[[:word:]]` is Perl's).
const CLASSES: [(&[u8], &[u8]); 14] = [
    (b"alnum", b"09AZaz"),
    (b"alpha", b"AZaz"),
    (b"ascii", b"\x00\x7f"),
    (b"blank", b"\t\t  "),
    (b"cntrl", b"\x00\x1f\x7f\x7f"),
    (b"digit", b"09"),
    (b"graph", b"!~"),
    (b"lower", b"az"),
    (b"print", b" ~"),
    (b"punct", b"!/:@[`{~"),
    (b"space", b"\t\r  "),
    (b"upper", b"AZ"),
    (b"word", b"09AZ__az"),
    (b"xdigit", b"09AFaf"),
];

/// Whether the set with these bounds contains `code`.
pub(super) fn contains(bounds: &[u32], code: u32) -> bool {
    bounds.partition_point(|bound| *bound <= code) & 1 == 1
}

impl Set {
    /// The class with a name, if there is one.
    pub(super) fn class(name: &[u8]) -> Option<Self> {
        let (_, pairs) = CLASSES.iter().find(|(known, _)| *known == name)?;
        let mut set = Self::default();
        for pair in pairs.chunks_exact(2) {
            if let [first, last] = pair {
                set.add(u32::from(*first), u32::from(*last));
            }
        }
        Some(set)
    }

    pub(super) fn single(code: u32) -> Self {
        Self { bounds: [code, code + 1].into() }
    }

    /// The code point, if the set has exactly one.
    pub(super) fn only(&self) -> Option<u32> {
        match self.bounds[..] {
            [first, after] if after == first + 1 => Some(first),
            _ => None,
        }
    }

    /// Adds the code points from `first` to `last`.
    pub(super) fn add(&mut self, first: u32, last: u32) {
        let after = last + 1;
        let from = self.bounds.partition_point(|bound| *bound < first);
        let to = self.bounds.partition_point(|bound| *bound <= after);
        self.bounds.retain(|bound| *bound < first || *bound > after);
        if to & 1 == 0 {
            self.bounds.insert(from, after);
        }
        if from & 1 == 0 {
            self.bounds.insert(from, first);
        }
    }

    /// Adds all of another set.
    pub(super) fn unite(&mut self, other: &Self) {
        for pair in other.bounds.chunks(2) {
            if let [first, rest @ ..] = pair {
                self.add(*first, rest.first().map_or(u32::MAX - 1, |after| after - 1));
            }
        }
    }

    /// Adds the other case of each ASCII letter.
    pub(super) fn fold(&mut self) {
        for upper in u32::from(b'A')..=u32::from(b'Z') {
            let lower = upper + 32;
            if contains(&self.bounds, upper) || contains(&self.bounds, lower) {
                self.add(upper, upper);
                self.add(lower, lower);
            }
        }
    }

    pub(super) fn negate(&mut self) {
        if self.bounds.first() == Some(&0) {
            self.bounds.remove(0);
        } else {
            self.bounds.insert(0, 0);
        }
    }
}
