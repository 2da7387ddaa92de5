//! Tests of one value with JavaScript's comparisons. JavaScript compares a missing attribute as `null`. The result of
//! that is known here, and becomes `missing`.

use super::{Part, values};
use crate::json::Json;
use crate::readers::regexp;
use crate::readers::write::{any, constant, not, test};
use burgee::document::{Kind, Node};
use burgee::literal::number::written;
use burgee::literal::pattern::{Pattern, Scratch};
use burgee::literal::sortable::sortable;

/// What is tested, with the path of the attribute.
pub(super) enum Subject<'t> {
    /// The value.
    Value(&'t str),
    /// An item of a list.
    Item(&'t str),
    /// The number of items of a list.
    Size(&'t str),
}

impl<'t> Subject<'t> {
    fn path(&self) -> &'t str {
        let (Subject::Value(path) | Subject::Item(path) | Subject::Size(path)) = self;
        path
    }

    /// A test of the value, or of each item of a list.
    pub(super) fn any(&self, convert: &'static str, fields: Vec<(&'static str, Json<'t>)>, missing: bool) -> Json<'t> {
        let convert = if let Subject::Size(_) = self { "size" } else { convert };
        let convert = (!convert.is_empty()).then(|| ("as", Json::text(convert)));
        let missing = (missing && matches!(self, Subject::Value(_))).then_some(("missing", Json::Bool(true)));
        test(self.path(), convert.into_iter().chain(fields).chain(missing))
    }

    /// A test of a value that is not a list.
    pub(super) fn one(
        &self,
        convert: &'static str,
        mut fields: Vec<(&'static str, Json<'t>)>,
        missing: bool,
    ) -> Json<'t> {
        if let Subject::Value(_) = self {
            fields.insert(0, ("items", Json::text("none")));
        }
        self.any(convert, fields, missing)
    }

    pub(super) fn exists(&self, wanted: bool) -> Json<'t> {
        match self {
            Subject::Value(path) => test(*path, [("exists", Json::Bool(wanted))]),
            _ => constant(wanted),
        }
    }

    /// The value, or an item of it, is one of these.
    pub(super) fn one_of(&self, convert: &'static str, values: &[Node<'t>]) -> Json<'t> {
        let scalar = |node: &&Node<'t>| !matches!(node.kind(), Kind::Null | Kind::Array | Kind::Object);
        let read = |node: &Node<'t>| match node.text() {
            Some(text) if !convert.is_empty() => Json::text(text.to_lowercase()),
            _ => Json::of(*node),
        };
        let missing = values.iter().any(|node| node.kind() == Kind::Null);
        let scalars: Vec<Json<'t>> = values.iter().filter(scalar).map(read).collect();
        match (scalars.is_empty(), missing) {
            (false, _) => self.any(convert, vec![("in", Json::Array(scalars))], missing),
            (true, true) => self.exists(false),
            (true, false) => constant(false),
        }
    }
}

pub(super) fn bound(name: &str) -> &'static str {
    ["gte", "gt", "lte", "lt"].into_iter().find(|bound| name.strip_prefix('$') == Some(bound)).unwrap_or_default()
}

pub(super) fn holds(bound: &str, left: f64, right: f64) -> bool {
    match bound {
        "gt" => left > right,
        "gte" => left >= right,
        "lt" => left < right,
        _ => left <= right,
    }
}

/// `value + "" === text`
pub(super) fn same_text<'t>(subject: &Subject<'t>, text: &'t str) -> Json<'t> {
    let number = text.starts_with(|first: char| first.is_ascii_digit() || first == '-') || text == "Infinity";
    let convert = if number || text == "true" || text == "false" { "text" } else { "" };
    subject.one(convert, vec![("equals", Json::text(text))], text == "null")
}

/// A truthy or a falsy value. A missing value is neither.
pub(super) fn taken_as<'t>(subject: &Subject<'t>, truth: bool) -> Json<'t> {
    if let Subject::Value(_) = subject {
        return subject.any("boolean", vec![("equals", Json::Bool(truth))], false);
    }
    let values = vec![Json::Bool(false), Json::number("0"), Json::text("")];
    let falsy = subject.one("", vec![("in", Json::Array(values))], truth);
    if truth { not(falsy) } else { falsy }
}

