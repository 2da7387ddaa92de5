//! What a condition asks of one value, as JavaScript compares. A missing attribute is `null` there, which is compared
//! too: what comes of it is known here already, and said by `missing`.

use super::{Part, Reader, values};
use crate::document::{Kind, Node, Tree};
use crate::literal::number::written;
use crate::literal::pattern::{Pattern, Scratch};
use crate::literal::sortable::sortable;
use crate::pack::json;
use crate::readers::regexp;
use crate::readers::write::{all, any, constant, known, not, test};
use alloc::{format, vec, vec::Vec};

/// What is asked, by the path of its attribute.
pub(super) enum Subject<'t> {
    /// The value.
    Value(&'t str),
    /// Some item of a list.
    Item(&'t str),
    /// How many items a list has.
    Size(&'t str),
}

impl<'t> Subject<'t> {
    fn path(&self) -> &'t str {
        let (Subject::Value(path) | Subject::Item(path) | Subject::Size(path)) = self;
        path
    }

    /// A test, of each item where the value is a list.
    fn any(&self, convert: &'static str, fields: Vec<(&'static str, Tree<'t>)>, missing: bool) -> Tree<'t> {
        let convert = if let Subject::Size(_) = self { "size" } else { convert };
        let convert = (!convert.is_empty()).then(|| ("as", Tree::text(convert)));
        let missing = (missing && matches!(self, Subject::Value(_))).then_some(("missing", Tree::Bool(true)));
        test(self.path(), convert.into_iter().chain(fields).chain(missing))
    }

    /// A test of a value that is no list.
    fn one(&self, convert: &'static str, mut fields: Vec<(&'static str, Tree<'t>)>, missing: bool) -> Tree<'t> {
        if let Subject::Value(_) = self {
            fields.insert(0, ("items", Tree::text("none")));
        }
        self.any(convert, fields, missing)
    }

    fn exists(&self, wanted: bool) -> Tree<'t> {
        match self {
            Subject::Value(path) => test(*path, [("exists", Tree::Bool(wanted))]),
            _ => constant(wanted),
        }
    }

    /// That the value, or an item of it, is one of these.
    pub(super) fn one_of(&self, convert: &'static str, values: &[Node<'t>]) -> Tree<'t> {
        let scalar = |node: &&Node<'t>| !matches!(node.kind(), Kind::Null | Kind::Array | Kind::Object);
        let read = |node: &Node<'t>| match node.text() {
            Some(text) if !convert.is_empty() => Tree::text(text.to_lowercase()),
            _ => Tree::of(*node),
        };
        let missing = values.iter().any(|node| node.kind() == Kind::Null);
        let scalars: Vec<Tree<'t>> = values.iter().filter(scalar).map(read).collect();
        match (scalars.is_empty(), missing) {
            (false, _) => self.any(convert, vec![("in", Tree::Array(scalars))], missing),
            (true, true) => self.exists(false),
            (true, false) => constant(false),
        }
    }
}

