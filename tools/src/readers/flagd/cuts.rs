//! How flagd divides the positions of units, the 32 bits of a MurmurHash3.

use crate::json::Json;
use crate::readers::write::Members;
use crate::readers::{self, FlagdOptions, Fractional};
use burgee::hash::{Function, Scheme, Units};
use burgee::model::HUNDRED_PERCENT;

/// The arithmetic of the flagd version in use.
#[derive(Clone, Copy)]
pub(super) struct Options {
    /// flagd's core up to 0.14, and up to 1.3 for JavaScript: floating-point percentages of the hash's absolute value.
    percentages: bool,
    /// The provider for JavaScript hashes UTF-16 code units, others UTF-8.
    javascript: bool,
}

const POSITIONS: u64 = 1 << 32;
/// Half of the positions: the largest absolute value of a signed hash.
const MAGNITUDES: u64 = 1 << 31;
/// The largest sum of weights.
const MOST_WEIGHT: u64 = (1 << 31) - 1;

impl Options {
    pub(super) fn new(options: &FlagdOptions) -> Options {
        Options {
            percentages: options.fractional == Some(Fractional::First),
            javascript: options.units.unwrap_or_default() == readers::Units::Utf16,
        }
    }

    /// The position of a text.
    pub(super) fn position(self, text: &str) -> u64 {
        let units = if self.javascript { Units::Utf16 } else { Units::Utf8 };
        let (before, after) = (text.as_bytes(), &[][..]);
        let scheme = Scheme { function: Function::Murmur, units, seed: 0, twice: false, before, after, of: POSITIONS };
        scheme.position(b"").into()
    }

    /// The `hash` of a rule.
    pub(super) fn hash<'t>(self, before: &str, after: &str) -> Json<'t> {
        let mut hash: Members<'t> = Vec::from([("function".into(), Json::text("murmur3-32"))]);
        for (name, text) in
            [("before", before), ("after", after), ("units", if self.javascript { "utf-16" } else { "" })]
        {
            if !text.is_empty() {
                hash.push((name.into(), Json::text(text.to_string())));
            }
        }
        Json::object(hash)
    }

    /// The ranges of positions of each weight, and percentages if they are exactly the same.
    pub(super) fn cut(self, weights: &[u64]) -> Option<Cut> {
        let total = weights.iter().try_fold(0, |sum: u64, weight| sum.checked_add(*weight))?;
        if self.percentages {
            return Some(self.cut_percentages(weights, total));
        }
        if total > MOST_WEIGHT {
            return None;
        }
        // If all weights are 0, no user gets a bucket.
        let total = total.max(1);
        let mut sum = 0;
        let mut end = 0;
        let mut ranges = Vec::new();
        let mut shares = Vec::new();
        let mut exact = true;
        for weight in weights {
            let start = end;
            sum += weight;
            end = (sum << 32).div_ceil(total);
            exact &=
                *weight > 0 && (sum << 32).is_multiple_of(total) && (weight * HUNDRED_PERCENT).is_multiple_of(total);
            ranges.push(Vec::from([[start, end]]));
            shares.push(weight * HUNDRED_PERCENT / total);
        }
        Some(Cut { ranges, shares: Some(shares).filter(|_| exact) })
    }

    fn cut_percentages(self, weights: &[u64], total: u64) -> Cut {
        let mut sum = 0.0;
        let mut start = 0;
        let mut cut = Cut { ranges: Vec::new(), shares: None };
        for weight in weights {
            if *weight > 0 {
                sum += 100.0 * *weight as f64 / total as f64;
            }
            let end = self.first_beyond(sum).max(start);
            cut.ranges.push(signed(start, end));
            start = end;
        }
        cut
    }

    /// The first absolute value that is above a sum of percentages.
    fn first_beyond(self, sum: f64) -> u64 {
        let reached = |magnitude: u64| {
            let magnitude = magnitude as f64;
            if self.javascript {
                sum >= magnitude / 2_147_483_648.0 * 100.0
            } else {
                magnitude / 2_147_483_647.0 * 100.0 < sum
            }
        };
        let (mut low, mut high) = (0, MAGNITUDES + 1);
        while low < high {
            let middle = (low + high) / 2;
            if reached(middle) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// The positions of each bucket, by its index.
pub(super) struct Cut {
    /// Ranges of positions; some may be empty.
    pub(super) ranges: Vec<Vec<[u64; 2]>>,
    /// In millionths of a per cent, if that is exactly the same.
    pub(super) shares: Option<Vec<u64>>,
}

impl Cut {
    /// The bucket of a position.
    pub(super) fn at(&self, position: u64) -> Option<usize> {
        let has = |[start, end]: &[u64; 2]| *start <= position && position < *end;
        self.ranges.iter().position(|ranges| ranges.iter().any(has))
    }
}

/// The hashes whose absolute value as a signed number is from `start` to `end`: positive and negative ones.
fn signed(start: u64, end: u64) -> Vec<[u64; 2]> {
    let positive = [start, end.min(MAGNITUDES)];
    // Zero has no negative counterpart; the others are 2^32 minus the value.
    let negative = [POSITIONS + 1 - end.max(1), POSITIONS + 1 - start.max(1)];
    Vec::from([positive, negative].map(|[start, end]| [start, end.max(start)]))
}
