//! What a condition comes to in a context: one short function per operator.

use crate::context::Value;
use crate::evaluate::Evaluation;
use crate::literal::{cidr::Address, date, semver::Version};
use crate::model::{Items, Outcome};
use crate::program::{Affix, Condition, OneOf, Operator, Test};
use crate::trace::{Step, Trace};

/// The longest text that a pattern is searched in, in bytes. With the bound on a pattern's instructions this bounds the
/// steps of a search (8 million), whoever wrote the pattern and whatever a visitor sends.
const MOST_MATCHED: usize = 4096;
/// The same for `contains`, `startsWith` and `endsWith`.
const MOST_SEARCHED: usize = 65_536;

/// A test's answer for one value; `None` when the operator does not compare values of that type.
type Answer = Option<bool>;

impl From<bool> for Outcome {
    fn from(holds: bool) -> Self {
        if holds { Outcome::True } else { Outcome::False }
    }
}

impl<T: Trace> Evaluation<'_, T> {
    pub(crate) fn condition(&mut self, condition: &Condition) -> Outcome {
        match condition {
            Condition::All(conditions) => self.fold(conditions, Outcome::True, Outcome::False),
            Condition::Any(conditions) => self.fold(conditions, Outcome::False, Outcome::True),
            Condition::Not(condition) => match self.condition(condition) {
                Outcome::False => Outcome::True,
                Outcome::True => Outcome::False,
                Outcome::Unknown => Outcome::Unknown,
            },
            Condition::Segment(index) => self.segment(*index).into(),
            Condition::Flag(index, variants) => {
                let decision = self.decide_within(*index);
                let holds = decision.variant.is_some_and(|variant| variants.contains(&variant));
                self.trace.note(|| Step::FlagResult { flag: *index, decision, holds });
                holds.into()
            }
            Condition::Test(test) => {
                let outcome = self.test(test);
                self.trace.note(|| Step::Test { at: test.at, slot: test.slot, outcome });
                outcome
            }
        }
    }

    /// Kleene's three-valued logic: `decisive` decides at once, else one `Unknown` makes the whole unknown.
    fn fold(&mut self, conditions: &[Condition], neutral: Outcome, decisive: Outcome) -> Outcome {
        let mut all = neutral;
        for condition in conditions {
            let outcome = self.condition(condition);
            if outcome == decisive {
                return decisive;
            }
            if outcome == Outcome::Unknown {
                all = Outcome::Unknown;
            }
        }
        all
    }

    /// A segment has members and others: what is unknown inside is no member.
    fn segment(&mut self, index: u32) -> bool {
        let program = self.program;
        self.trace.note(|| Step::EnterSegment(index));
        let condition = program.segments.get(index as usize);
        let member = condition.is_some_and(|condition| self.condition(condition) == Outcome::True);
        self.trace.note(|| Step::Segment { segment: index, member });
        member
    }

    fn test(&mut self, test: &Test) -> Outcome {
        let value = self.context.value(test.slot);
        if let Operator::Exists(wanted) = test.operator {
            return (!matches!(value, Value::Missing) == wanted).into();
        }
        match value {
            Value::Missing => test.missing,
            Value::List { first, count } => self.list(test, first, count),
            value => self.compare(&test.operator, value).map_or(test.mismatch, Outcome::from),
        }
    }

    /// A list passes when one item (or each) does; an empty one never does.
    fn list(&mut self, test: &Test, first: u32, count: u32) -> Outcome {
        let context = self.context;
        let within = context.words.len() as u32;
        let mut mismatched = false;
        let mut passed = 0;
        for index in first..first.saturating_add(count).min(within) {
            match self.compare(&test.operator, context.record(index)) {
                Some(true) => passed += 1,
                Some(false) => {}
                None => mismatched = true,
            }
        }
        let enough = match test.items {
            Items::Any => passed > 0,
            Items::All => passed == count && count > 0,
        };
        match (enough, mismatched) {
            (false, true) => test.mismatch,
            (enough, _) => enough.into(),
        }
    }

    fn compare(&mut self, operator: &Operator, value: Value<'_>) -> Answer {
        match operator {
            Operator::OneOf(set) => one_of(set, value),
            Operator::Number(bounds) => number(value).map(|number| bounds.hold(&number)),
            Operator::Date(bounds) => instant(value).map(|instant| bounds.hold(&instant)),
            Operator::Affix(affix, texts, ignore_case) => {
                let bytes = bytes(value).filter(|bytes| bytes.len() <= MOST_SEARCHED)?;
                Some(texts.iter().any(|text| has(*affix, bytes, text.as_bytes(), *ignore_case)))
            }
            Operator::Semver(range) => Some(range.contains(&Version::parse(text(value)?)?)),
            Operator::Cidr(blocks) => {
                let address = Address::parse(text(value)?)?;
                Some(blocks.iter().any(|block| block.contains(address)))
            }
            Operator::Matches(pattern) => {
                let text = text(value).filter(|text| text.len() <= MOST_MATCHED)?;
                Some(pattern.is_match(text, self.scratch))
            }
            Operator::Exists(_) => None,
        }
    }
}

/// Equality needs no type: what is of another type is not equal.
fn one_of(set: &OneOf, value: Value<'_>) -> Answer {
    match value {
        Value::Text { symbol, .. } => Some(set.has_symbol(symbol)),
        Value::Number(number) => Some(set.has_number(number)),
        Value::Bool(value) => Some(set.has_boolean(value)),
        Value::Missing | Value::List { .. } | Value::Other => None,
    }
}

fn number(value: Value<'_>) -> Option<f64> {
    match value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// RFC 3339 text, or milliseconds since 1970 (cut to whole ones).
fn instant(value: Value<'_>) -> Option<i64> {
    match value {
        Value::Number(ms) => Some(ms as i64),
        value => date::parse(text(value)?),
    }
}

fn bytes<'v>(value: Value<'v>) -> Option<&'v [u8]> {
    match value {
        Value::Text { bytes, .. } => Some(bytes),
        _ => None,
    }
}

fn text<'v>(value: Value<'v>) -> Option<&'v str> {
    core::str::from_utf8(bytes(value)?).ok()
}

/// Whether `text` stands in `bytes` where `affix` says; `ignore_case` leaves the case of ASCII letters out.
fn has(affix: Affix, bytes: &[u8], text: &[u8], ignore_case: bool) -> bool {
    let same = |part: &[u8]| {
        if ignore_case { part.eq_ignore_ascii_case(text) } else { part == text }
    };
    match affix {
        Affix::Start => bytes.get(..text.len()).is_some_and(same),
        Affix::End => bytes.len().checked_sub(text.len()).and_then(|at| bytes.get(at..)).is_some_and(same),
        Affix::Anywhere => text.is_empty() || bytes.windows(text.len()).any(same),
    }
}
