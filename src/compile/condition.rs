//! Conditions: all / any / not over tests of one attribute, segments, and other flags' results.

use super::Compiler;
use super::faults::{CIDR, CONDITION, MIXED_BOUNDS, NO_OPERATOR, PATTERN, SEMVER, UNKNOWN_FLAG, UNKNOWN_SEGMENT};
use super::grammar::{FLAG_RESULT, TEST, flag_result, test};
use super::reader::Record;
use crate::document::{At, Kind, Parts};
use crate::literal::semver::{self, Policy};
use crate::literal::{cidr, pattern::Pattern, sortable::sortable};
use crate::model::{
    Affix, CALLERS_DEFAULT, Condition, ConditionKind, Items, Operator, Slot, Span, Test, UNKNOWN_VARIANT,
};
use crate::model::{Conversion, Usage};
use crate::program::{Outcome, Write, bound, set};
use alloc::{borrow::Cow, vec::Vec};

/// The fields that identify the kind of a condition.
const KINDS: [&str; 8] = ["all", "any", "not", "segment", "flag", "attribute", "bucket", "now"];

impl<'d> Compiler<'d> {
    /// Compiles a condition and returns its index.
    pub(super) fn condition(&mut self, at: At) -> u32 {
        self.expect(at, Kind::Object);
        let document = self.document;
        let mut parts = document.parts(at);
        let known = |part: &At| KINDS.contains(&document.name_of(*part));
        let part = parts.find(known).unwrap_or(at);
        // A segment or flag may itself have such a name, so a condition without these fields is told apart from its parent.
        let name = if part == at { "" } else { document.name_of(part) };
        let alone = document.parts(at).count() == 1;
        match name {
            _ if document.kind(at) != Kind::Object => return 0,
            "attribute" => return self.tests(at),
            "flag" => return self.flag_result(at),
            _ if name.is_empty() || !alone => {
                self.error(at, &CONDITION, &[]);
                return 0;
            }
            "segment" => return self.segment_reference(part),
            "bucket" => return self.bucket_condition(part),
            "now" => return self.now_condition(part),
            _ => {}
        }
        let index = self.open(
            match name {
                "all" => ConditionKind::All,
                "any" => ConditionKind::Any,
                _ => ConditionKind::Not,
            },
            at,
        );
        if name == "not" {
            self.condition(part);
        } else if self.expect(part, Kind::Array) {
            for item in document.parts(part) {
                self.condition(item);
            }
        }
        self.close(index);
        index
    }

    /// Appends a condition; what is appended until it is closed are its parts.
    pub(super) fn open(&mut self, kind: ConditionKind, at: At) -> u32 {
        let index = self.model.conditions.len() as u32;
        self.model.conditions.push(Condition { kind, at: self.document.start(at), end: index + 1 });
        index
    }

    pub(super) fn close(&mut self, index: u32) {
        let end = self.model.conditions.len() as u32;
        self.model.conditions.get_mut(index as usize).into_iter().for_each(|condition| condition.end = end);
    }

    pub(super) fn segment_reference(&mut self, at: At) -> u32 {
        let name = self.text(at);
        let segment = if self.document.kind(at) == Kind::String {
            self.named(self.segments, name, at, &UNKNOWN_SEGMENT)
        } else {
            None
        };
        self.open(ConditionKind::Segment(segment.unwrap_or_default()), at)
    }

    /// `{"flag": key, "in": variants}`. The other flag may not be compiled yet, so its variants are looked up in the document.
    /// An unknown variant is reported later, and only if the other flag has no error of its own.
    pub(super) fn flag_result(&mut self, at: At) -> u32 {
        let record = self.read(at, &FLAG_RESULT);
        let document = self.document;
        let (mut flag, mut variants) = (0, None);
        if let Some(key_at) = record.node(flag_result::FLAG) {
            let key = document.text_at(key_at);
            flag = self.named(self.flags, key, key_at, &UNKNOWN_FLAG).unwrap_or_default();
            variants = self.flags.and_then(|flags| document.member(document.member(flags, key)?, "variants"));
        }
        let mut served = Vec::new();
        if let Some(list) = record.node(flag_result::IN) {
            for item in document.items_or_itself(list) {
                if document.kind(item) == Kind::Null {
                    served.push(u32::from(CALLERS_DEFAULT));
                    continue;
                }
                let name = self.text(item);
                let position = self.position(variants, name);
                served.push(position.unwrap_or(UNKNOWN_VARIANT | item.get()));
            }
        }
        let served = self.keep(&served);
        self.open(ConditionKind::Flag(flag, served), at)
    }

