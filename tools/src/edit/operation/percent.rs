//! Percentages with exact decimals.

use crate::Error;
use crate::snapshot::wording;
use burgee::literal::{decimal, number};
use burgee::model::HUNDRED_PERCENT;
use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A percentage from 0 to 100 with at most six decimals.
///
/// It is read from a number or its text. A binary number stands for its shortest decimal text, so that `0.1` from
/// JavaScript is exactly 0.1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u64);

impl Percent {
    /// In millionths of a per cent: 100 % is 100,000,000.
    #[must_use]
    pub fn millionths(self) -> u64 {
        self.0
    }

    pub(crate) fn from_millionths(millionths: u64) -> Percent {
        Percent(millionths)
    }
}

impl FromStr for Percent {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let share = decimal::scaled(text, 6).filter(|share| *share <= HUNDRED_PERCENT);
        let error = || format!("`{text}` is not a percentage from 0 to 100 with at most six decimals");
        share.map(Percent).ok_or_else(|| error().into())
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&wording::percent(self.0))
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(1_000_000) {
            return serializer.serialize_u64(self.0 / 1_000_000);
        }
        serializer.serialize_f64(self.0 as f64 / 1e6)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PercentVisitor)
    }
}

struct PercentVisitor;

impl Visitor<'_> for PercentVisitor {
    type Value = Percent;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a percentage, a number or its text")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Percent, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Percent, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Percent, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Percent, E> {
        self.visit_str(&number::written(value))
    }
}

#[cfg(test)]
mod tests {
    use super::Percent;

    #[test]
    fn numbers_and_their_texts_are_equally_exact() {
        for (json, text) in [("0.1", "0.1"), ("33.333333", "33.333333"), ("\"33.333333\"", "33.333333"), ("1e2", "100")]
        {
            let percent: Percent = serde_json::from_str(json).unwrap();
            assert_eq!(percent.to_string(), text);
        }
    }

    #[test]
    fn every_decimal_survives_a_binary_number() {
        for millionths in (0..=100_000_000).step_by(9_973) {
            let percent = Percent::from_millionths(millionths);
            let written = serde_json::to_string(&percent).unwrap();
            assert_eq!(serde_json::from_str::<Percent>(&written).unwrap(), percent, "{written}");
        }
    }
}
