//! Translates targeting rules to conditions.

use super::decode::is_hash_of;
use super::{Fault, Reader, UNEXPECTED};
use crate::json::Json;
use crate::readers::regexp;
use crate::readers::write::{all, any, constant, not, test};
use burgee::document::{Kind, Node};
use burgee::literal::{dotted, number, semver::Version};
use std::borrow::Cow;

const OPERATORS: [&str; 9] = ["MATCHES", "NOT_MATCHES", "ONE_OF", "NOT_ONE_OF", "IS_NULL", "GTE", "GT", "LTE", "LT"];

/// Eppo's versions, a subset of those that `loose` accepts: all three numbers, and no capital `V`.
const VERSION: &str = r"^\s*v?\d+\.\d+\.\d";

/// The fields of a test without its attribute.
type Fields<'t> = Vec<(&'static str, Json<'t>)>;

/// The translation of one condition.
enum Part<'t> {
    Test(Json<'t>),
    /// If this holds for a user, evaluating the condition fails, and with it the flag.
    Fails(Json<'t>),
    /// Not known for which users it holds.
    Hidden,
}

/// The users of an allocation, and the users for whom this is not known: they get the caller's default.
pub(super) struct Audience<'t> {
    pub(super) inside: Json<'t>,
    pub(super) unsure: Json<'t>,
}

impl<'t> Reader<'t> {
    /// One of an allocation's rules holds; an allocation without rules is for everyone. Eppo evaluates rules in order
    /// until one holds, and all conditions of each evaluated rule.
    pub(super) fn audience(&mut self, allocation: Node<'t>) -> Result<Audience<'t>, Fault<'t>> {
        let rules = allocation.get("rules").filter(|rules| rules.kind() != Kind::Null);
        let Some(rules) = rules.filter(|rules| rules.kind() != Kind::Array || rules.items().next().is_some()) else {
            return Ok(Audience { inside: constant(true), unsure: constant(false) });
        };
        let (mut inside, mut unsure) = (Vec::new(), Vec::new());
        for rule in items(rules)? {
            let (mut parts, mut fails, mut hidden) = (Vec::new(), Vec::new(), false);
            for condition in items(rule.get("conditions").unwrap_or(rule))? {
                match self.condition(condition)? {
                    Part::Test(test) => push(&mut parts, test),
                    Part::Fails(test) => fails.push(test),
                    Part::Hidden => hidden = true,
                }
            }
            if hidden {
                fails.push(all(parts));
            } else if fails.is_empty() {
                inside.push(all(parts));
                continue;
            }
            unsure.push(all([not(any(inside.iter().cloned())), any(fails)]));
        }
        Ok(Audience { inside: any(inside), unsure: any(unsure) })
    }

    fn condition(&mut self, node: Node<'t>) -> Result<Part<'t>, Fault<'t>> {
        let Some(attribute) = self.attribute(node)? else { return Ok(Part::Hidden) };
        let written = node.get("operator").and_then(Node::text).unwrap_or_default();
        let known = |name: &&&str| if self.hashed { is_hash_of(written, name) } else { **name == written };
        let Some(operator) = OPERATORS.iter().find(known) else {
            self.leave(node, format!("the operator `{written}` is unknown: the condition never holds"));
            return Ok(Part::Test(constant(false)));
        };
        let value = node.get("value").unwrap_or(node);
        let (negated, operator) = match operator.strip_prefix("NOT_") {
            Some(rest) => (true, rest),
            None => (false, *operator),
        };
        let fields = match operator {
            "IS_NULL" => {
                return Ok(Part::Test(exists(&attribute, !node.get("value").is_some_and(|value| self.is_true(value)))));
            }
            "ONE_OF" if value.kind() == Kind::Array => self.one_of(value),
            "ONE_OF" => {
                self.leave(value, "not a list of values: users with this attribute get the caller's default");
                return Ok(Part::Fails(exists(&attribute, true)));
            }
            "MATCHES" => {
                let pattern = self.text(value).ok_or((value, UNEXPECTED))?;
                if let Err(reason) = regexp::javascript(&pattern) {
                    self.leave(value, format!("{reason}: users with this attribute get the caller's default"));
                    return Ok(Part::Fails(exists(&attribute, true)));
                }
                Some(vec![("as", Json::text("text")), ("matches", Json::String(pattern))])
            }
            _ => self.compared(operator, value)?,
        };
        Ok(Part::Test(match (fields, negated) {
            (Some(fields), _) => tested(&attribute, &fields, negated),
            (None, true) => exists(&attribute, true),
            (None, false) => constant(false),
        }))
    }

    /// The attribute's path; `None` if it is not known, which is reported.
    fn attribute(&mut self, node: Node<'t>) -> Result<Option<Cow<'t, str>>, Fault<'t>> {
        let Some(written) = node.get("attribute").and_then(Node::text) else { return Err((node, UNEXPECTED)) };
        let name = self.name(written).filter(|name| !dotted(name.as_bytes()).any(<[u8]>::is_empty));
        match name.as_deref() {
            None => {
                let reason = "the attribute is not known, and users who may pass get the caller's default";
                self.leave(
                    node,
                    format!(
                        "`{written}` is not the name of an attribute, or `names` has no name with this hash: {reason}"
                    ),
                );
            }
            Some(own @ ("emailDomain" | "targetingKey")) => {
                self.leave(node, format!("Burgee adds `{own}` to users: it exists where it was missing before"));
            }
            Some(_) => {}
        }
        Ok(name)
    }

