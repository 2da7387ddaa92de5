//! Reads the fields of objects by the grammar, and reports what is wrong with them.

use super::Compiler;
use super::faults::{
    ATTRIBUTE, CHOICE, DATE, DECIMALS, EMPTY_NAME, EXCLUSIVE, MISSING_FIELD, PERCENT, TOO_LARGE, TYPE, UNKNOWN_FIELD,
    UNKNOWN_VARIANT, WHOLE_NUMBER, WINDOW,
};
use super::grammar::{MOST_FIELDS, Shape, Takes};
use crate::document::{At, Fault, Kind, Severity};
use crate::literal::{date, decimal, dotted};
use crate::model::HUNDRED_PERCENT;
use crate::model::{CALLERS_DEFAULT, VariantIndex, Window};
use crate::program::Outcome;

/// The fields of one object: which are present, and the number that represents each valid value.
pub(super) struct Record {
    pub(super) at: At,
    present: u32,
    sound: u32,
    numbers: [u64; MOST_FIELDS],
}

impl Record {
    /// Whether a field is present.
    pub(super) fn has(&self, field: u32) -> bool {
        self.present >> field & 1 == 1
    }

    /// Whether this field or one after it is present.
    pub(super) fn has_any_from(&self, field: u32) -> bool {
        self.present >> field != 0
    }

    /// Whether a field is present and valid.
    pub(super) fn is_sound(&self, field: u32) -> bool {
        self.sound >> field & 1 == 1
    }

    /// The number of a field; the default if it is missing or invalid.
    pub(super) fn number(&self, field: u32, default: u64) -> u64 {
        self.numbers.get(field as usize).copied().filter(|_| self.is_sound(field)).unwrap_or(default)
    }

    pub(super) fn is_true(&self, field: u32) -> bool {
        self.number(field, 0) == 1
    }

    /// The node of a field that is represented by one.
    pub(super) fn node(&self, field: u32) -> Option<At> {
        At::new(self.number(field, 0) as u32)
    }

    /// The index of a field that is represented by one.
    pub(super) fn index(&self, field: u32) -> Option<u32> {
        u32::try_from(self.number(field, u64::MAX)).ok()
    }

    pub(super) fn variant(&self, field: u32) -> Option<VariantIndex> {
        VariantIndex::try_from(self.number(field, u64::MAX)).ok()
    }
}

impl<'d> Compiler<'d> {
    /// Reads an object of this shape; reports a node that is not an object.
    pub(super) fn read(&mut self, at: At, shape: &Shape) -> Record {
        let mut record = Record { at, present: 0, sound: 0, numbers: [0; MOST_FIELDS] };
        if !self.expect(at, Kind::Object) {
            return record;
        }
        let document = self.document;
        for part in document.parts(at) {
            let name = document.name_of(part);
            let Some((index, field)) = shape.fields.iter().enumerate().find(|(_, field)| field.name == name) else {
                self.report(document.start_of_name(part), &UNKNOWN_FIELD, &[name], shape.unknown);
                continue;
            };
            record.present |= 1 << index;
            let errors = self.errors;
            let number = self.take(part, field.takes);
            record.numbers.get_mut(index).into_iter().for_each(|slot| *slot = number);
            record.sound |= u32::from(errors == self.errors) << index;
        }
        for (index, field) in (0..).zip(shape.fields) {
            if field.needed && !record.has(index) {
                self.error(at, &MISSING_FIELD, &[field.name]);
            }
        }
        record
    }

    /// The number that represents a field's value; unspecified once an issue was reported.
    fn take(&mut self, at: At, takes: Takes) -> u64 {
        let wanted = match takes {
            Takes::Text | Takes::Attribute | Takes::Variant | Takes::Word(_) => Kind::String,
            Takes::Object | Takes::Condition => Kind::Object,
            Takes::List => Kind::Array,
            Takes::Percent | Takes::Whole | Takes::Version => Kind::Number,
            Takes::Boolean => Kind::True,
            Takes::Served if self.document.kind(at) == Kind::Null => return u64::from(CALLERS_DEFAULT),
            Takes::Served => Kind::String,
            Takes::Anything | Takes::Instant | Takes::Outcome | Takes::Bound => self.document.kind(at),
        };
        if !self.expect(at, wanted) {
            return 0;
        }
        match takes {
            Takes::Boolean => u64::from(self.document.kind(at) == Kind::True),
            Takes::Bound => self.bound(at),
            Takes::Instant => self.instant(at) as u64,
            Takes::Percent => self.percent(at),
            Takes::Whole => self.whole_number(at, 1 << 53, "9007199254740992"),
            Takes::Version => self.whole_number(at, u64::from(u32::MAX), "4294967295"),
            Takes::Variant | Takes::Served => u64::from(self.variant(self.document.text_at(at), at)),
            Takes::Condition => u64::from(self.condition(at)),
            Takes::Outcome => self.outcome(at) as u64,
            Takes::Word(words) => self.word(at, words),
            Takes::Attribute => {
                self.attribute(at);
                u64::from(at.get())
            }
            Takes::Anything | Takes::Text | Takes::Object | Takes::List => u64::from(at.get()),
        }
    }

    #[inline(never)]
    pub(super) fn error(&mut self, at: At, fault: &Fault, arguments: &[&str]) {
        self.report(self.document.start(at), fault, arguments, Severity::Error);
    }

