//! Where in a document an offset is, as a person writes it.
//!
//! Nodes carry only their span. A path is worked out when a message needs one, by walking down to the offset: nothing
//! that reads a document has to carry its place along.

use super::{Node, Value};
use alloc::string::String;

/// The path of the node at an offset: `flags.checkout_flow.rules[0]`; empty for the root. An offset inside a node that
/// has no children there gives the path of that node.
#[must_use]
pub fn path_at(root: &Node<'_>, at: u32) -> String {
    let mut path = String::new();
    let mut node = root;
    while let Some(child) = step(node, at, &mut path) {
        node = child;
    }
    path
}

/// The child of `node` that has the offset, and its name behind the path.
fn step<'d, 'n>(node: &'d Node<'n>, at: u32, path: &mut String) -> Option<&'d Node<'n>> {
    match &node.value {
        Value::Array(items) => {
            let index = items.partition_point(|item| item.end <= at);
            let item = items.get(index).filter(|item| item.start <= at)?;
            path.push('[');
            crate::digits::push(path, index as u64);
            path.push(']');
            Some(item)
        }
        Value::Object(members) => {
            let member = members.get(members.partition_point(|m| m.node.end <= at)).filter(|m| m.start <= at)?;
            push_name(path, &member.name);
            Some(&member.node)
        }
        _ => None,
    }
}

/// Names that are not plain words are quoted, so that `a.b` is never taken for two steps.
fn push_name(path: &mut String, name: &str) {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if !name.is_empty() && name.bytes().all(plain) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    } else {
        path.push_str("[\"");
        path.push_str(name);
        path.push_str("\"]");
    }
}
