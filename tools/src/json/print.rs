//! Trees → text in the house style: two spaces a level, and on one line what fits there.

use super::Tree;
use burgee::document::push_string;

/// The longest line that a whole object or list is put on.
const WIDTH: usize = 100;

impl Tree<'_> {
    /// The text of this value, as it stands at `indent` levels of two spaces.
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
        match self {
            Tree::Array(items) => lines(out, indent, "[]", items, |out, item| item.print_to(out, indent + 1, 0)),
            Tree::Object(members) => lines(out, indent, "{}", members, |out, (name, part)| {
                let start = out.len();
                push_string(out, name);
                out.push_str(": ");
                let taken = out.len() - start;
                part.print_to(out, indent + 1, taken);
            }),
            _ => {}
        }
    }

    fn is_leaf(&self) -> bool {
        match self {
            Tree::Array(items) => items.is_empty(),
            Tree::Object(members) => members.is_empty(),
            _ => true,
        }
    }

    fn print_line(&self, out: &mut String) {
        match self {
            Tree::Null => out.push_str("null"),
            Tree::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Tree::Number(text) => out.push_str(text),
            Tree::String(text) => push_string(out, text),
            Tree::Array(items) => between(out, ["[", "]"], items, |out, item| item.print_line(out)),
            Tree::Object(members) => between(out, ["{ ", " }"], members, |out, (name, part)| {
                push_string(out, name);
                out.push_str(": ");
                part.print_line(out);
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
        out.extend(std::iter::repeat_n("  ", indent + 1));
        print(out, item);
    }
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", indent));
    out.push_str(close);
}