    /// The tests of one attribute, one per operator; all must pass.
    fn tests(&mut self, at: At) -> u32 {
        let record = self.read(at, &TEST);
        let path = record.node(test::ATTRIBUTE).map_or("", |path| self.document.text_at(path));
        if !record.has_any_from(test::EXISTS) {
            self.error(at, &NO_OPERATOR, &[path]);
        }
        let view = record.index(test::AS).map_or(Conversion::Itself, Conversion::of_word);
        let slot = self.slot_as(view, path, Usage::Symbols, at);
        let outcome = |field| Outcome::of(record.number(field, 0));
        let (missing, mismatch) = (outcome(test::MISSING), outcome(test::MISMATCH));
        let items = match record.number(test::ITEMS, 0) {
            0 => Items::Any,
            1 => Items::All,
            _ => Items::None,
        };
        let all = self.open(ConditionKind::All, at);
        let mut reads = Usage::Symbols;
        for operator in self.operators(&record, slot, view) {
            if operator.reads_text() {
                reads = Usage::Text;
            }
            self.open(ConditionKind::Test(Test { slot, missing, mismatch, items, operator }), at);
        }
        self.list_operators(&record, view, Test { items: Items::Any, missing, mismatch, ..Test::exists(slot) }, at);
        self.slot_as(view, path, reads, at);
        self.close(all);
        if self.model.conditions.len() as u32 == all + 2 {
            // A single part replaces the `all` around it.
            self.model.conditions.swap_remove(all as usize);
            self.close(all);
        }
        all
    }

    /// The operators of a test. Comparisons are cheap, so they come first.
    fn operators(&mut self, record: &Record, slot: Slot, view: Conversion) -> Vec<Operator> {
        let mut operators = Vec::new();
        if record.has(test::EXISTS) {
            operators.push(Operator::Exists(record.is_true(test::EXISTS)));
        }
        if let Some(at) = record.node(test::EQUALS) {
            operators.push(self.one_of(slot, view, self.document.itself(at)));
        }
        if let Some(list) = record.node(test::IN) {
            operators.push(self.one_of(slot, view, self.document.parts(list)));
        }
        let (fields, names) = ([test::GT, test::GTE, test::LT, test::LTE], ["gt", "gte", "lt", "lte"]);
        let bounded = fields.into_iter().any(|field| record.has(field));
        if let Some(between) = bounded.then(|| self.between(record, names, view)).flatten() {
            operators.push(between);
        } else if let Some([least, most]) = self.bounds(record, fields, names, f64::from_bits) {
            operators.push(Operator::Number(least, most));
        }
        let (fields, names) =
            ([test::AFTER, test::SINCE, test::BEFORE, test::UNTIL], ["after", "since", "before", "until"]);
        if let Some([least, most]) = self.bounds(record, fields, names, |ms| ms as i64 as f64) {
            operators.push(Operator::Date(least, most));
        }
        self.affixed(record, &mut operators);
        self.versions(record, &mut operators);
        self.searches(record, &mut operators);
        operators
    }

    /// The operators on lists, as sets that one item must be in. `containsAll` compiles to one set per operand, with the
    /// operand's place in the text; without operands to the empty set, so that it never passes.
    fn list_operators(&mut self, record: &Record, view: Conversion, test: Test, at: At) {
        let document = self.document;
        let mut contains_one = |at, values| {
            let operator = self.one_of(test.slot, view, values);
            self.open(ConditionKind::Test(Test { operator, ..test }), at);
        };
        if let Some(list) = record.node(test::CONTAINS_ANY) {
            contains_one(at, document.parts(list));
        }
        let Some(list) = record.node(test::CONTAINS_ALL) else { return };
        if document.parts(list).next().is_none() {
            contains_one(at, document.parts(list));
        }
        for operand in document.parts(list) {
            contains_one(operand, document.itself(operand));
        }
    }

    /// An interval of texts, if a bound is a text.
    fn between(&mut self, record: &Record, names: [&str; 4], view: Conversion) -> Option<Operator> {
        let [above, least, below, most] = names.map(|name| self.document.member(record.at, name));
        let bounds = [above, least, below, most];
        let text = |at: &At| self.document.kind(*at) == Kind::String;
        let texts = bounds.iter().flatten().filter(|at| text(at)).count();
        if texts == 0 {
            return None;
        }
        self.exclusive(record, [test::GT, test::GTE], ["gt", "gte"]);
        self.exclusive(record, [test::LT, test::LTE], ["lt", "lte"]);
        if texts < bounds.iter().flatten().count() {
            self.error(record.at, &MIXED_BOUNDS, &[]);
        }
        let bounds = [(above, least), (below, most)].map(|(open, closed)| {
            let text = open.or(closed).map(|at| self.compared(view, at));
            (text, if open.is_some() { bound::EXCLUDED } else { bound::INCLUDED })
        });
        Some(Operator::Between(self.literal(|out| {
            for (text, kind) in bounds {
                out.byte(text.as_ref().map_or(bound::OPEN, |_| kind));
                text.iter().for_each(|text| out.text(text.as_bytes()));
            }
        })))
    }

