//! Constraints → conditions.
//!
//! A field that is missing is compared as false, and `inverted` comes after that: so do our tests and `not`. A constraint
//! that can't be carried over takes nobody, inverted or not.

use super::Reader;
use super::addresses::{is_block, within};
use super::text::{has, number, texts, trim};
use crate::json::Json;
use crate::nodes::{is, list, text_of};
use crate::readers::write::{all, any, constant, not, sole, test};
use burgee::document::{Kind, Node};
use burgee::literal::{date, pattern::Pattern, semver::Version};

/// A condition, or why there is none.
type Read<'t> = Result<Json<'t>, &'static str>;

/// What Unleash's comparisons are called in a test, and in a range of versions.
const COMPARISONS: [(&str, &str, &str); 5] =
    [("EQ", "equals", "="), ("GT", "gt", ">"), ("GTE", "gte", ">="), ("LT", "lt", "<"), ("LTE", "lte", "<=")];

impl<'t> Reader<'t> {
    /// That all constraints of a strategy or a segment hold.
    pub(super) fn constraints(&mut self, owner: Node<'t>) -> Json<'t> {
        let mut parts = Vec::new();
        for constraint in list(owner.get("constraints")) {
            parts.push(self.constraint(constraint));
        }
        all(parts)
    }

    fn constraint(&mut self, constraint: Node<'t>) -> Json<'t> {
        match self.comparison(constraint) {
            Ok(holds) if is(constraint.get("inverted"), true) => not(holds),
            Ok(holds) => holds,
            Err(reason) => {
                self.leave(constraint, format!("{reason}: the constraint holds for nobody"));
                constant(false)
            }
        }
    }

    fn comparison(&mut self, constraint: Node<'t>) -> Read<'t> {
        let operator = text_of(constraint, "operator").unwrap_or_default();
        let value = constraint.get("value").unwrap_or(constraint.nothing());
        let ignore_case = is(constraint.get("caseInsensitive"), true);
        let (kind, how) = operator.split_once('_').unwrap_or((operator, ""));
        if kind == "DATE" {
            // Whatever the field: Unleash compares the time of the evaluation.
            return now(how, value);
        }
        let attribute = self.attribute(constraint, text_of(constraint, "contextName").unwrap_or_default())?;
        match (kind, how) {
            ("IN", "") => Ok(one_of(attribute, values(constraint)?)),
            ("NOT", "IN") => Ok(not(one_of(attribute, values(constraint)?))),
            ("STR", _) => search(attribute, how, values(constraint)?, ignore_case),
            ("NUM", _) => numeric(attribute, how, value),
            ("SEMVER", _) => version(attribute, how, value),
            ("REGEX", "") => matches(attribute, value, ignore_case),
            ("IN", "CIDR") => self.cidr(constraint, attribute),
            _ => Err(UNKNOWN),
        }
    }

    /// Unleash skips what is no block too, but it reads some that we do not.
    fn cidr(&mut self, constraint: Node<'t>, attribute: &'t str) -> Read<'t> {
        let (blocks, others): (Vec<_>, Vec<_>) = values(constraint)?.into_iter().partition(|value| is_block(value));
        if let Some(other) = others.first() {
            self.leave(constraint, format!("`{other}` is no network block: no address is in it"));
        }
        Ok(within(attribute, blocks))
    }
}

const UNKNOWN: &str = "an operator that this reader does not know";

/// The texts of a constraint: empty ones count as none, spaces around one do not count.
fn values(constraint: Node<'_>) -> Result<Vec<&str>, &'static str> {
    let given = constraint.get("values").filter(|given| given.kind() == Kind::Array).ok_or("`values` is no list")?;
    let mut texts = Vec::new();
    for value in given.items() {
        let text = value.text().ok_or("a value is no string")?;
        if !text.is_empty() {
            texts.push(trim(text));
        }
    }
    Ok(texts)
}

/// Unleash compares everything as text.
fn text_test<'t>(attribute: &'t str, operator: &'static str, operand: Json<'t>) -> Json<'t> {
    test(attribute, vec![("as", Json::text("text")), (operator, operand)])
}

pub(super) fn one_of<'t>(attribute: &'t str, values: Vec<&'t str>) -> Json<'t> {
    if values.is_empty() {
        return constant(false);
    }
    text_test(attribute, "in", texts(values))
}

fn search<'t>(attribute: &'t str, how: &str, values: Vec<&'t str>, ignore_case: bool) -> Read<'t> {
    let operator = match how {
        "STARTS_WITH" => "startsWith",
        "ENDS_WITH" => "endsWith",
        "CONTAINS" => "contains",
        _ => return Err(UNKNOWN),
    };
    if values.is_empty() {
        return Ok(constant(false));
    }
    if !ignore_case {
        return Ok(text_test(attribute, operator, texts(values)));
    }
    // `lowercase` leaves a number what it is.
    let (mut lower, mut of_numbers) = (Vec::new(), Vec::new());
    for value in values {
        let value = value.to_lowercase();
        if value.bytes().all(is_part_of_a_number) {
            of_numbers.push(Json::text(value.clone()));
        }
        lower.push(Json::text(value));
    }
    let mut either = vec![test(attribute, vec![("as", Json::text("lowercase")), (operator, Json::Array(lower))])];
    if !of_numbers.is_empty() {
        either.push(text_test(attribute, operator, Json::Array(of_numbers)));
    }
    Ok(any(either))
}

/// The name of a comparison in a test, and its sign in a range.
fn comparison_of(how: &str) -> Result<(&'static str, &'static str), &'static str> {
    let found = COMPARISONS.iter().find(|(name, _, _)| *name == how);
    found.map(|(_, name, sign)| (*name, *sign)).ok_or(UNKNOWN)
}

