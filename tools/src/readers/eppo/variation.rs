//! Translates variations to variants.

use super::{Fault, Reader, UNEXPECTED};
use crate::error::parse;
use crate::json::Json;
use crate::readers::write::Members;
use burgee::document::{Kind, Node};
use burgee::literal::{decimal, number};
use std::borrow::Cow;

impl<'t> Reader<'t> {
    /// The variations with a value of the flag's type.
    pub(super) fn variations(&mut self, kind: &str, flag: Node<'t>) -> Result<Members<'t>, Fault<'t>> {
        let mut variants: Members<'t> = Vec::new();
        for member in flag.get("variations").into_iter().flat_map(Node::members) {
            let node = member.node;
            let name =
                if self.hashed { node.get("key").and_then(|key| self.text(key)) } else { Some(member.name.into()) };
            let Some(name) = name.filter(|name| !name.is_empty()) else { return Err((node, UNEXPECTED)) };
            let value = node.get("value").unwrap_or(node);
            variants.retain(|(known, _)| *known != name);
            match self.value(kind, value) {
                Some(value) => variants.push((name, value)),
                None => self
                    .leave(value, "not a value of the flag's type: users with this variation get the caller's default"),
            }
        }
        Ok(variants)
    }

    fn value(&self, kind: &str, node: Node<'t>) -> Option<Json<'t>> {
        match kind {
            "BOOLEAN" if self.hashed => Some(Json::Bool(self.text(node)? == "true")),
            "BOOLEAN" => node.boolean().map(Json::Bool),
            "STRING" => self.text(node).map(Json::String),
            "JSON" => match node.kind() {
                Kind::Object | Kind::Array if !self.hashed => Some(Json::of(node)),
                _ => json(&self.text(node)?),
            },
            "INTEGER" | "NUMERIC" => {
                self.number(node).filter(|text| kind == "NUMERIC" || is_integer(text)).map(Json::Number)
            }
            _ => None,
        }
    }

    fn number(&self, node: Node<'t>) -> Option<Cow<'t, str>> {
        if self.hashed {
            return Some(number::written(number::read(&self.text(node)?)?).into());
        }
        let text = node.number()?;
        decimal::parse(text).map(|_| text.into())
    }
}

/// Whether a number has no fraction. Numbers of 2^53 and more have none.
fn is_integer(text: &str) -> bool {
    decimal::parse(text).is_some_and(|number| number.abs() >= (1_u64 << 53) as f64 || (number as i64) as f64 == number)
}

/// The value of JSON text; `null` counts as no value.
fn json(text: &str) -> Option<Json<'static>> {
    let document = parse(text).ok()?;
    let root = document.root();
    let finite = root.number().is_none_or(|number| decimal::parse(number).is_some());
    (finite && root.kind() != Kind::Null).then(|| Json::of(root).into_owned())
}
