//! Conditions in the style of MongoDB, and saved groups, which become segments.

use super::comparisons::Subject;
use super::{Part, Reader, Untranslatable, unique, values};
use crate::json::Json;
use crate::readers::write::{all, any, constant, known, not, object};
use burgee::document::{Kind, Member, Node};
use burgee::literal::dotted;
use burgee::model::EMAIL_DOMAIN;

/// A saved group in the snapshot: a list of values of one attribute, or a condition.
pub(super) struct Segment<'t> {
    group: &'t str,
    attribute: Option<&'t str>,
    pub(super) name: String,
    pub(super) condition: Json<'t>,
}

impl<'t> Reader<'t> {
    /// Every member of a condition holds.
    pub(super) fn condition(&mut self, node: Node<'t>) -> Part<'t> {
        if node.kind() != Kind::Object {
            return Err((node, "no condition"));
        }
        Ok(all(self.each(node.members(), Self::clause)?))
    }

    fn clause(&mut self, member: Member<'t>) -> Part<'t> {
        let node = member.node;
        match member.name {
            "$and" => Ok(all(self.each(node.items(), Self::condition)?)),
            "$or" => self.either(node),
            "$nor" => Ok(not(self.either(node)?)),
            "$not" => Ok(not(self.condition(node)?)),
            "$savedGroup" => self.saved_group(node),
            path => {
                if path == EMAIL_DOMAIN {
                    self.leave(
                        node,
                        "where `emailDomain` is missing, Burgee derives it from `email`; the SDK has `null`",
                    );
                }
                let subject = subject(path, node)?;
                self.value(&subject, node)
            }
        }
    }

    /// One of these holds. Without conditions the SDK returns true.
    fn either(&mut self, node: Node<'t>) -> Part<'t> {
        let parts = self.each(node.items(), Self::condition)?;
        Ok(if parts.is_empty() { constant(true) } else { any(parts) })
    }

    pub(super) fn each<T>(
        &mut self,
        parts: impl Iterator<Item = T>,
        read: impl Fn(&mut Self, T) -> Part<'t>,
    ) -> Result<Vec<Json<'t>>, Untranslatable<'t>> {
        parts.map(|part| read(self, part)).collect()
    }

    /// `{"id", "attributeKey"}`: an unknown group never matches.
    fn saved_group(&mut self, node: Node<'t>) -> Part<'t> {
        let id = node.get("id").and_then(Node::text);
        let Some((id, group)) = id.and_then(|id| Some((id, self.groups?.get(id)?))) else { return Ok(constant(false)) };
        match values::text_of(group, "type") {
            Some("list") => {
                let Some(path) = node.get("attributeKey").or_else(|| group.get("attributeKey")) else {
                    return Ok(constant(false));
                };
                let Some(path) = path.text() else { return Ok(constant(false)) };
                self.in_group(&subject(path, node)?, node, id)
            }
            Some("condition") => {
                let Some(condition) = group.get("condition").filter(|node| node.kind() == Kind::Object) else {
                    return Ok(constant(false));
                };
                self.segment(id, None, node, |reader| reader.condition(condition))
            }
            _ => Ok(constant(false)),
        }
    }

    /// The attribute is in a group that is a list.
    pub(super) fn in_group(&mut self, subject: &Subject<'t>, at: Node<'t>, id: &'t str) -> Part<'t> {
        let test = subject.one_of("", &self.list_of(id).unwrap_or_default());
        match subject {
            Subject::Value(path) if known(&test).is_none() => self.segment(id, Some(path), at, |_| Ok(test)),
            _ => Ok(test),
        }
    }

    /// The values of a group that is a list; an unknown group is empty.
    pub(super) fn list_of(&self, id: &str) -> Option<Vec<Node<'t>>> {
        let Some(group) = self.groups.and_then(|groups| groups.get(id)) else { return Some(Vec::new()) };
        let list = match values::text_of(group, "type") {
            Some("list") => group.get("values")?,
            _ => group,
        };
        (list.kind() == Kind::Array).then(|| list.items().collect())
    }

    /// Membership in a group's segment. A group that is still being translated has no condition yet.
    fn segment(
        &mut self,
        group: &'t str,
        attribute: Option<&'t str>,
        at: Node<'t>,
        read: impl FnOnce(&mut Self) -> Part<'t>,
    ) -> Part<'t> {
        let same = |known: &&Segment<'_>| known.group == group && known.attribute == attribute;
        if let Some(segment) = self.segments.iter().find(same) {
            if segment.condition == Json::Null {
                return Err((at, "saved groups refer to each other in a cycle"));
            }
            return Ok(object([("segment", Json::text(segment.name.clone()))]));
        }
        let name = unique(group, |name| self.segments.iter().any(|segment| segment.name == name));
        let index = self.segments.len();
        self.segments.push(Segment { group, attribute, name: name.clone(), condition: Json::Null });
        let condition = read(self);
        if condition.is_err() {
            self.segments.truncate(index);
        }
        let condition = condition?;
        self.segments.get_mut(index).into_iter().for_each(|segment| segment.condition = condition.clone());
        Ok(object([("segment", Json::text(name))]))
    }
}

/// The attribute at a path that a snapshot can express.
fn subject<'t>(path: &'t str, node: Node<'t>) -> Result<Subject<'t>, Untranslatable<'t>> {
    let mut steps = dotted(path.as_bytes());
    let inside = path.split('.').skip(1).any(|step| step == "length" || step.bytes().all(|byte| byte.is_ascii_digit()));
    if steps.any(<[u8]>::is_empty) || inside {
        return Err((node, "a path into a list or a text, or with an empty step"));
    }
    Ok(Subject::Value(path))
}
