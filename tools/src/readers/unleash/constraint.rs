//! Translates constraints to conditions.
//!
//! A comparison of a missing field is false, and `inverted` is applied to that: tests and `not` do the same. A
//! constraint that cannot be translated never holds, inverted or not.

use super::Reader;
use super::addresses::{is_block, within};
use super::text::{has, number, texts, trim};
use crate::json::Json;
use crate::nodes::{is, list, text_of};
use crate::readers::write::{all, any, constant, not, sole, test};
use burgee::document::{Kind, Node};
use burgee::literal::{date, pattern::Pattern, semver::Version};

/// A condition, or the reason why there is none.
type Read<'t> = Result<Json<'t>, &'static str>;

/// Unleash's comparisons, with their name in a test and their sign in a range of versions.
const COMPARISONS: [(&str, &str, &str); 5] =
    [("EQ", "equals", "="), ("GT", "gt", ">"), ("GTE", "gte", ">="), ("LT", "lt", "<"), ("LTE", "lte", "<=")];

impl<'t> Reader<'t> {
    /// All constraints of a strategy or a segment hold.
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
                self.leave(constraint, format!("{reason}: the constraint never holds"));
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
            // Unleash compares the time of the evaluation, whatever the field is.
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

    /// Unleash skips invalid blocks too, but accepts some that `cidr` does not.
    fn cidr(&mut self, constraint: Node<'t>, attribute: &'t str) -> Read<'t> {
        let (blocks, others): (Vec<_>, Vec<_>) = values(constraint)?.into_iter().partition(|value| is_block(value));
        if let Some(other) = others.first() {
            self.leave(constraint, format!("`{other}` is not a network block: it contains no address"));
        }
        Ok(within(attribute, blocks))
    }
}

const UNKNOWN: &str = "unknown operator";

/// The texts of a constraint, trimmed and without empty ones.
fn values(constraint: Node<'_>) -> Result<Vec<&str>, &'static str> {
    let list = constraint.get("values").filter(|list| list.kind() == Kind::Array).ok_or("`values` is not a list")?;
    let mut texts = Vec::new();
    for value in list.items() {
        let text = value.text().ok_or("a value is not a string")?;
        if !text.is_empty() {
            texts.push(trim(text));
        }
    }
    Ok(texts)
}

/// Unleash compares all values as text.
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
    // `lowercase` does not convert a number.
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

/// A comparison's name in a test and its sign in a range.
fn comparison_of(how: &str) -> Result<(&'static str, &'static str), &'static str> {
    let found = COMPARISONS.iter().find(|(name, _, _)| *name == how);
    found.map(|(_, name, sign)| (*name, *sign)).ok_or(UNKNOWN)
}

fn numeric<'t>(attribute: &'t str, how: &str, value: Node<'t>) -> Read<'t> {
    let (operator, _) = comparison_of(how)?;
    match number(value) {
        Some(bound) => Ok(test(attribute, vec![("as", Json::text("number")), (operator, Json::number(bound))])),
        None if value.text().is_some_and(is_infinite) => Err("`value` is not a finite number"),
        None => Ok(constant(false)),
    }
}

/// Whether a text is an infinite number.
fn is_infinite(text: &str) -> bool {
    has(text, "infinity") || text.bytes().all(is_part_of_a_number)
}

fn is_part_of_a_number(byte: u8) -> bool {
    b"+-.0123456789Ee".contains(&byte)
}

/// A comparison with an invalid version is false in Unleash too.
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
        return Err("a pattern that ignores the case of letters outside ASCII");
    }
    let pattern = format!("{}{text}", if ignore_case { "(?i)" } else { "" });
    match Pattern::parse(&pattern) {
        Ok(_) => Ok(text_test(attribute, "matches", Json::text(pattern))),
        // Unleash's engine rejects these too.
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
        // JavaScript reads no time from a text without digits. What it reads from other texts depends on the machine.
        None if value.text().is_some() && !text.bytes().any(|byte| byte.is_ascii_digit()) => Ok(constant(false)),
        None => Err("`value` is not a time with a time zone"),
    }
}
