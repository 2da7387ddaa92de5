//! The operators of a condition: tests of a value, of a list's items, or of the number of items.

use super::comparisons::{Subject, bound, compare, pattern, same, same_text, taken_as, version, within};
use super::{Part, Reader, values};
use crate::json::Json;
use crate::readers::write::{all, any, constant, known, not, test};
use burgee::context::json_text;
use burgee::document::{Kind, Node};

impl<'t> Reader<'t> {
    /// A value to compare with, or an object of operators.
    pub(super) fn value(&mut self, subject: &Subject<'t>, node: Node<'t>) -> Part<'t> {
        let plain = !matches!(node.kind(), Kind::Number) && !operators(node);
        match (subject, node.kind()) {
            (Subject::Size(_), _) if plain => {
                return Err((node, "a size is compared with something other than a number"));
            }
            (Subject::Item(_), Kind::Null | Kind::Array | Kind::Object) if plain => {
                return Err((node, "items of a list are compared with something other than a text, number or boolean"));
            }
            _ => {}
        }
        Ok(match node.kind() {
            Kind::String => same_text(subject, node.text().unwrap_or_default()),
            Kind::Number => subject.one("number", vec![("equals", Json::of(node))], values::number(node) == 0.0),
            kind @ (Kind::False | Kind::True) => taken_as(subject, kind == Kind::True),
            Kind::Null => subject.exists(false),
            _ if plain => subject.any("json", vec![("equals", Json::text(json_text(node)))], false),
            _ => return self.operators(subject, node),
        })
    }

    fn operators(&mut self, subject: &Subject<'t>, node: Node<'t>) -> Part<'t> {
        let mut parts = Vec::new();
        let mut bounds: Vec<(&'static str, Node<'t>)> = Vec::new();
        for member in node.members() {
            let name = bound(member.name);
            // An interval must be one test: a single item of a list must be in it.
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
                self.entire_value(path, name, node)?
            }
            "$nin" | "$nini" => constant(false),
            _ => {
                self.leave(node, format!("unknown operator `{name}`: it never holds, as in the SDK"));
                constant(false)
            }
        })
    }

    /// The operators that test an entire value.
    fn entire_value(&mut self, path: &'t str, name: &str, node: Node<'t>) -> Part<'t> {
        let of_type = |name: &'t str| test(path, [("as", Json::text("type")), ("equals", Json::text(name))]);
        match name {
            "$type" => {
                return Ok(match node.text() {
                    Some("null") => test(path, [("exists", Json::Bool(false))]),
                    Some(name @ ("string" | "number" | "boolean" | "array" | "object")) => of_type(name),
                    _ => constant(false),
                });
            }
            "$size" => {
                let size = self.value(&Subject::Size(path), node)?;
                // A value that is not a list has no size: a test does not hold, but the negation of one would.
                return Ok(if is_test(&size) { size } else { all([of_type("array"), size]) });
            }
            _ => {}
        }
        let mut parts = vec![of_type("array")];
        if name == "$elemMatch" {
            if !operators(node) {
                return Err((node, "conditions on members of a list's items"));
            }
            let condition = self.value(&Subject::Item(path), node)?;
            parts.push(some_item(path, condition).ok_or((node, "several conditions on one item of a list"))?);
        } else if node.kind() != Kind::Array {
            return Ok(constant(false));
        }
        for item in node.items() {
            let condition = match item.text().filter(|_| name == "$alli") {
                Some(text) => {
                    Subject::Item(path).any("lowercase", vec![("equals", Json::text(text.to_lowercase()))], false)
                }
                None => self.value(&Subject::Item(path), item)?,
            };
            parts.push(some_item(path, condition).ok_or((item, "several conditions on one item of a list"))?);
        }
        Ok(all(parts))
    }
}

/// Whether all members of an object are operators.
fn operators(node: Node<'_>) -> bool {
    node.members().next().is_some() && node.members().all(|member| member.name.starts_with('$'))
}

fn is_test(condition: &Json<'_>) -> bool {
    matches!(condition, Json::Object(members) if members.first().is_some_and(|(name, _)| name == "attribute"))
}

/// One item of a list passes; `None` if that needs several tests, because each test may find another item.
fn some_item<'t>(path: &'t str, condition: Json<'t>) -> Option<Json<'t>> {
    let filled = || test(path, [("as", Json::text("size")), ("gt", Json::number("0"))]);
    match known(&condition) {
        Some(false) => return Some(condition),
        Some(true) => return Some(filled()),
        None if is_test(&condition) => return Some(condition),
        None => {}
    }
    let Json::Object(mut members) = condition else { return None };
    match members.pop()? {
        (name, Json::Array(parts)) if name == "any" => {
            let parts: Option<Vec<_>> = parts.into_iter().map(|part| some_item(path, part)).collect();
            Some(any(parts?))
        }
        // One item does not pass: the list is not empty, and not all items pass.
        (name, Json::Object(mut inner)) if name == "not" => {
            inner.push(("items".into(), Json::text("all")));
            let every = Json::Object(inner);
            is_test(&every).then(|| all([filled(), not(every)]))
        }
        _ => None,
    }
}
