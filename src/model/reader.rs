//! The few ways in which a document's nodes are read, and where what is wrong with them goes.

use super::MAX_ISSUES;
use super::experiment::Experiment;
use super::faults::{CHOICE, EMPTY_NAME, MISSING_FIELD, MORE_ISSUES, TYPE, UNKNOWN_FIELD, WHOLE_NUMBER};
use crate::document::{Fault, Issue, Member, Node, Severity, Value};
use crate::literal::decimal;
use crate::names::Names;
use alloc::vec::Vec;

/// Reads nodes, and notes what is wrong instead of stopping at it. Methods give `None` for what they reported.
pub(super) struct Reader<'n> {
    /// All that was found so far, in the order of the text.
    issues: Vec<Issue>,
    /// Whether more was found than is listed.
    overflow: bool,
    /// How many of them are errors: a part is broken when reading it raised this.
    pub(super) errors: usize,
    /// The names that references may use.
    pub(super) segments: Names<'n>,
    pub(super) experiments: Names<'n>,
    pub(super) flags: Names<'n>,
    /// The experiments read so far, by index; `None` where one is broken.
    pub(super) known_experiments: Vec<Option<Experiment<'n>>>,
}

/// An object's members.
#[derive(Clone, Copy)]
pub(super) struct Fields<'n> {
    pub(super) node: &'n Node<'n>,
    pub(super) members: &'n [Member<'n>],
}

impl<'n> Fields<'n> {
    pub(super) fn get(&self, name: &str) -> Option<&'n Node<'n>> {
        self.members.iter().find(|m| m.name == name).map(|m| &m.node)
    }

    /// The members of the object `name`, or none.
    pub(super) fn members_of(&self, name: &str) -> &'n [Member<'n>] {
        members(self.get(name))
    }
}

/// The members of an object; none of anything else.
pub(super) fn members<'n>(node: Option<&'n Node<'n>>) -> &'n [Member<'n>] {
    match node.map(|n| &n.value) {
        Some(Value::Object(members)) => members,
        _ => &[],
    }
}

/// Whether `name` is one of the words of `known`.
pub(super) fn among(known: &str, name: &str) -> bool {
    known.split(' ').any(|word| word == name)
}

impl<'n> Reader<'n> {
    pub(super) fn new(root: &'n Node<'n>) -> Self {
        let names = |list| Names::of(members(root.get(list)));
        Reader {
            issues: Vec::new(),
            overflow: false,
            errors: 0,
            segments: names("segments"),
            experiments: names("experiments"),
            flags: names("flags"),
            known_experiments: Vec::new(),
        }
    }

    #[inline(never)]
    pub(super) fn error(&mut self, node: &Node<'_>, fault: &Fault, said: &[&str]) {
        self.errors += 1;
        self.note(Issue::error(node.start, fault, said));
    }

    fn note(&mut self, issue: Issue) {
        if self.issues.len() == MAX_ISSUES {
            self.overflow = true;
            return;
        }
        let at = self.issues.partition_point(|earlier| earlier.at <= issue.at);
        self.issues.insert(at, issue);
    }

    /// All that was found, with paths.
    pub(super) fn into_issues(self, root: &Node<'_>) -> Vec<Issue> {
        let mut issues = self.issues;
        if self.overflow {
            issues.push(Issue::warning(root.start, &MORE_ISSUES, &[]));
        }
        issues.iter_mut().for_each(|issue| issue.locate(root));
        issues
    }

    pub(super) fn wrong_type<T>(&mut self, node: &Node<'_>, wanted: &str) -> Option<T> {
        self.error(node, &TYPE, &[wanted, node.kind()]);
        None
    }

    /// An object; names that are not among the words of `known` are reported with the given severity.
    pub(super) fn fields(&mut self, node: &'n Node<'n>, known: &str, severity: Severity) -> Option<Fields<'n>> {
        let members = self.object(node)?;
        for member in members {
            if !among(known, &member.name) {
                self.errors += usize::from(severity == Severity::Error);
                self.note(Issue { severity, ..Issue::error(member.start, &UNKNOWN_FIELD, &[&member.name]) });
            }
        }
        Some(Fields { node, members })
    }

    /// The name of something that others refer to.
    pub(super) fn name(&mut self, member: &'n Member<'n>) -> &'n str {
        if member.name.is_empty() {
            self.error(&member.node, &EMPTY_NAME, &[]);
        }
        &member.name
    }

    /// A member that must be there.
    pub(super) fn need(&mut self, fields: Fields<'n>, name: &str) -> Option<&'n Node<'n>> {
        let found = fields.get(name);
        if found.is_none() {
            self.error(fields.node, &MISSING_FIELD, &[name]);
        }
        found
    }

    pub(super) fn object(&mut self, node: &'n Node<'n>) -> Option<&'n [Member<'n>]> {
        match &node.value {
            Value::Object(members) => Some(members),
            _ => self.wrong_type(node, "an object"),
        }
    }

    pub(super) fn list(&mut self, node: &'n Node<'n>) -> Option<&'n [Node<'n>]> {
        match &node.value {
            Value::Array(items) => Some(items),
            _ => self.wrong_type(node, "a list"),
        }
    }

    pub(super) fn text(&mut self, node: &'n Node<'n>) -> Option<&'n str> {
        match &node.value {
            Value::String(text) => Some(text),
            _ => self.wrong_type(node, "a string"),
        }
    }

    /// The text of an optional member.
    pub(super) fn text_at(&mut self, fields: Fields<'n>, name: &str) -> Option<&'n str> {
        self.text(fields.get(name)?)
    }

    pub(super) fn boolean(&mut self, node: &Node<'_>) -> Option<bool> {
        match node.value {
            Value::Bool(value) => Some(value),
            _ => self.wrong_type(node, "a boolean"),
        }
    }

    pub(super) fn number(&mut self, node: &'n Node<'n>) -> Option<&'n str> {
        match node.value {
            Value::Number(text) => Some(text),
            _ => self.wrong_type(node, "a number"),
        }
    }

    /// A whole number up to `most`, which is also given as text.
    pub(super) fn whole(&mut self, node: &'n Node<'n>, most: u64, said: &str) -> Option<u64> {
        let text = self.number(node)?;
        let number = decimal::scaled(text, 0).filter(|number| *number <= most);
        if number.is_none() {
            self.error(node, &WHOLE_NUMBER, &[text, said]);
        }
        number
    }

    /// Which of some words it is; `said` names them.
    pub(super) fn choice(&mut self, node: &'n Node<'n>, words: &[&str], said: &str) -> Option<usize> {
        let text = self.text(node)?;
        let nth = words.iter().position(|word| *word == text);
        if nth.is_none() {
            self.error(node, &CHOICE, &[said, text]);
        }
        nth
    }

    /// The strings of a list.
    pub(super) fn texts(&mut self, node: &'n Node<'n>) -> Option<Vec<&'n str>> {
        let items = self.list(node)?;
        Some(items.iter().filter_map(|item| self.text(item)).collect())
    }

    /// One string or a list of them.
    pub(super) fn text_or_texts(&mut self, node: &'n Node<'n>) -> Vec<&'n str> {
        items(node).iter().filter_map(|item| self.text(item)).collect()
    }
}

/// A list's items, or what is no list as the only item.
pub(super) fn items<'n>(node: &'n Node<'n>) -> &'n [Node<'n>] {
    match &node.value {
        Value::Array(items) => items,
        _ => core::slice::from_ref(node),
    }
}
