//! Paths in a document.
//!
//! Nodes only have their span. A path is computed when a message needs one, by walking down to an offset, so that code
//! that reads a document does not have to track it.

use super::{Document, Kind, Node};
use alloc::string::String;

impl Document {
    /// The path of the innermost node at an offset: `flags.checkout_flow.rules[0]`; empty for the root.
    #[must_use]
    pub fn path_at(&self, at: u32) -> String {
        let mut path = String::new();
        let mut node = self.root();
        while let Some(part) = step(node, at, &mut path) {
            node = part;
        }
        path
    }
}

/// The part of `node` at an offset; appends its name to the path.
fn step<'d>(node: Node<'d>, at: u32, path: &mut String) -> Option<Node<'d>> {
    if node.kind() == Kind::Array {
        let (index, item) = (0..).zip(node.items()).find(|(_, item)| at < item.end())?;
        if item.start() > at {
            return None;
        }
        path.push('[');
        crate::literal::digits::push(path, index);
        path.push(']');
        return Some(item);
    }
    let member = node.members().find(|member| at < member.node.end()).filter(|member| member.start <= at)?;
    push_name(path, member.name);
    Some(member.node)
}

/// Names other than plain words are quoted, so that `a.b` is not read as two steps.
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