    #[inline(never)]
    pub(super) fn wrong_type(&mut self, at: At, wanted: &str) {
        self.error(at, &TYPE, &[wanted, self.document.kind(at).description()]);
    }

    /// Whether a node has this kind (`True` stands for both booleans); reports it otherwise.
    #[inline(never)]
    pub(super) fn expect(&mut self, at: At, wanted: Kind) -> bool {
        let found = self.document.kind(at);
        let same = found == wanted || (found == Kind::False && wanted == Kind::True);
        if !same {
            self.wrong_type(at, wanted.description());
        }
        same
    }

    /// The text of a string; reports any other node.
    #[inline(never)]
    pub(super) fn text(&mut self, at: At) -> &'d str {
        self.expect(at, Kind::String);
        self.document.text_at(at)
    }

    /// A dotted path.
    pub(super) fn attribute(&mut self, at: At) -> &'d str {
        let path = self.text(at);
        if dotted(path.as_bytes()).any(<[u8]>::is_empty) && self.document.kind(at) == Kind::String {
            self.error(at, &ATTRIBUTE, &[path]);
        }
        path
    }

    /// A name that other parts refer to.
    #[inline(never)]
    pub(super) fn name(&mut self, at: At) -> &'d str {
        let name = self.document.name_of(at);
        if name.is_empty() {
            self.error(at, &EMPTY_NAME, &[]);
        }
        name
    }

    /// The index of one of the flag's variants. A flag without variants already has an issue for that.
    #[inline(never)]
    pub(super) fn variant(&mut self, name: &str, at: At) -> VariantIndex {
        let index = self.position(self.variants, name);
        if index.is_none() && self.parts(self.variants).next().is_some() {
            self.error(at, &UNKNOWN_VARIANT, &[name]);
        }
        index.unwrap_or_default() as VariantIndex
    }

    #[inline(never)]
    pub(super) fn float(&mut self, at: At) -> f64 {
        let text = self.document.source(at);
        let value = decimal::parse(text);
        if value.is_none() {
            self.error(at, &TOO_LARGE, &[text]);
        }
        value.unwrap_or_default()
    }

    /// A bound: the bits of a number, or the node of a string.
    fn bound(&mut self, at: At) -> u64 {
        match self.document.kind(at) {
            Kind::Number => self.float(at).to_bits(),
            Kind::String => u64::from(at.get()),
            _ => {
                self.wrong_type(at, "a number or a string");
                0
            }
        }
    }

    pub(super) fn whole_number(&mut self, at: At, most: u64, limit: &str) -> u64 {
        let text = self.document.source(at);
        let number = decimal::scaled(text, 0).filter(|number| *number <= most);
        if number.is_none() {
            self.error(at, &WHOLE_NUMBER, &[text, limit]);
        }
        number.unwrap_or_default()
    }

    /// A percentage in millionths.
    #[inline(never)]
    pub(super) fn percent(&mut self, at: At) -> u64 {
        let text = self.document.source(at);
        let share = decimal::scaled(text, 6).filter(|share| *share <= HUNDRED_PERCENT);
        if share.is_none() {
            let within = decimal::parse(text).is_some_and(|percent| (0.0..=100.0).contains(&percent));
            self.error(at, if within { &DECIMALS } else { &PERCENT }, &[text]);
        }
        share.unwrap_or_default()
    }

    fn word(&mut self, at: At, words: &str) -> u64 {
        let text = self.document.text_at(at);
        // Splitting at backticks gives words and separators in turn.
        let mut parts = words.as_bytes().split(|byte| *byte == b'`');
        let nth = (0..8).find(|_| (parts.next(), parts.next()).1 == Some(text.as_bytes()));
        if nth.is_none() {
            self.error(at, &CHOICE, &[words, text]);
        }
        nth.unwrap_or_default()
    }

    fn outcome(&mut self, at: At) -> Outcome {
        match self.document.kind(at) {
            Kind::False => Outcome::False,
            Kind::True => Outcome::True,
            _ => {
                if self.document.text_at(at) != "unknown" {
                    self.wrong_type(at, "`true`, `false` or `\"unknown\"`");
                }
                Outcome::Unknown
            }
        }
    }

    /// RFC 3339 text, or milliseconds since 1970.
    fn instant(&mut self, at: At) -> i64 {
        let found = match self.document.kind(at) {
            Kind::String => date::parse(self.document.text_at(at)),
            Kind::Number => decimal::scaled(self.document.source(at), 0).and_then(|ms| i64::try_from(ms).ok()),
            _ => {
                self.wrong_type(at, "a date");
                return 0;
            }
        };
        if found.is_none() {
            self.error(at, &DATE, &[]);
        }
        found.unwrap_or_default()
    }

    /// `start` and `end`, in this order.
    pub(super) fn window(&mut self, record: &Record, [start, end]: [u32; 2]) -> Window {
        self.model.timed |= record.has(start) || record.has(end);
        let window = Window {
            start: record.number(start, i64::MIN as u64) as i64,
            end: record.number(end, i64::MAX as u64) as i64,
        };
        if let Some(at) = self.document.member(record.at, "end")
            && window.start >= window.end
        {
            self.error(at, &WINDOW, &[]);
        }
        window
    }

    /// Reports two fields that exclude each other if both are present.
    #[inline(never)]
    pub(super) fn exclusive(&mut self, record: &Record, fields: [u32; 2], names: [&str; 2]) {
        if fields.into_iter().all(|field| record.has(field)) {
            self.error(record.at, &EXCLUSIVE, &names);
        }
    }
}