impl<'t> Reader<'t> {
    /// A value that is compared, or an object of operators.
    pub(super) fn value(&mut self, subject: &Subject<'t>, node: Node<'t>) -> Part<'t> {
        let plain = !matches!(node.kind(), Kind::Number) && !operators(node);
        match (subject, node.kind()) {
            (Subject::Size(_), _) if plain => return Err((node, "a size that is compared with no number")),
            (Subject::Item(_), Kind::Null | Kind::Array | Kind::Object) if plain => {
                return Err((node, "items of a list that are compared with no text, number or boolean"));
            }
            _ => {}
        }
        Ok(match node.kind() {
            Kind::String => same_text(subject, node.text().unwrap_or_default()),
            Kind::Number => subject.one("number", vec![("equals", Tree::of(node))], values::number(node) == 0.0),
            Kind::False => falsy(subject, false),
            Kind::True => not(falsy(subject, true)),
            Kind::Null => subject.exists(false),
            _ if plain => subject.any("json", vec![("equals", Tree::text(json(node)))], false),
            _ => return self.operators(subject, node),
        })
    }

    fn operators(&mut self, subject: &Subject<'t>, node: Node<'t>) -> Part<'t> {
        let mut parts = Vec::new();
        let mut bounds: Vec<(&'static str, Node<'t>)> = Vec::new();
        for member in node.members() {
            let name = bound(member.name);
            // One interval is one test: a single item of a list has to be in it.
            let free = !bounds.iter().any(|(known, _)| known.get(..1) == name.get(..1));
            match member.node.kind() {
                Kind::Null | Kind::False | Kind::True | Kind::Number if !name.is_empty() && free => {
                    bounds.push((name, member.node));
                }
                _ => parts.push(self.operator(subject, member.name, member.node)?),
            }
        }
        if !bounds.is_empty() {
            parts.push(within(subject, &bounds));
        }
        Ok(all(parts))
    }

    fn operator(&mut self, subject: &Subject<'t>, name: &'t str, node: Node<'t>) -> Part<'t> {
        let list: Vec<Node<'t>> = node.items().collect();
        let is_list = node.kind() == Kind::Array;
        Ok(match name {
            "$eq" => same(subject, node),
            "$ne" => not(same(subject, node)),
            "$lt" | "$lte" | "$gt" | "$gte" => compare(subject, bound(name), node)?,
            "$veq" => version(subject, "equals", node),
            "$vne" => not(version(subject, "equals", node)),
            "$vlt" => version(subject, "lt", node),
            "$vlte" => version(subject, "lte", node),
            "$vgt" => version(subject, "gt", node),
            "$vgte" => version(subject, "gte", node),
            "$exists" => subject.exists(values::truthy(node)),
            "$in" => subject.one_of("", &list),
            "$ini" => subject.one_of("lowercase", &list),
            "$nin" if is_list => not(subject.one_of("", &list)),
            "$nini" if is_list => not(subject.one_of("lowercase", &list)),
            "$inGroup" => self.in_group(subject, node, node.text().unwrap_or_default())?,
            "$notInGroup" => match self.list_of(node.text().unwrap_or_default()) {
                Some(_) => not(self.in_group(subject, node, node.text().unwrap_or_default())?),
                None => constant(false),
            },
            "$not" => not(self.value(subject, node)?),
            "$regex" => pattern(subject, node, "")?,
            "$regexi" => pattern(subject, node, "(?i)")?,
            "$type" | "$size" | "$elemMatch" | "$all" | "$alli" => {
                let Subject::Value(path) = *subject else { return Err((node, "an operator within a list")) };
                self.whole(path, name, node)?
            }
            "$nin" | "$nini" => constant(false),
            _ => {
                self.leave(node, format!("the SDK knows no operator `{name}`: nothing passes it, as there"));
                constant(false)
            }
        })
    }

    /// The operators that look at a value as a whole.
    fn whole(&mut self, path: &'t str, name: &str, node: Node<'t>) -> Part<'t> {
        let of_type = |name: &'t str| test(path, [("as", Tree::text("type")), ("equals", Tree::text(name))]);
        match name {
            "$type" => {
                return Ok(match node.text() {
                    Some("null") => test(path, [("exists", Tree::Bool(false))]),
                    Some(name @ ("string" | "number" | "boolean" | "array" | "object")) => of_type(name),
                    _ => constant(false),
                });
            }
            "$size" => {
                let size = self.value(&Subject::Size(path), node)?;
                // What is no list has no size: a test does not pass then, while the contrary of one would.
                return Ok(if is_test(&size) { size } else { all([of_type("array"), size]) });
            }
            _ => {}
        }
        let mut parts = vec![of_type("array")];
        if name == "$elemMatch" {
            if !operators(node) {
                return Err((node, "conditions on what is inside of a list's items"));
            }
            let condition = self.value(&Subject::Item(path), node)?;
            parts.push(some_item(path, condition).ok_or((node, "several conditions on one item of a list"))?);
        } else if node.kind() != Kind::Array {
            return Ok(constant(false));
        }
        for item in node.items() {
            let condition = match item.text().filter(|_| name == "$alli") {
                Some(text) => {
                    Subject::Item(path).any("lowercase", vec![("equals", Tree::text(text.to_lowercase()))], false)
                }
                None => self.value(&Subject::Item(path), item)?,
            };
            parts.push(some_item(path, condition).ok_or((item, "several conditions on one item of a list"))?);
        }
        Ok(all(parts))
    }
}

/// Whether an object has operators and nothing else.
fn operators(node: Node<'_>) -> bool {
    node.members().next().is_some() && node.members().all(|member| member.name.starts_with('$'))
}

fn bound(name: &str) -> &'static str {
    ["gte", "gt", "lte", "lt"].into_iter().find(|bound| name.strip_prefix('$') == Some(bound)).unwrap_or_default()
}

fn holds(bound: &str, left: f64, right: f64) -> bool {
    match bound {
        "gt" => left > right,
        "gte" => left >= right,
        "lt" => left < right,
        _ => left <= right,
    }
}

fn is_test(condition: &Tree<'_>) -> bool {
    matches!(condition, Tree::Object(members) if members.first().is_some_and(|(name, _)| name == "attribute"))
}

/// Some item of a list passes; `None` where our tests, each of which looks for an item of its own, can't say so.
fn some_item<'t>(path: &'t str, condition: Tree<'t>) -> Option<Tree<'t>> {
    let filled = || test(path, [("as", Tree::text("size")), ("gt", Tree::number("0"))]);
    match known(&condition) {
        Some(false) => return Some(condition),
        Some(true) => return Some(filled()),
        None if is_test(&condition) => return Some(condition),
        None => {}
    }
    let Tree::Object(mut members) = condition else { return None };
    match members.pop()? {
        (name, Tree::Array(parts)) if name == "any" => {
            let parts: Option<Vec<_>> = parts.into_iter().map(|part| some_item(path, part)).collect();
            Some(any(parts?))
        }
        // Some item does not pass: not every item passes, and there is one.
        (name, Tree::Object(mut inner)) if name == "not" => {
            inner.push(("items".into(), Tree::text("all")));
            let every = Tree::Object(inner);
            is_test(&every).then(|| all([filled(), not(every)]))
        }
        _ => None,
    }
}

