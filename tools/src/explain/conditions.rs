//! Lines for conditions: what is written, the result, and the value that was tested.

use super::Case;
use super::names::outcome;
use crate::json::Json;
use crate::nodes::text_of;
use burgee::context::text_at;
use burgee::document::{Kind, Node};
use burgee::evaluate::decision::Decision;
use burgee::literal::date;
use burgee::program::Outcome;

impl<'c> Case<'c> {
    /// A test of an attribute.
    pub(super) fn test(&self, address: u32, result: Outcome) -> String {
        let Some(offset) = self.source_map.written_at(address) else { return outcome(result).into() };
        let (test, node) = test_at(self.document.root(), offset);
        let attribute = test.and_then(|test| text_of(test, "attribute")).unwrap_or("targetingKey");
        let value = text_at(self.attributes, attribute).unwrap_or_else(|| "missing".into());
        format!("{attribute}{} {}: it is {value}", operators(node), outcome(result))
    }

    /// The node of a condition, by its address in the program.
    fn node_of(&self, address: u32) -> Option<Node<'c>> {
        node_at(self.document.root(), self.source_map.written_at(address)?)
    }

    /// A condition on the unit's position.
    pub(super) fn bucket_condition(&self, address: u32, position: Option<u32>, inside: bool) -> String {
        let found = position.map(|position| format!("the unit is at position {position}"));
        self.built_in("bucket", address, inside, &found.unwrap_or_else(|| "no unit to hash".into()))
    }

    /// A condition on the present time.
    pub(super) fn now_condition(&self, address: u32, holds: bool) -> String {
        self.built_in("now", address, holds, &format!("it is {}", date::format(self.now)))
    }

    fn built_in(&self, name: &str, address: u32, holds: bool, found: &str) -> String {
        let written = self.node_of(address).map_or_else(String::new, |node| Json::of(node).print_on_one_line());
        format!("{name} {written} {}: {found}", outcome(holds.into()))
    }

    pub(super) fn flag_result(&self, index: u32, decision: &Decision, holds: bool) -> String {
        let flag = self.model.flag(index);
        let served = flag.and_then(|flag| flag.variant(self.document, decision.variant()?));
        let served = served.map_or("the caller's default", Node::name);
        let result = if holds { "as required" } else { "not as required" };
        format!("flag {} serves {served}: {result}", self.name("flags", index))
    }
}

/// The operators of a test. An operand of `containsAll` is a test of its own; a plain list of units has no operator.
fn operators(node: Node<'_>) -> String {
    match node.kind() {
        Kind::Object => {}
        Kind::Array => return " in the list".into(),
        _ => return format!(" contains {}", node.source()),
    }
    let mut text = String::new();
    for member in node.members().filter(|member| member.name != "attribute") {
        text.push_str(&format!(" {} {}", member.name, Json::of(member.node).print_on_one_line()));
    }
    text
}

/// The node at an offset, and the test of an attribute that it is or belongs to.
fn test_at(root: Node<'_>, offset: u32) -> (Option<Node<'_>>, Node<'_>) {
    let (mut node, mut test) = (root, None);
    loop {
        if node.get("attribute").is_some() {
            test = Some(node);
        }
        let mut parts = node.items().chain(node.members().map(|member| member.node));
        match parts.find(|part| part.start() <= offset && offset < part.end()) {
            Some(part) if node.start() != offset => node = part,
            _ => return (test, node),
        }
    }
}

/// The node that starts at an offset.
fn node_at(mut node: Node<'_>, offset: u32) -> Option<Node<'_>> {
    while node.start() != offset {
        let mut parts = node.items().chain(node.members().map(|member| member.node));
        node = parts.find(|part| part.start() <= offset && offset < part.end())?;
    }
    Some(node)
}