    fn is_true(&self, value: Node<'t>) -> bool {
        match value.kind() {
            Kind::String if self.hashed => is_hash_of(value.text().unwrap_or_default(), "true"),
            _ if self.hashed => false,
            Kind::String => value.text() != Some(""),
            Kind::Number => number::read(value.source()) != Some(0.0),
            kind => !matches!(kind, Kind::False | Kind::Null),
        }
    }

    /// Equality with one of these texts; `None` if there are none. Values other than strings equal no text.
    fn one_of(&self, value: Node<'t>) -> Option<Fields<'t>> {
        let is_hash = |text: &&str| text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let texts: Vec<_> = value.items().filter_map(Node::text).filter(|text| !self.hashed || is_hash(text)).collect();
        let mut fields = Vec::new();
        if self.hashed || texts.iter().any(|text| is_scalar(text)) {
            fields.push(("as", Json::text("text")));
        }
        let list = texts.iter().map(|text| Json::text(*text)).collect::<Vec<_>>();
        fields.push((if self.hashed { "md5" } else { "in" }, Json::Array(list)));
        (!texts.is_empty()).then_some(fields)
    }

    /// A comparison of versions if the operand is a version, else of numbers; `None` if it is neither.
    fn compared(&mut self, operator: &str, value: Node<'t>) -> Result<Option<Fields<'t>>, Fault<'t>> {
        let number = value.number().filter(|_| !self.hashed).map(Cow::from);
        let operand = number.or_else(|| self.text(value)).ok_or((value, UNEXPECTED))?;
        let (field, sign) = match operator {
            "GTE" => ("gte", ">="),
            "GT" => ("gt", ">"),
            "LTE" => ("lte", "<="),
            _ => ("lt", "<"),
        };
        if let Some(version) = version(&operand) {
            let range = Json::text(format!("{sign}{version}"));
            return Ok(Some(vec![("semver", range), ("loose", Json::Bool(true)), ("matches", Json::text(VERSION))]));
        }
        let Some(number) = number::read(&operand) else {
            self.leave(value, "not a number or a version: the condition never holds");
            return Ok(None);
        };
        Ok(Some(vec![("as", Json::text("number")), (field, Json::number(number::written(number)))]))
    }
}

fn items(list: Node<'_>) -> Result<burgee::document::Items<'_>, Fault<'_>> {
    if list.kind() == Kind::Array { Ok(list.items()) } else { Err((list, UNEXPECTED)) }
}

/// Adds a test. Two bounds of one attribute become one test: `{ "gte": 10, "lt": 20 }`, `{ "semver": ">=1.2.0 <2.0.0"
/// }`.
fn push<'t>(parts: &mut Vec<Json<'t>>, test: Json<'t>) {
    let Json::Object(more) = &test else { return parts.push(test) };
    for part in parts.iter_mut() {
        let Json::Object(known) = part else { continue };
        match (known.as_mut_slice(), more.as_slice()) {
            ([of, (name, Json::String(range)), ..], [same, (again, Json::String(other)), ..])
                if of == same && name == "semver" && again == name =>
            {
                *range = format!("{range} {other}").into();
                return;
            }
            ([of, view, (bound, _)], [same, alike, other])
                if of == same && view == alike && opposed(bound, &other.0) =>
            {
                known.push(other.clone());
                return;
            }
            _ => {}
        }
    }
    parts.push(test);
}

/// Whether one is a lower and the other an upper bound.
fn opposed(bound: &str, other: &str) -> bool {
    let first = |name: &str| name.bytes().next();
    matches!((first(bound), first(other)), (Some(b'g'), Some(b'l')) | (Some(b'l'), Some(b'g')))
}

/// Whether a number or a boolean has this text.
fn is_scalar(text: &str) -> bool {
    matches!(text, "true" | "false") || number::read(text).is_some_and(|number| number::written(number) == text)
}

/// A version that npm's `semver` accepts, without spaces and `v` around it.
fn version(text: &str) -> Option<&str> {
    let text = text.trim();
    let text = text.strip_prefix('v').unwrap_or(text);
    Version::parse(text).map(|_| text)
}

/// A test that does not hold for a missing attribute, even if it is negated. For a missing `id` the subject key is
/// tested.
fn tested<'t>(attribute: &Cow<'t, str>, fields: &Fields<'t>, negated: bool) -> Json<'t> {
    let of = |attribute: Cow<'t, str>| {
        let missing = negated.then_some(("missing", Json::Bool(true)));
        let test = test(attribute, fields.iter().cloned().chain(missing));
        if negated { not(test) } else { test }
    };
    if attribute != "id" {
        return of(attribute.clone());
    }
    any([of(attribute.clone()), all([exists_at("id", false), of("targetingKey".into())])])
}

/// Whether an attribute exists; the subject key replaces `id`.
fn exists<'t>(attribute: &Cow<'t, str>, holds: bool) -> Json<'t> {
    if attribute != "id" {
        return exists_at(attribute.clone(), holds);
    }
    let either = any([exists_at("id", true), exists_at("targetingKey", true)]);
    if holds { either } else { not(either) }
}

fn exists_at<'t>(attribute: impl Into<Cow<'t, str>>, holds: bool) -> Json<'t> {
    test(attribute, [("exists", Json::Bool(holds))])
}
