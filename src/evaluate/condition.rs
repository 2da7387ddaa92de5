//! Evaluates a condition in a context: one short function per operator.

use crate::context::Value;
use crate::evaluate::bucket;
use crate::evaluate::trace::{Step, Trace};
use crate::evaluate::{Frame, variant_at};
use crate::hash::md5;
use crate::literal::cidr::{Address, BLOCK, Block};
use crate::literal::semver::{self, Policy, Version};
use crate::literal::utf::Utf16;
use crate::literal::{date, pattern};
use crate::program::{CALLERS_DEFAULT, Cursor, List, MAX_DEPTH, Outcome, bound, kind, set};
use core::cmp::Ordering;

/// The longest text that a pattern is matched against, in bytes. Together with the limit on a pattern's instructions it
/// limits a match to 8 million steps, whatever the pattern and the text are.
const MOST_MATCHED: usize = 4096;
/// The longest text for `contains`, `startsWith` and `endsWith`, in bytes.
const MOST_SEARCHED: usize = 65_536;

/// The result of comparing one value; `None` if the operator does not compare values of that type.
type Comparison = Option<bool>;

/// A test of one attribute: its policies and its operand.
#[derive(Clone, Copy)]
struct Test<'c> {
    kind: u8,
    bits: u8,
    /// The operand, after the bits and the slot.
    literal: Cursor<'c>,
}

impl Test<'_> {
    fn missing(self) -> Outcome {
        Outcome::of((self.bits & 3).into())
    }

    fn mismatch(self) -> Outcome {
        Outcome::of((self.bits >> 2 & 3).into())
    }

    /// Whether every item of a list must pass, instead of one.
    fn all_items(self) -> bool {
        self.bits >> 4 & 3 == 1
    }

    fn no_lists(self) -> bool {
        self.bits >> 4 & 3 == 2
    }

    /// A bit whose meaning depends on the kind of test.
    fn is_marked(self) -> bool {
        self.bits >> 6 == 1
    }
}

impl<T: Trace> Frame<'_, T> {
    /// Evaluates the next condition and moves past it. The result is unknown once the limits are reached.
    #[inline]
    pub(crate) fn condition(&mut self, at: &mut Cursor<'_>) -> Outcome {
        let start = *at;
        let (kind, size) = at.byte_and_word();
        let condition = at.part(size);
        if self.left == 0 {
            return Outcome::Unknown;
        }
        // Conditions that are too deep count too: a program can have as many of them as it has bytes.
        self.left -= 1;
        if self.depth >= MAX_DEPTH {
            return Outcome::Unknown;
        }
        // The common case: a text that is only tested for equality is represented by its symbol.
        if kind == kind::ONE_OF {
            let mut set = condition;
            let (_, slot) = set.byte_and_word();
            if let Some(symbol) = self.context.symbol(slot) {
                let (program, outcome) = (self.program, set::has_symbol(set, symbol).into());
                self.trace.note(|| Step::Test { at: program.address(start), slot, outcome });
                return outcome;
            }
        }
        self.depth += 1;
        let outcome = self.condition_of(kind, condition, start);
        self.depth -= 1;
        outcome
    }

    #[inline(never)]
    fn condition_of(&mut self, kind: u8, mut at: Cursor<'_>, start: Cursor<'_>) -> Outcome {
        let program = self.program;
        match kind {
            kind::ALL => self.fold(at, Outcome::True, Outcome::False),
            kind::ANY => self.fold(at, Outcome::False, Outcome::True),
            kind::NOT => match self.condition(&mut at) {
                Outcome::False => Outcome::True,
                Outcome::True => Outcome::False,
                Outcome::Unknown => Outcome::Unknown,
            },
            kind::SEGMENT => self.segment(at.word()).into(),
            kind::FLAG => {
                let flag = at.word();
                let decision = self.decide_dependency(flag);
                let served = u32::from(decision.variant().unwrap_or(CALLERS_DEFAULT));
                let count = at.word();
                let holds = at.words(count).iter().any(|variant| u32::from_le_bytes(*variant) == served);
                self.trace.note(|| Step::FlagResult { flag, decision, holds });
                holds.into()
            }
            kind::BUCKET => {
                let position = bucket::position(&mut at, self.context).map(|(position, _)| position);
                let inside = position.is_some_and(|position| variant_at(&mut at, position).is_some());
                self.trace.note(|| Step::Bucket { at: program.address(start), position, inside });
                inside.into()
            }
            kind::NOW => {
                let (least, most) = (at.instant(), at.instant());
                let holds = least <= self.context.now && self.context.now <= most;
                self.trace.note(|| Step::Now { at: program.address(start), holds });
                holds.into()
            }
            kind => {
                let (bits, slot) = at.byte_and_word();
                let outcome = self.test(slot, Test { kind, bits, literal: at });
                self.trace.note(|| Step::Test { at: program.address(start), slot, outcome });
                outcome
            }
        }
    }

    /// Kleene's three-valued logic: `decisive` decides at once; otherwise one `Unknown` makes the result unknown.
    fn fold(&mut self, mut at: Cursor<'_>, neutral: Outcome, decisive: Outcome) -> Outcome {
        let mut all = neutral;
        while !at.is_empty() {
            let outcome = self.condition(&mut at);
            if outcome == decisive {
                return decisive;
            }
            if outcome == Outcome::Unknown {
                all = Outcome::Unknown;
            }
        }
        all
    }

    /// Membership of a segment is never unknown: a unit that is not known to be a member is not one.
    fn segment(&mut self, segment: u32) -> bool {
        self.trace.note(|| Step::EnterSegment(segment));
        let condition = self.program.part(List::Segments, segment);
        let member = condition.is_some_and(|mut condition| self.condition(&mut condition) == Outcome::True);
        self.trace.note(|| Step::Segment { segment, member });
        member
    }

    fn test(&mut self, slot: u32, test: Test<'_>) -> Outcome {
        let value = self.context.value(slot);
        if test.kind == kind::EXISTS {
            return (!matches!(value, Value::Missing) == test.is_marked()).into();
        }
        match value {
            Value::Missing => test.missing(),
            Value::List { .. } if test.no_lists() => test.mismatch(),
            Value::List { first, count } => self.list(test, first, count),
            value => self.compare(test, value).map_or(test.mismatch(), Outcome::from),
        }
    }

    /// A list passes if one item passes, or every item if the test asks for it; an empty list never passes.
    fn list(&mut self, test: Test<'_>, first: u32, count: u32) -> Outcome {
        let context = self.context;
        let within = context.records.len() as u32;
        let mut mismatched = false;
        let mut passed = 0;
        for index in first..first.saturating_add(count).min(within) {
            match self.compare(test, context.record(index)) {
                Some(true) => passed += 1,
                Some(false) => {}
                None => mismatched = true,
            }
        }
        let enough = if test.all_items() { passed == count && count > 0 } else { passed > 0 };
        match (enough, mismatched) {
            (false, true) => test.mismatch(),
            (enough, _) => enough.into(),
        }
    }

    fn compare(&mut self, test: Test<'_>, value: Value<'_>) -> Comparison {
        let mut literal = test.literal;
        match test.kind {
            kind::ONE_OF => one_of(literal, value),
            kind::NUMBER => number(value).map(|number| is_between(literal, number)),
            kind::DATE => instant(value).map(|instant| is_between(literal, instant)),
            kind::STARTS_WITH | kind::ENDS_WITH | kind::CONTAINS => {
                let bytes = bytes(value).filter(|bytes| bytes.len() <= MOST_SEARCHED)?;
                let has = |text: &[u8]| has(test.kind, bytes, text, test.is_marked());
                Some((0..literal.count()).any(|_| has(literal.text())))
            }
            kind::BETWEEN => {
                let text = bytes(value)?;
                let above = is_within(&mut literal, text, Ordering::Greater);
                let below = is_within(&mut literal, text, Ordering::Less);
                Some(above && below)
            }
            kind::SEMVER => {
                let policy = if test.is_marked() { Policy::Lenient } else { Policy::Strict };
                Some(semver::contains(literal, &Version::parse_as(bytes(value)?, policy)?))
            }
            kind::CIDR => {
                let address = Address::parse(bytes(value)?)?;
                let count = literal.word() as usize;
                let blocks = literal.take(count.saturating_mul(BLOCK)).as_chunks().0;
                Some(blocks.iter().any(|block| Block::read(block).contains(address)))
            }
            kind::MD5 => {
                let found = md5::digits(bytes(value)?);
                Some((0..literal.count()).any(|_| literal.text() == found))
            }
            kind::MATCHES => {
                let text = bytes(value).filter(|text| text.len() <= MOST_MATCHED)?;
                Some(pattern::is_match(literal, text, self.scratch))
            }
            _ => None,
        }
    }
}

