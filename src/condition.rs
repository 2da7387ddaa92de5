//! What a condition comes to in a context: one short function per operator.

use crate::context::Value;
use crate::evaluate::Evaluation;
#[cfg(feature = "full")]
use crate::literal::cidr::Address;
use crate::literal::{date, semver::Version};
use crate::program::{Affix, CALLERS_DEFAULT, ConditionKind, Items, OneOf, Operator, Outcome, Program, Test};
use crate::trace::{Step, Trace};
#[cfg(feature = "full")]
use crate::{
    bucket::Cut,
    hash::md5_digits,
    program::{Bound, VariantIndex},
};

/// The longest text that a pattern is searched in, in bytes. With the bound on a pattern's instructions this bounds the
/// steps of a search (8 million), whoever wrote the pattern and whatever a visitor sends.
#[cfg(feature = "full")]
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
    /// What the condition at an index comes to; one that is nowhere, nobody can say.
    pub(crate) fn condition(&mut self, index: u32) -> Outcome {
        let program = self.program;
        let Some(condition) = program.conditions.get(index as usize) else { return Outcome::Unknown };
        match &condition.kind {
            ConditionKind::All => self.fold(index, Outcome::True, Outcome::False),
            ConditionKind::Any => self.fold(index, Outcome::False, Outcome::True),
            ConditionKind::Not => match self.condition(index + 1) {
                Outcome::False => Outcome::True,
                Outcome::True => Outcome::False,
                Outcome::Unknown => Outcome::Unknown,
            },
            ConditionKind::Segment(segment) => self.segment(*segment).into(),
            ConditionKind::Flag(flag, variants) => {
                let decision = self.decide_within(*flag);
                let served = decision.variant.unwrap_or(CALLERS_DEFAULT);
                let holds = program.numbers_of(*variants).contains(&u32::from(served));
                self.trace.note(|| Step::FlagResult { flag: *flag, decision, holds });
                holds.into()
            }
            #[cfg(feature = "full")]
            ConditionKind::Bucket(bucket, cuts) => {
                let position = bucket.position(program, self.context).map(|(position, _)| position);
                let has = |(cut, _): &(Cut, VariantIndex)| position.is_some_and(|position| cut.has(position));
                let inside = cuts.of(&program.cuts).iter().any(has);
                self.trace.note(|| Step::Bucket { at: condition.at, position, inside });
                inside.into()
            }
            #[cfg(feature = "full")]
            ConditionKind::Now(least, most) => {
                let holds = (*least..=*most).contains(&self.context.now);
                self.trace.note(|| Step::Now { at: condition.at, holds });
                holds.into()
            }
            ConditionKind::Test(test) => {
                let outcome = self.test(test);
                self.trace.note(|| Step::Test { at: condition.at, slot: test.slot, outcome });
                outcome
            }
        }
    }

    /// Kleene's three-valued logic: `decisive` decides at once, else one `Unknown` makes the whole unknown.
    fn fold(&mut self, index: u32, neutral: Outcome, decisive: Outcome) -> Outcome {
        let mut all = neutral;
        for part in self.program.parts(index) {
            let outcome = self.condition(part);
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
        let condition = program.segments.get(index as usize).copied().flatten();
        let member = condition.is_some_and(|condition| self.condition(condition) == Outcome::True);
        self.trace.note(|| Step::Segment { segment: index, member });
        member
    }

    fn test(&mut self, test: &Test) -> Outcome {
        // What most tests are: a text that is only compared is its symbol, and nothing else of it is looked at.
        if let Operator::OneOf(set) = &test.operator
            && let Some(symbol) = self.context.symbol(test.slot)
        {
            return self.program.has_symbol(set, symbol).into();
        }
        let value = self.context.value(test.slot);
        if let Operator::Exists(wanted) = test.operator {
            return (!matches!(value, Value::Missing) == wanted).into();
        }
        match value {
            Value::Missing => test.missing,
            Value::List { .. } if test.items == Items::None => test.mismatch,
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
        let enough = if test.items == Items::All { passed == count && count > 0 } else { passed > 0 };
        match (enough, mismatched) {
            (false, true) => test.mismatch,
            (enough, _) => enough.into(),
        }
    }

    fn compare(&mut self, operator: &Operator, value: Value<'_>) -> Answer {
        let program = self.program;
        match operator {
            Operator::OneOf(set) => one_of(program, set, value),
            Operator::Number(least, most) => number(value).map(|number| *least <= number && number <= *most),
            Operator::Date(least, most) => instant(value).map(|instant| *least <= instant && instant <= *most),
            Operator::Affix(affix, texts, ignore_case) => {
                let bytes = bytes(value).filter(|bytes| bytes.len() <= MOST_SEARCHED)?;
                Some(texts.of(&program.texts).iter().any(|text| has(*affix, bytes, text.as_bytes(), *ignore_case)))
            }
            #[cfg(feature = "full")]
            Operator::Between(lower, upper) => {
                let text = text(value)?;
                let order = |bound: u32| compare_text(text, program.texts.get(bound as usize).map_or("", |text| text));
                let above = match *lower {
                    Bound::Open => true,
                    Bound::Included(bound) => order(bound).is_ge(),
                    Bound::Excluded(bound) => order(bound).is_gt(),
                };
                let below = match *upper {
                    Bound::Open => true,
                    Bound::Included(bound) => order(bound).is_le(),
                    Bound::Excluded(bound) => order(bound).is_lt(),
                };
                Some(above && below)
            }
            Operator::Semver(range, policy) => {
                let version = Version::parse_as(text(value)?, *policy)?;
                Some(program.versions.get(*range as usize)?.contains(&version))
            }
            #[cfg(feature = "full")]
            Operator::Cidr(blocks) => {
                let address = Address::parse(text(value)?)?;
                Some(blocks.of(&program.blocks).iter().any(|block| block.contains(address)))
            }
            #[cfg(feature = "full")]
            Operator::Md5(digests) => {
                let found = md5_digits(bytes(value)?);
                Some(digests.of(&program.texts).iter().any(|digest| digest.as_bytes() == found))
            }
            #[cfg(feature = "full")]
            Operator::Matches(pattern) => {
                let text = text(value).filter(|text| text.len() <= MOST_MATCHED)?;
                Some(program.patterns.get(*pattern as usize)?.is_match(text, self.scratch))
            }
            Operator::Exists(_) => None,
        }
    }
}

/// Equality needs no type: what is of another type is not equal.
fn one_of(program: &Program, set: &OneOf, value: Value<'_>) -> Answer {
    match value {
        Value::Text { symbol, .. } => Some(program.has_symbol(set, symbol)),
        Value::Number(number) => Some(program.has_number(set, number)),
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
fn instant(value: Value<'_>) -> Option<f64> {
    let ms = match value {
        Value::Number(ms) => ms as i64,
        value => date::parse(text(value)?)?,
    };
    Some(ms as f64)
}

fn bytes<'v>(value: Value<'v>) -> Option<&'v [u8]> {
    match value {
        Value::Text { bytes, .. } => Some(bytes),
        _ => None,
    }
}

/// Text against text by UTF-16 code units, as JavaScript's `<` compares.
#[cfg(feature = "full")]
fn compare_text(one: &str, other: &str) -> core::cmp::Ordering {
    one.encode_utf16().cmp(other.encode_utf16())
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