fn numeric<'t>(attribute: &'t str, how: &str, value: Node<'t>) -> Read<'t> {
    let (operator, _) = comparison_of(how)?;
    match number(value) {
        Some(bound) => Ok(test(attribute, vec![("as", Json::text("number")), (operator, Json::number(bound))])),
        None if value.text().is_some_and(is_infinite) => Err("`value` is no finite number"),
        None => Ok(constant(false)),
    }
}

/// Whether what is no finite number may be an infinite one.
fn is_infinite(text: &str) -> bool {
    has(text, "infinity") || text.bytes().all(is_part_of_a_number)
}

fn is_part_of_a_number(byte: u8) -> bool {
    b"+-.0123456789Ee".contains(&byte)
}

/// A bad version is false in Unleash too, whatever the user's is.
fn version<'t>(attribute: &'t str, how: &str, value: Node<'t>) -> Read<'t> {
    let (_, sign) = comparison_of(how)?;
    let text = trim(value.text().unwrap_or_default());
    let text = text.strip_prefix('v').unwrap_or(text);
    Ok(match Version::parse(text) {
        Some(_) => test(attribute, vec![("semver", Json::text(format!("{sign}{text}")))]),
        None => constant(false),
    })
}

fn matches<'t>(attribute: &'t str, value: Node<'t>, ignore_case: bool) -> Read<'t> {
    let Some(text) = value.text() else { return Ok(constant(false)) };
    if !text.is_ascii() && (ignore_case || has(text, "(?i")) {
        return Err("a pattern that ignores the case of other letters than ASCII");
    }
    let pattern = format!("{}{text}", if ignore_case { "(?i)" } else { "" });
    match Pattern::parse(&pattern) {
        Ok(_) => Ok(text_test(attribute, "matches", Json::text(pattern))),
        // Unleash's engine refuses these too.
        Err(error) if NO_PATTERN.iter().any(|reason| error.message.starts_with(reason)) => Ok(constant(false)),
        Err(error) => Err(error.message),
    }
}

const NO_PATTERN: [&str; 4] = ["unclosed", "unopened", "look-around", "back-references"];

fn now<'t>(how: &str, value: Node<'t>) -> Read<'t> {
    let operator = match how {
        "AFTER" => "after",
        "BEFORE" => "before",
        _ => return Err(UNKNOWN),
    };
    let text = value.text().unwrap_or_default();
    match date::parse(text) {
        Some(_) => Ok(Json::Object(sole("now", Json::Object(sole(operator, Json::of(value)))))),
        // JavaScript reads no instant from a text without digits; what it reads from others depends on the machine.
        None if value.text().is_some() && !text.bytes().any(|byte| byte.is_ascii_digit()) => Ok(constant(false)),
        None => Err("`value` is no instant with its time zone"),
    }
}
