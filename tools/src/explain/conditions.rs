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
        let Some(node) = self.node_of(address) else { return outcome(result).into() };
        let attribute = text_of(node, "attribute").unwrap_or("targetingKey");
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

/// The operators of a test. A plain list of units has none.
fn operators(node: Node<'_>) -> String {
    if node.kind() != Kind::Object {
        return " in the list".into();
    }
    let mut text = String::new();
    for member in node.members().filter(|member| member.name != "attribute") {
        text.push_str(&format!(" {} {}", member.name, Json::of(member.node).print_on_one_line()));
    }
    text
}

/// The node that starts at an offset.
fn node_at(mut node: Node<'_>, offset: u32) -> Option<Node<'_>> {
    while node.start() != offset {
        let mut parts = node.items().chain(node.members().map(|member| member.node));
        node = parts.find(|part| part.start() <= offset && offset < part.end())?;
    }
    Some(node)
}