/// `value + "" === text`
fn same_text<'t>(subject: &Subject<'t>, text: &'t str) -> Tree<'t> {
    let number = text.starts_with(|first: char| first.is_ascii_digit() || first == '-') || text == "Infinity";
    let convert = if number || text == "true" || text == "false" { "text" } else { "" };
    subject.one(convert, vec![("equals", Tree::text(text))], text == "null")
}

/// A value that JavaScript takes as false.
fn falsy<'t>(subject: &Subject<'t>, missing: bool) -> Tree<'t> {
    let values = vec![Tree::Bool(false), Tree::number("0"), Tree::text("")];
    subject.one("", vec![("in", Tree::Array(values))], missing)
}

/// `value === operand`: no two lists or objects are the same.
fn same<'t>(subject: &Subject<'t>, node: Node<'t>) -> Tree<'t> {
    match node.kind() {
        Kind::Null => subject.exists(false),
        Kind::Array | Kind::Object => constant(false),
        _ => subject.one("", vec![("equals", Tree::of(node))], false),
    }
}

/// Numbers, and what becomes one, within bounds that are numbers, or become one.
fn within<'t>(subject: &Subject<'t>, bounds: &[(&'static str, Node<'t>)]) -> Tree<'t> {
    let missing = bounds.iter().all(|(name, node)| holds(name, 0.0, values::number(*node)));
    let bound = |(name, node): &(&'static str, Node<'t>)| {
        let number = match node.kind() {
            Kind::Number => Tree::of(*node),
            kind => Tree::number(if kind == Kind::True { "1" } else { "0" }),
        };
        (*name, number)
    };
    subject.one("number", bounds.iter().map(bound).collect(), missing)
}

/// A bound that is a text: texts are compared with it as texts, and all else with the number that it is.
fn compare<'t>(subject: &Subject<'t>, name: &'static str, node: Node<'t>) -> Part<'t> {
    let text = match (node.text(), subject) {
        (Some(text), Subject::Value(_) | Subject::Item(_)) => text,
        (None, _) if !matches!(node.kind(), Kind::Array | Kind::Object) => return Ok(within(subject, &[(name, node)])),
        _ => return Err((node, "a bound that is no number or text")),
    };
    let number = values::number(node);
    let missing = holds(name, 0.0, number);
    let texts = subject.one("", vec![(name, Tree::text(text))], missing);
    if number.is_nan() {
        return Ok(texts);
    }
    let numbers = subject.one("", vec![(name, Tree::number(written(number)))], false);
    let mut parts = vec![texts, numbers];
    for (value, as_number) in [(false, 0.0), (true, 1.0)] {
        if holds(name, as_number, number) {
            parts.push(subject.one("", vec![("equals", Tree::Bool(value))], false));
        }
    }
    Ok(any(parts))
}

/// Padded version texts, compared as texts; what is no version counts as `0`.
fn version<'t>(subject: &Subject<'t>, name: &'static str, node: Node<'t>) -> Tree<'t> {
    let text = node.text().filter(|text| !text.is_empty()).or(node.number()).unwrap_or("0");
    let (zero, padded) = (sortable("0"), sortable(text));
    let none = match name {
        "equals" => zero == padded,
        "lt" => zero < padded,
        "lte" => zero <= padded,
        "gt" => zero > padded,
        _ => zero >= padded,
    };
    let mut fields = vec![(name, Tree::text(text))];
    if none {
        fields.push(("mismatch", Tree::Bool(true)));
    }
    subject.one("version", fields, none)
}

fn pattern<'t>(subject: &Subject<'t>, node: Node<'t>, flags: &str) -> Part<'t> {
    let Some(text) = node.text() else { return Err((node, "a pattern that is no text")) };
    regexp::javascript(text).map_err(|reason| (node, reason))?;
    if !flags.is_empty() && !text.is_ascii() {
        return Err((node, "a pattern that ignores the case of other letters than ASCII"));
    }
    let pattern = format!("{flags}{text}");
    let read = Pattern::parse(&pattern).map_err(|error| (node, error.message))?;
    // The SDK makes a text of anything: a missing attribute is `null`.
    let missing = read.is_match("null", &mut Scratch::default());
    let fields = vec![("matches", Tree::text(pattern))];
    // A list is one text there, with commas between its items.
    let anchored = text.contains(['^', '$']);
    Ok(if anchored { subject.one("text", fields, missing) } else { subject.any("text", fields, missing) })
}