/// `value === operand`: a list or an object never equals another.
pub(super) fn same<'t>(subject: &Subject<'t>, node: Node<'t>) -> Json<'t> {
    match node.kind() {
        Kind::Null => subject.exists(false),
        Kind::Array | Kind::Object => constant(false),
        _ => subject.one("", vec![("equals", Json::of(node))], false),
    }
}

/// Numbers, and values that convert to numbers, between bounds that are numbers or convert to numbers.
pub(super) fn within<'t>(subject: &Subject<'t>, bounds: &[(&'static str, Node<'t>)]) -> Json<'t> {
    let missing = bounds.iter().all(|(name, node)| holds(name, 0.0, values::number(*node)));
    let bound = |(name, node): &(&'static str, Node<'t>)| {
        let number = match node.kind() {
            Kind::Number => Json::of(*node),
            kind => Json::number(if kind == Kind::True { "1" } else { "0" }),
        };
        (*name, number)
    };
    subject.one("number", bounds.iter().map(bound).collect(), missing)
}

/// A bound that is a text: texts are compared with it as texts, other values with its number.
pub(super) fn compare<'t>(subject: &Subject<'t>, name: &'static str, node: Node<'t>) -> Part<'t> {
    let text = match (node.text(), subject) {
        (Some(text), Subject::Value(_) | Subject::Item(_)) => text,
        (None, _) if !matches!(node.kind(), Kind::Array | Kind::Object) => return Ok(within(subject, &[(name, node)])),
        _ => return Err((node, "a bound is not a number or a text")),
    };
    let number = values::number(node);
    let missing = holds(name, 0.0, number);
    let texts = subject.one("", vec![(name, Json::text(text))], missing);
    if number.is_nan() {
        return Ok(texts);
    }
    let numbers = subject.one("", vec![(name, Json::number(written(number)))], false);
    let mut parts = vec![texts, numbers];
    for (value, as_number) in [(false, 0.0), (true, 1.0)] {
        if holds(name, as_number, number) {
            parts.push(subject.one("", vec![("equals", Json::Bool(value))], false));
        }
    }
    Ok(any(parts))
}

/// Padded versions, compared as texts. A value that is not a version counts as `0`.
pub(super) fn version<'t>(subject: &Subject<'t>, name: &'static str, node: Node<'t>) -> Json<'t> {
    let text = node.text().filter(|text| !text.is_empty()).or(node.number()).unwrap_or("0");
    let (zero, padded) = (sortable("0"), sortable(text));
    let none = match name {
        "equals" => zero == padded,
        "lt" => zero < padded,
        "lte" => zero <= padded,
        "gt" => zero > padded,
        _ => zero >= padded,
    };
    let mut fields = vec![(name, Json::text(text))];
    if none {
        fields.push(("mismatch", Json::Bool(true)));
    }
    subject.one("version", fields, none)
}

pub(super) fn pattern<'t>(subject: &Subject<'t>, node: Node<'t>, flags: &str) -> Part<'t> {
    let Some(text) = node.text() else { return Err((node, "a pattern is not a text")) };
    regexp::javascript(text).map_err(|reason| (node, reason))?;
    if !flags.is_empty() && !text.is_ascii() {
        return Err((node, "a pattern that ignores the case of letters outside ASCII"));
    }
    let pattern = format!("{flags}{text}");
    let read = Pattern::parse(&pattern).map_err(|error| (node, error.message))?;
    // The SDK converts all values to text: a missing attribute is `null`.
    let missing = read.is_match("null", &mut Scratch::default());
    let fields = vec![("matches", Json::text(pattern))];
    // The SDK converts a list to one text, with commas between the items.
    let anchored = text.contains(['^', '$']);
    Ok(if anchored { subject.one("text", fields, missing) } else { subject.any("text", fields, missing) })
}
