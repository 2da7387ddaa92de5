//! Conditions: all / any / not over tests of one attribute, segments, and other flags' results.

use super::faults::{
    ATTRIBUTE, CIDR, CONDITION, EXCLUSIVE, NO_OPERATOR, PATTERN, SEMVER, TOO_LARGE, UNKNOWN_FLAG, UNKNOWN_SEGMENT,
};
use super::reader::{Fields, Reader, among, items};
use crate::document::{Fault, Member, Node, Severity, Value};
use crate::literal::{cidr, decimal, pattern::Pattern, semver};
use alloc::{boxed::Box, vec::Vec};

/// What a condition comes to. `Unknown` stays unknown under `not`, and a rule applies only when its condition is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It does not hold.
    False,
    /// It holds.
    True,
    /// Nobody can say.
    Unknown,
}

/// A condition, its references resolved to indices.
#[derive(Clone, Debug)]
pub enum Condition<'n> {
    /// Every one holds; true when empty.
    All(Vec<Condition<'n>>),
    /// At least one holds; false when empty.
    Any(Vec<Condition<'n>>),
    /// The contrary.
    Not(Box<Condition<'n>>),
    /// Membership of a segment.
    Segment(u32),
    /// Another flag serves one of these variants, given by their indices.
    Flag(u32, Vec<&'n str>),
    /// One attribute compared.
    Test(Test<'n>),
}

/// One attribute, compared in one way.
#[derive(Clone, Debug)]
pub struct Test<'n> {
    /// Its dotted path.
    pub attribute: &'n str,
    /// How it is compared.
    pub operator: Operator<'n>,
    /// What the test comes to when the attribute is not there.
    pub missing: Outcome,
    /// What it comes to when the attribute's type is not one that the operator compares.
    pub mismatch: Outcome,
    /// How many items of a list have to pass.
    pub items: Items,
    /// Where it stands in the text.
    pub at: u32,
}

/// Which items of a list attribute have to pass a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Items {
    /// At least one.
    Any,
    /// Every one, and there is one.
    All,
}

/// A value that an attribute may equal.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal<'n> {
    /// A string.
    Text(&'n str),
    /// A number.
    Number(f64),
    /// A boolean.
    Bool(bool),
}

/// The comparison of a test.
#[derive(Clone, Debug)]
pub enum Operator<'n> {
    /// Equal to one of these, type and all.
    In(Vec<Literal<'n>>),
    /// Text that starts with one of these; the flag says whether the case of ASCII letters is ignored.
    StartsWith(Vec<&'n str>, bool),
    /// Text that ends with one of these.
    EndsWith(Vec<&'n str>, bool),
    /// Text that has one of these in it.
    Contains(Vec<&'n str>, bool),
    /// A number in this interval.
    Number(Bounds<f64>),
    /// An instant in this interval, in ms since 1970.
    Date(Bounds<i64>),
    /// A version in this range.
    Semver(semver::Range),
    /// An address in one of these blocks.
    Cidr(Vec<cidr::Block>),
    /// Text that matches a pattern somewhere.
    Matches(Pattern),
    /// There, or not there (`null` counts as not there).
    Exists(bool),
}

/// An interval; a missing bound is open to infinity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds<T> {
    /// The least value, and whether it belongs to the interval.
    pub least: Option<(T, bool)>,
    /// The greatest value, and whether it belongs to the interval.
    pub most: Option<(T, bool)>,
}

impl<T: PartialOrd> Bounds<T> {
    /// Whether `value` lies in the interval.
    pub fn hold(&self, value: &T) -> bool {
        let above = self.least.as_ref().is_none_or(|(least, at)| value > least || (*at && value == least));
        let below = self.most.as_ref().is_none_or(|(most, at)| value < most || (*at && value == most));
        above && below
    }
}

/// The least and the most of an interval: the operators with the open bound first.
const NUMBERS: [[&str; 2]; 2] = [["gt", "gte"], ["lt", "lte"]];
const DATES: [[&str; 2]; 2] = [["after", "since"], ["before", "until"]];

/// What a test may have; the operators first.
const OPERATORS: &str = "equals in startsWith endsWith contains gt gte lt lte after since before until semver cidr \
                         matches exists";
const POLICIES: &str = "attribute missing mismatch items ignoreCase";

impl<'n> Reader<'n> {
    pub(super) fn condition(&mut self, node: &'n Node<'n>) -> Option<Condition<'n>> {
        let members = self.object(node)?;
        let given = members.iter().find(|m| among("all any not segment flag attribute", &m.name));
        let (name, given) = given.map_or(("", node), |m| (&*m.name, &m.node));
        match name {
            "attribute" => return self.leaf(node, given),
            "flag" => return self.flag_result(node),
            _ => {}
        }
        if name.is_empty() || members.len() != 1 {
            self.error(node, &CONDITION, &[]);
            return None;
        }
        match name {
            "all" => self.conditions(given).map(Condition::All),
            "any" => self.conditions(given).map(Condition::Any),
            "not" => self.condition(given).map(|c| Condition::Not(Box::new(c))),
            _ => self.segment_reference(given).map(Condition::Segment),
        }
    }

    fn conditions(&mut self, node: &'n Node<'n>) -> Option<Vec<Condition<'n>>> {
        let items = self.list(node)?;
        Some(items.iter().filter_map(|item| self.condition(item)).collect())
    }

    pub(super) fn segment_reference(&mut self, node: &'n Node<'n>) -> Option<u32> {
        let name = self.text(node)?;
        let index = self.segments.index(name);
        if index.is_none() {
            self.error(node, &UNKNOWN_SEGMENT, &[name]);
        }
        index
    }

    /// `{"flag": key, "in": variants}`: the variants are checked when all flags are known.
    pub(super) fn flag_result(&mut self, node: &'n Node<'n>) -> Option<Condition<'n>> {
        let fields = self.fields(node, "flag in", Severity::Error)?;
        let variants = self.need(fields, "in").map(|node| self.text_or_texts(node));
        let flag = self.need(fields, "flag")?;
        let name = self.text(flag)?;
        let index = self.flags.index(name);
        if index.is_none() {
            self.error(flag, &UNKNOWN_FLAG, &[name]);
        }
        Some(Condition::Flag(index?, variants?))
    }

    fn leaf(&mut self, node: &'n Node<'n>, attribute: &'n Node<'n>) -> Option<Condition<'n>> {
        let known = [OPERATORS, POLICIES].join(" ");
        let fields = self.fields(node, &known, Severity::Error)?;
        let attribute = self.attribute(attribute).unwrap_or_default();
        if !fields.members.iter().any(|m| among(OPERATORS, &m.name)) {
            self.error(node, &NO_OPERATOR, &[attribute]);
        }
        let missing = self.outcome(fields, "missing");
        let mismatch = self.outcome(fields, "mismatch");
        let items = self.items(fields);
        let at = node.start;
        let test = |operator| Condition::Test(Test { attribute, operator, missing, mismatch, items, at });
        let mut tests: Vec<_> = self.operators(fields).into_iter().map(test).collect();
        if tests.len() == 1 { tests.pop() } else { Some(Condition::All(tests)) }
    }

    /// A dotted path.
    pub(super) fn attribute(&mut self, node: &'n Node<'n>) -> Option<&'n str> {
        let path = self.text(node)?;
        if path.split('.').any(str::is_empty) {
            self.error(node, &ATTRIBUTE, &[path]);
            return None;
        }
        Some(path)
    }

    fn outcome(&mut self, fields: Fields<'n>, name: &str) -> Outcome {
        let Some(node) = fields.get(name) else { return Outcome::False };
        match &node.value {
            Value::Bool(value) => (*value).into(),
            Value::String(text) if text == "unknown" => Outcome::Unknown,
            _ => self.wrong_type(node, "`true`, `false` or `\"unknown\"`").unwrap_or(Outcome::False),
        }
    }

    fn items(&mut self, fields: Fields<'n>) -> Items {
        let words = ["any", "all"];
        let nth = fields.get("items").and_then(|node| self.choice(node, &words, "`any` or `all`"));
        if nth == Some(1) { Items::All } else { Items::Any }
    }

    fn operators(&mut self, fields: Fields<'n>) -> Vec<Operator<'n>> {
        let ignore_case = fields.get("ignoreCase").and_then(|node| self.boolean(node)).unwrap_or(false);
        let mut found = Vec::new();
        for Member { name, node, .. } in fields.members {
            found.extend(self.operator(name, node, ignore_case));
        }
        found.extend(self.bounds(fields, NUMBERS, Self::float).map(Operator::Number));
        found.extend(self.bounds(fields, DATES, Self::instant).map(Operator::Date));
        found
    }

    /// One operator that stands for itself (those that bound an interval are read together).
    fn operator(&mut self, name: &str, node: &'n Node<'n>, ignore_case: bool) -> Option<Operator<'n>> {
        Some(match name {
            "equals" => Operator::In(self.literal(node).into_iter().collect()),
            "in" => Operator::In(self.list(node)?.iter().filter_map(|item| self.literal(item)).collect()),
            "startsWith" => Operator::StartsWith(self.text_or_texts(node), ignore_case),
            "endsWith" => Operator::EndsWith(self.text_or_texts(node), ignore_case),
            "contains" => Operator::Contains(self.text_or_texts(node), ignore_case),
            "semver" => Operator::Semver(self.parsed(node, &SEMVER, semver::Range::parse)?),
            "cidr" => Operator::Cidr(self.blocks(node)),
            "matches" => Operator::Matches(self.pattern(node)?),
            "exists" => Operator::Exists(self.boolean(node)?),
            _ => return None,
        })
    }

    fn literal(&mut self, node: &'n Node<'n>) -> Option<Literal<'n>> {
        match &node.value {
            Value::String(text) => Some(Literal::Text(text)),
            Value::Bool(value) => Some(Literal::Bool(*value)),
            Value::Number(_) => self.float(node).map(Literal::Number),
            _ => self.wrong_type(node, "a string, a number or a boolean"),
        }
    }

    fn float(&mut self, node: &'n Node<'n>) -> Option<f64> {
        let text = self.number(node)?;
        let value = decimal::parse(text);
        if value.is_none() {
            self.error(node, &TOO_LARGE, &[text]);
        }
        value
    }

    /// An interval, if one of its operators is there.
    fn bounds<T>(
        &mut self,
        fields: Fields<'n>,
        [least, most]: [[&str; 2]; 2],
        read: fn(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<Bounds<T>> {
        let least = self.bound(fields, least, read);
        let most = self.bound(fields, most, read);
        (least.is_some() || most.is_some()).then_some(Bounds { least, most })
    }

    fn bound<T>(
        &mut self,
        fields: Fields<'n>,
        [open, closed]: [&str; 2],
        read: fn(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<(T, bool)> {
        let (without, with) = (fields.get(open), fields.get(closed));
        if without.is_some() && with.is_some() {
            self.error(fields.node, &EXCLUSIVE, &[open, closed]);
        }
        Some((read(self, without.or(with)?)?, with.is_some()))
    }

    /// Text that `parse` understands.
    fn parsed<T>(&mut self, node: &'n Node<'n>, fault: &Fault, parse: fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(node)?;
        let parsed = parse(text);
        if parsed.is_none() {
            self.error(node, fault, &[text]);
        }
        parsed
    }

    fn blocks(&mut self, node: &'n Node<'n>) -> Vec<cidr::Block> {
        items(node).iter().filter_map(|item| self.parsed(item, &CIDR, cidr::Block::parse)).collect()
    }

    fn pattern(&mut self, node: &'n Node<'n>) -> Option<Pattern> {
        let text = self.text(node)?;
        match Pattern::parse(text) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                self.error(node, &PATTERN, &[text, error.message]);
                None
            }
        }
    }
}
