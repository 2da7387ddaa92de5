//! The few ways in which a document's nodes are read, and where their faults go.

use super::experiment::Experiment;
use crate::document::{Issue, Member, Node, Place, Severity, Value};
use crate::names::Names;
use alloc::vec::Vec;

/// Reads nodes, and notes what is wrong instead of stopping at it.
pub(crate) struct Reader<'n> {
    /// All that was found so far.
    pub(crate) issues: Vec<Issue>,
    /// How many of them are errors.
    errors: usize,
    /// The names that references may use.
    pub(crate) segments: Names<'n>,
    pub(crate) experiments: Names<'n>,
    pub(crate) flags: Names<'n>,
    /// The experiments read so far, by index; `None` where one is broken.
    pub(crate) known_experiments: Vec<Option<Experiment<'n>>>,
}

/// An object's members; every name was checked to be a known one.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'n> {
    members: &'n [Member<'n>],
}

impl<'n> Fields<'n> {
    pub(crate) fn get(&self, name: &str) -> Option<&'n Node<'n>> {
        self.members
            .iter()
            .find(|m| m.name == name)
            .map(|m| &m.node)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'n str, &'n Node<'n>)> + use<'n> {
        self.members.iter().map(|m| (m.name.as_ref(), &m.node))
    }
}

/// The members of an object; none of anything else.
pub(crate) fn members<'n>(node: Option<&'n Node<'n>>) -> &'n [Member<'n>] {
    match node.map(|n| &n.value) {
        Some(Value::Object(members)) => members,
        _ => &[],
    }
}

impl<'n> Reader<'n> {
    pub(crate) fn new(root: &'n Node<'n>) -> Self {
        Reader {
            issues: Vec::new(),
            errors: 0,
            segments: Names::of(members(root.get("segments"))),
            experiments: Names::of(members(root.get("experiments"))),
            flags: Names::of(members(root.get("flags"))),
            known_experiments: Vec::new(),
        }
    }

    /// How many errors there are so far: a part is broken when reading it raised this.
    pub(crate) fn errors(&self) -> usize {
        self.errors
    }

    pub(crate) fn error(
        &mut self,
        code: &'static str,
        place: Place<'_>,
        node: &Node<'_>,
        message: &[&str],
    ) {
        self.errors += 1;
        self.issues
            .push(Issue::error(code, place, node, message.concat()));
    }

    pub(crate) fn warn(
        &mut self,
        code: &'static str,
        place: Place<'_>,
        node: &Node<'_>,
        message: &[&str],
    ) {
        let mut issue = Issue::error(code, place, node, message.concat());
        issue.severity = Severity::Warning;
        self.issues.push(issue);
    }

    pub(crate) fn wrong_type(&mut self, wanted: &str, node: &Node<'_>, place: Place<'_>) {
        self.error(
            "type",
            place,
            node,
            &["expected ", wanted, ", found ", node.kind()],
        );
    }

    /// An object whose names are all among `known`; others are reported with the given severity.
    pub(crate) fn fields(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        known: &[&str],
        severity: Severity,
    ) -> Option<Fields<'n>> {
        let members = self.object(node, place)?;
        for member in members.iter().filter(|m| !known.contains(&m.name.as_ref())) {
            let message = ["unknown field `", &member.name, "`"];
            match severity {
                Severity::Error => self.error(
                    "unknown-field",
                    place.key(&member.name),
                    &member.node,
                    &message,
                ),
                Severity::Warning => self.warn(
                    "unknown-field",
                    place.key(&member.name),
                    &member.node,
                    &message,
                ),
            }
        }
        Some(Fields { members })
    }

    pub(crate) fn object(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
    ) -> Option<&'n [Member<'n>]> {
        match &node.value {
            Value::Object(members) => Some(members),
            _ => {
                self.wrong_type("an object", node, place);
                None
            }
        }
    }

    pub(crate) fn list(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<&'n [Node<'n>]> {
        match &node.value {
            Value::Array(items) => Some(items),
            _ => {
                self.wrong_type("a list", node, place);
                None
            }
        }
    }

    pub(crate) fn text(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<&'n str> {
        match &node.value {
            Value::String(text) => Some(text),
            _ => {
                self.wrong_type("a string", node, place);
                None
            }
        }
    }

    pub(crate) fn boolean(&mut self, node: &Node<'_>, place: Place<'_>) -> Option<bool> {
        match node.value {
            Value::Bool(value) => Some(value),
            _ => {
                self.wrong_type("a boolean", node, place);
                None
            }
        }
    }

    pub(crate) fn number(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<&'n str> {
        match node.value {
            Value::Number(text) => Some(text),
            _ => {
                self.wrong_type("a number", node, place);
                None
            }
        }
    }

    /// The member `name`, read by `read`; `None` both when it is absent and when it is wrong (which is reported).
    pub(crate) fn optional<T>(
        &mut self,
        fields: Fields<'n>,
        name: &str,
        place: Place<'_>,
        read: impl FnOnce(&mut Self, &'n Node<'n>, Place<'_>) -> Option<T>,
    ) -> Option<T> {
        let node = fields.get(name)?;
        read(self, node, place.key(name))
    }

    /// The same for a member that must be there.
    pub(crate) fn required<T>(
        &mut self,
        (fields, node): (Fields<'n>, &Node<'_>),
        name: &str,
        place: Place<'_>,
        read: impl FnOnce(&mut Self, &'n Node<'n>, Place<'_>) -> Option<T>,
    ) -> Option<T> {
        if fields.get(name).is_none() {
            self.error("missing-field", place, node, &["`", name, "` is missing"]);
        }
        self.optional(fields, name, place, read)
    }

    /// One item or a list of them, each read by `read`.
    pub(crate) fn one_or_many<T>(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        mut read: impl FnMut(&mut Self, &'n Node<'n>, Place<'_>) -> Option<T>,
    ) -> Vec<T> {
        match &node.value {
            Value::Array(items) => items
                .iter()
                .enumerate()
                .filter_map(|(i, item)| read(self, item, place.item(i)))
                .collect(),
            _ => read(self, node, place).into_iter().collect(),
        }
    }
}
