//! Prints [`Json`] in the house style: two spaces per level, and values on one line where they fit.

use super::Json;
use burgee::document::push_string;

/// The longest line for an object or a list on one line.
const WIDTH: usize = 100;

impl Json<'_> {
    /// The text of this value at `indent` levels of two spaces.
    #[must_use]
    pub fn print(&self, indent: usize) -> String {
        let mut out = String::new();
        self.print_to(&mut out, indent, 0);
        out
    }

    /// The text of this value on one line of any length.
    #[must_use]
    pub fn print_on_one_line(&self) -> String {
        let mut out = String::new();
        self.print_line(&mut out);
        out
    }

    /// `taken` is the number of columns of the line that are already used.
    fn print_to(&self, out: &mut String, indent: usize, taken: usize) {
        let mut line = String::new();
        self.print_line(&mut line);
        if indent * 2 + taken + line.chars().count() < WIDTH || self.is_leaf() {
            return out.push_str(&line);
        }
        match self {
            Json::Array(items) => print_lines(out, indent, "[]", items, |out, item| item.print_to(out, indent + 1, 0)),
            Json::Object(members) => print_lines(out, indent, "{}", members, |out, (name, value)| {
                let start = out.len();
                push_string(out, name);
                out.push_str(": ");
                let taken = out.len() - start;
                value.print_to(out, indent + 1, taken);
            }),
            _ => {}
        }
    }

    fn is_leaf(&self) -> bool {
        match self {
            Json::Array(items) => items.is_empty(),
            Json::Object(members) => members.is_empty(),
            _ => true,
        }
    }

    fn print_line(&self, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Json::Number(text) => out.push_str(text),
            Json::String(text) => push_string(out, text),
            Json::Array(items) => print_separated(out, ["[", "]"], items, |out, item| item.print_line(out)),
            Json::Object(members) => print_separated(out, ["{ ", " }"], members, |out, (name, value)| {
                push_string(out, name);
                out.push_str(": ");
                value.print_line(out);
            }),
        }
    }
}

fn print_separated<T>(out: &mut String, [open, close]: [&str; 2], items: &[T], print: impl Fn(&mut String, &T)) {
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

fn print_lines<T>(out: &mut String, indent: usize, brackets: &str, items: &[T], print: impl Fn(&mut String, &T)) {
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
