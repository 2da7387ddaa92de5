//! Nodes → text in the house style: two spaces a level, and on one line what fits there.

use super::{Member, Node, Value, push_string};
use alloc::{borrow::Cow, string::String, vec::Vec};

/// The longest line that a whole object or list is put on.
const WIDTH: usize = 100;

impl<'a> Node<'a> {
    /// A node that stands in no text.
    #[must_use]
    pub fn new(value: Value<'a>) -> Node<'a> {
        Node { value, start: 0, end: 0 }
    }

    /// A string.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Node<'a> {
        Node::new(Value::String(text.into()))
    }

    /// A list.
    #[must_use]
    pub fn list(items: Vec<Node<'a>>) -> Node<'a> {
        Node::new(Value::Array(items))
    }

    /// An object with these members in this order.
    pub fn object(members: impl IntoIterator<Item = (Cow<'a, str>, Node<'a>)>) -> Node<'a> {
        let members = members.into_iter().map(|(name, node)| Member { name, start: 0, node });
        Node::new(Value::Object(members.collect()))
    }

    /// The text of this node, as it stands at `indent` levels of two spaces.
    #[must_use]
    pub fn print(&self, indent: usize) -> String {
        let mut out = String::new();
        self.print_to(&mut out, indent, 0);
        out
    }

    /// The same on one line, however long.
    #[must_use]
    pub fn print_on_one_line(&self) -> String {
        let mut out = String::new();
        self.print_line(&mut out);
        out
    }

    /// `before` is how much of the line is taken already.
    fn print_to(&self, out: &mut String, indent: usize, before: usize) {
        let mut line = String::new();
        self.print_line(&mut line);
        if indent * 2 + before + line.chars().count() < WIDTH || self.is_leaf() {
            return out.push_str(&line);
        }
        match &self.value {
            Value::Array(items) => lines(out, indent, "[]", items, |out, item| item.print_to(out, indent + 1, 0)),
            Value::Object(members) => lines(out, indent, "{}", members, |out, member| {
                let start = out.len();
                push_string(out, &member.name);
                out.push_str(": ");
                let taken = out.len() - start;
                member.node.print_to(out, indent + 1, taken);
            }),
            _ => {}
        }
    }

    fn is_leaf(&self) -> bool {
        match &self.value {
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
            _ => true,
        }
    }

    fn print_line(&self, out: &mut String) {
        match &self.value {
            Value::Null => out.push_str("null"),
            Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Value::Number(text) => out.push_str(text),
            Value::String(text) => push_string(out, text),
            Value::Array(items) => between(out, ["[", "]"], items, |out, item| item.print_line(out)),
            Value::Object(members) => between(out, ["{ ", " }"], members, |out, member| {
                push_string(out, &member.name);
                out.push_str(": ");
                member.node.print_line(out);
            }),
        }
    }
}

fn between<T>(out: &mut String, [open, close]: [&str; 2], items: &[T], print: impl Fn(&mut String, &T)) {
    if items.is_empty() {
        out.push_str(open.trim_end());
        return out.push_str(close.trim_start());
    }
    out.push_str(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        print(out, item);
    }
    out.push_str(close);
}

fn lines<T>(out: &mut String, indent: usize, brackets: &str, items: &[T], print: impl Fn(&mut String, &T)) {
    let (open, close) = brackets.split_at(1);
    out.push_str(open);
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index > 0 { ",\n" } else { "\n" });
        out.extend(core::iter::repeat_n("  ", indent + 1));
        print(out, item);
    }
    out.push('\n');
    out.extend(core::iter::repeat_n("  ", indent));
    out.push_str(close);
}