    #[inline(never)]
    fn one_of(&mut self, slot: Slot, view: Conversion, values: Parts<'_>) -> Operator {
        let (mut symbols, mut numbers, mut booleans) = (Vec::new(), Vec::new(), 0);
        for at in values {
            match self.document.kind(at) {
                Kind::False => booleans |= 1,
                Kind::True => booleans |= 2,
                Kind::String => symbols.push(self.symbol(slot, &self.compared(view, at), at)),
                Kind::Number => numbers.push(self.float(at)),
                _ => self.wrong_type(at, "a string, a number or a boolean"),
            }
        }
        Operator::OneOf(self.literal(|out| set::write(out, symbols, &numbers, booleans)))
    }

    /// An operand that is a string; a version is converted to sortable text, like the attribute.
    fn compared(&self, view: Conversion, at: At) -> Cow<'d, str> {
        let text = self.document.text_at(at);
        if view == Conversion::Version {
            return sortable(text).into();
        }
        text.into()
    }

    /// Bounds of numbers or instants: above, at least, below, at most. An exclusive bound becomes the next inclusive one.
    fn bounds(
        &mut self,
        record: &Record,
        fields: [u32; 4],
        names: [&str; 4],
        read: fn(u64) -> f64,
    ) -> Option<[f64; 2]> {
        let [above, least, below, most] = fields;
        let [name_above, name_least, name_below, name_most] = names;
        self.exclusive(record, [above, least], [name_above, name_least]);
        self.exclusive(record, [below, most], [name_below, name_most]);
        let mut bounds = [f64::MIN, f64::MAX];
        let [lower, upper] = &mut bounds;
        let number = |field| record.has(field).then(|| read(record.number(field, 0)));
        let above = number(above).map(f64::next_up);
        let below = number(below).map(f64::next_down);
        above.or(number(least)).into_iter().for_each(|bound| *lower = bound);
        below.or(number(most)).into_iter().for_each(|bound| *upper = bound);
        fields.into_iter().any(|field| record.has(field)).then_some(bounds)
    }

    /// The operators that search for a text.
    fn affixed(&mut self, record: &Record, operators: &mut Vec<Operator>) {
        let ignore_case = record.is_true(test::IGNORE_CASE);
        let affixes =
            [(test::STARTS_WITH, Affix::Start), (test::ENDS_WITH, Affix::End), (test::CONTAINS, Affix::Anywhere)];
        for (field, affix) in affixes {
            if let Some(at) = record.node(field) {
                operators.push(Operator::Affix(affix, self.texts(at), ignore_case));
            }
        }
    }

    fn versions(&mut self, record: &Record, operators: &mut Vec<Operator>) {
        let Some(at) = record.node(test::SEMVER) else { return };
        let text = self.document.text_at(at);
        let policy = if record.is_true(test::LOOSE) { Policy::Lenient } else { Policy::Strict };
        let Some(range) = semver::Range::parse(text) else { return self.error(at, &SEMVER, &[text]) };
        operators.push(Operator::Semver(self.literal(|out| out.extend_from_slice(range.bytes())), policy));
    }

    /// The operators that parse or match a text.
    fn searches(&mut self, record: &Record, operators: &mut Vec<Operator>) {
        if let Some(at) = record.node(test::MD5) {
            operators.push(Operator::Md5(self.texts(at)));
        }
        if let Some(at) = record.node(test::CIDR) {
            operators.push(Operator::Cidr(self.blocks(at)));
        }
        if let Some(at) = record.node(test::MATCHES) {
            let text = self.document.text_at(at);
            match Pattern::parse(text) {
                Ok(pattern) => {
                    operators.push(Operator::Matches(self.literal(|out| out.extend_from_slice(pattern.bytes()))));
                }
                Err(error) => self.error(at, &PATTERN, &[text, error.message]),
            }
        }
    }

    fn texts(&mut self, at: At) -> Span {
        let mut texts = Vec::new();
        for item in self.document.items_or_itself(at) {
            texts.push(self.text(item));
        }
        self.literal(|out| {
            out.word(texts.len() as u32);
            texts.iter().for_each(|text| out.text(text.as_bytes()));
        })
    }

    fn blocks(&mut self, at: At) -> Span {
        let mut blocks = Vec::new();
        for item in self.document.items_or_itself(at) {
            if !self.expect(item, Kind::String) {
                continue;
            }
            let text = self.document.text_at(item);
            match cidr::Block::parse(text) {
                Some(block) => blocks.push(block),
                None => self.error(item, &CIDR, &[text]),
            }
        }
        self.literal(|out| {
            out.word(blocks.len() as u32);
            blocks.iter().for_each(|block| block.write(out));
        })
    }
}