/// Values of different scalar types are not equal, which is not a mismatch.
fn one_of(set: Cursor<'_>, value: Value<'_>) -> Comparison {
    match value {
        Value::Text { symbol, .. } => Some(set::has_symbol(set, symbol)),
        Value::Number(number) => Some(set::has_number(set, number)),
        Value::Bool(value) => Some(set::has_boolean(set, value)),
        Value::Missing | Value::List { .. } | Value::Other => None,
    }
}

/// Whether a number is between the two bounds that follow, both included.
fn is_between(mut bounds: Cursor<'_>, number: f64) -> bool {
    let (least, most) = (bounds.float(), bounds.float());
    least <= number && number <= most
}

/// Whether text is on the given side of the bound that follows, by UTF-16 code units, as JavaScript's `<` compares.
fn is_within(bounds: &mut Cursor<'_>, text: &[u8], side: Ordering) -> bool {
    let kind = bounds.byte();
    if kind == bound::OPEN {
        return true;
    }
    let order = Utf16::of(text).cmp(Utf16::of(bounds.text()));
    order == side || order.is_eq() && kind == bound::INCLUDED
}

fn number(value: Value<'_>) -> Option<f64> {
    match value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// An instant from RFC 3339 text, or from milliseconds since 1970, truncated to whole ones.
fn instant(value: Value<'_>) -> Option<f64> {
    let ms = match value {
        Value::Number(ms) => ms as i64,
        value => date::parse(bytes(value)?)?,
    };
    Some(ms as f64)
}

fn bytes<'v>(value: Value<'v>) -> Option<&'v [u8]> {
    match value {
        Value::Text { bytes, .. } => Some(bytes),
        _ => None,
    }
}

/// Whether `bytes` start with, end with or contain `text`, by the kind of test; `ignore_case` ignores the case of ASCII
/// letters.
fn has(kind: u8, bytes: &[u8], text: &[u8], ignore_case: bool) -> bool {
    let same = |part: &[u8]| {
        if ignore_case { part.eq_ignore_ascii_case(text) } else { part == text }
    };
    match kind {
        kind::STARTS_WITH => bytes.get(..text.len()).is_some_and(same),
        kind::ENDS_WITH => bytes.len().checked_sub(text.len()).and_then(|at| bytes.get(at..)).is_some_and(same),
        _ => text.is_empty() || bytes.windows(text.len()).any(same),
    }
}
