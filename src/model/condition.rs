//! Conditions: all / any / not over tests of one attribute, segments, and other flags' results.

use super::reader::{Fields, Reader};
use crate::document::{Node, Place, Severity, Value};
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
        let above = self
            .least
            .as_ref()
            .is_none_or(|(least, at)| value > least || (*at && value == least));
        let below = self
            .most
            .as_ref()
            .is_none_or(|(most, at)| value < most || (*at && value == most));
        above && below
    }
}

const POLICIES: [&str; 5] = ["attribute", "missing", "mismatch", "items", "ignoreCase"];
const OPERATORS: [&str; 17] = [
    "equals",
    "in",
    "startsWith",
    "endsWith",
    "contains",
    "gt",
    "gte",
    "lt",
    "lte",
    "after",
    "since",
    "before",
    "until",
    "semver",
    "cidr",
    "matches",
    "exists",
];

impl<'n> Reader<'n> {
    pub(crate) fn condition(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
    ) -> Option<Condition<'n>> {
        let members = self.object(node, place)?;
        let has = |name: &str| members.iter().any(|m| m.name == name);
        if has("attribute") {
            return self.leaf(node, place);
        }
        if has("flag") {
            return self.flag_result(node, place);
        }
        let known = ["all", "any", "not", "segment"];
        let fields = self.fields(node, place, &known, Severity::Error)?;
        let mut given = fields.iter().filter(|(name, _)| known.contains(name));
        match (given.next(), given.next()) {
            (Some((name, node)), None) => self.compound(name, node, place.key(name)),
            _ => {
                let message =
                    "expected exactly one of `all`, `any`, `not`, `segment`, `flag` or `attribute`";
                self.error("condition", place, node, &[message]);
                None
            }
        }
    }

    fn compound(
        &mut self,
        name: &str,
        node: &'n Node<'n>,
        place: Place<'_>,
    ) -> Option<Condition<'n>> {
        match name {
            "all" => self.conditions(node, place).map(Condition::All),
            "any" => self.conditions(node, place).map(Condition::Any),
            "not" => self
                .condition(node, place)
                .map(|c| Condition::Not(Box::new(c))),
            _ => self.segment_reference(node, place).map(Condition::Segment),
        }
    }

    fn conditions(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<Vec<Condition<'n>>> {
        let items = self.list(node, place)?;
        let read = items
            .iter()
            .enumerate()
            .filter_map(|(i, item)| self.condition(item, place.item(i)));
        Some(read.collect())
    }

    pub(crate) fn segment_reference(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
    ) -> Option<u32> {
        let name = self.text(node, place)?;
        let index = self.segments.index(name);
        if index.is_none() {
            self.error(
                "unknown-segment",
                place,
                node,
                &["there is no segment `", name, "`"],
            );
        }
        index
    }

    pub(crate) fn flag_reference(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<u32> {
        let name = self.text(node, place)?;
        let index = self.flags.index(name);
        if index.is_none() {
            self.error(
                "unknown-flag",
                place,
                node,
                &["there is no flag `", name, "`"],
            );
        }
        index
    }

    /// `{"flag": key, "in": variants}`: the names are checked when all flags are known.
    pub(crate) fn flag_result(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
    ) -> Option<Condition<'n>> {
        let fields = self.fields(node, place, &["flag", "in"], Severity::Error)?;
        let flag = self.optional(fields, "flag", place, Self::flag_reference);
        let variants = self.required((fields, node), "in", place, |r, node, place| {
            Some(r.one_or_many(node, place, Self::text))
        });
        Some(Condition::Flag(flag?, variants?))
    }

    fn leaf(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<Condition<'n>> {
        let known = [POLICIES.as_slice(), OPERATORS.as_slice()].concat();
        let fields = self.fields(node, place, &known, Severity::Error)?;
        let attribute = self.optional(fields, "attribute", place, Self::attribute)?;
        let missing = self
            .optional(fields, "missing", place, Self::outcome)
            .unwrap_or(Outcome::False);
        let mismatch = self
            .optional(fields, "mismatch", place, Self::outcome)
            .unwrap_or(Outcome::False);
        let items = self
            .optional(fields, "items", place, Self::items)
            .unwrap_or(Items::Any);
        let operators = self.operators(fields, place);
        if operators.is_empty() && !fields.iter().any(|(name, _)| OPERATORS.contains(&name)) {
            self.error(
                "condition",
                place,
                node,
                &[
                    "`",
                    attribute,
                    "` is compared with nothing: add an operator such as `in`",
                ],
            );
        }
        let mut tests: Vec<_> = operators
            .into_iter()
            .map(|operator| {
                Condition::Test(Test {
                    attribute,
                    operator,
                    missing,
                    mismatch,
                    items,
                    at: node.start,
                })
            })
            .collect();
        if tests.len() == 1 {
            tests.pop()
        } else {
            Some(Condition::All(tests))
        }
    }

    pub(crate) fn attribute(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<&'n str> {
        let path = self.text(node, place)?;
        if path.split('.').any(str::is_empty) {
            self.error(
                "attribute",
                place,
                node,
                &["`", path, "` is no path to an attribute"],
            );
            return None;
        }
        Some(path)
    }

    fn outcome(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<Outcome> {
        match &node.value {
            Value::Bool(true) => Some(Outcome::True),
            Value::Bool(false) => Some(Outcome::False),
            Value::String(text) if text == "unknown" => Some(Outcome::Unknown),
            _ => {
                self.wrong_type("`true`, `false` or `\"unknown\"`", node, place);
                None
            }
        }
    }

    fn items(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<Items> {
        match self.text(node, place)? {
            "any" => Some(Items::Any),
            "all" => Some(Items::All),
            other => {
                self.error(
                    "value",
                    place,
                    node,
                    &["expected `any` or `all`, found `", other, "`"],
                );
                None
            }
        }
    }

    fn operators(&mut self, fields: Fields<'n>, place: Place<'_>) -> Vec<Operator<'n>> {
        let ignore_case = self
            .optional(fields, "ignoreCase", place, |r, n, p| r.boolean(n, p))
            .unwrap_or(false);
        let mut found = Vec::new();
        for (name, node) in fields.iter() {
            found.extend(self.operator(name, node, place.key(name), ignore_case));
        }
        let number = self.bounds(fields, place, ["gt", "gte", "lt", "lte"], Self::float);
        found.extend(number.map(Operator::Number));
        let date = self.bounds(
            fields,
            place,
            ["after", "since", "before", "until"],
            Self::instant,
        );
        found.extend(date.map(Operator::Date));
        found
    }

    /// One operator that stands for itself (those that bound an interval are read together).
    fn operator(
        &mut self,
        name: &str,
        node: &'n Node<'n>,
        place: Place<'_>,
        ignore_case: bool,
    ) -> Option<Operator<'n>> {
        Some(match name {
            "equals" => Operator::In(self.literal(node, place).into_iter().collect()),
            "in" => Operator::In(self.literals(node, place)?),
            "startsWith" => {
                Operator::StartsWith(self.one_or_many(node, place, Self::text), ignore_case)
            }
            "endsWith" => {
                Operator::EndsWith(self.one_or_many(node, place, Self::text), ignore_case)
            }
            "contains" => {
                Operator::Contains(self.one_or_many(node, place, Self::text), ignore_case)
            }
            "semver" => Operator::Semver(self.versions(node, place)?),
            "cidr" => Operator::Cidr(self.one_or_many(node, place, Self::block)),
            "matches" => Operator::Matches(self.pattern(node, place)?),
            "exists" => Operator::Exists(self.boolean(node, place)?),
            _ => return None,
        })
    }

    fn literals(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<Vec<Literal<'n>>> {
        self.list(node, place)?;
        Some(self.one_or_many(node, place, Self::literal))
    }

    fn literal(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<Literal<'n>> {
        match &node.value {
            Value::String(text) => Some(Literal::Text(text)),
            Value::Bool(value) => Some(Literal::Bool(*value)),
            Value::Number(_) => self.float(node, place).map(Literal::Number),
            _ => {
                self.wrong_type("a string, a number or a boolean", node, place);
                None
            }
        }
    }

    fn float(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<f64> {
        let text = self.number(node, place)?;
        let value = decimal::parse(text);
        if value.is_none() {
            self.error(
                "number",
                place,
                node,
                &["`", text, "` is too large for a number"],
            );
        }
        value
    }

    /// An interval from the operators `[>, >=, <, <=]`, if one of them is there.
    fn bounds<T>(
        &mut self,
        fields: Fields<'n>,
        place: Place<'_>,
        [above, least, below, most]: [&str; 4],
        read: fn(&mut Self, &'n Node<'n>, Place<'_>) -> Option<T>,
    ) -> Option<Bounds<T>> {
        let mut bound = |open: &str, closed: &str| {
            if let (Some(_), Some(node)) = (fields.get(open), fields.get(closed)) {
                self.error(
                    "condition",
                    place,
                    node,
                    &["`", open, "` and `", closed, "` exclude each other"],
                );
            }
            let found = self
                .optional(fields, open, place, read)
                .map(|value| (value, false));
            found.or_else(|| {
                self.optional(fields, closed, place, read)
                    .map(|value| (value, true))
            })
        };
        let bounds = Bounds {
            least: bound(above, least),
            most: bound(below, most),
        };
        (bounds.least.is_some() || bounds.most.is_some()).then_some(bounds)
    }

    fn versions(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<semver::Range> {
        let text = self.text(node, place)?;
        let range = semver::Range::parse(text);
        if range.is_none() {
            self.error(
                "semver",
                place,
                node,
                &["`", text, "` is no range of versions such as `>=2.1.0`"],
            );
        }
        range
    }

    fn block(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<cidr::Block> {
        let text = self.text(node, place)?;
        let block = cidr::Block::parse(text);
        if block.is_none() {
            self.error(
                "cidr",
                place,
                node,
                &["`", text, "` is no block of addresses such as `10.0.0.0/8`"],
            );
        }
        block
    }

    fn pattern(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<Pattern> {
        let text = self.text(node, place)?;
        match Pattern::parse(text) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                self.error(
                    "pattern",
                    place,
                    node,
                    &["`", text, "` is no pattern: ", &error.message],
                );
                None
            }
        }
    }
}
