//! What an operation asks for, read with messages for whoever wrote it.

use super::words::{listed, share_of};
use crate::requests::Refusal;
use crate::requests::parts::{is, list, members, text_of};
use burgee::document::{Issue, Kind, Member, Node};
use burgee::model::{Flag, Model};

/// An operation, and the snapshot that it is about.
pub(super) struct Request<'r> {
    pub(super) text: &'r str,
    pub(super) root: Node<'r>,
    pub(super) model: &'r Model,
    /// What is wrong with the snapshot.
    pub(super) issues: &'r [Issue],
    pub(super) operation: Node<'r>,
    /// The instant that the caller says it is, in ms since 1970.
    pub(super) now: Option<i64>,
    /// Who the caller says is at work.
    pub(super) actor: Option<&'r str>,
}

impl<'r> Request<'r> {
    /// A field of the operation; `null` counts as not there.
    pub(super) fn get(&self, name: &str) -> Option<Node<'r>> {
        self.operation.get(name).filter(|node| node.kind() != Kind::Null)
    }

    pub(super) fn text(&self, name: &str) -> Result<&'r str, Refusal> {
        match self.optional(name)? {
            Some(text) if !text.is_empty() => Ok(text),
            Some(_) => Err(format!("`{name}` must not be empty").into()),
            None => Err(format!("`{name}` is missing").into()),
        }
    }

    pub(super) fn optional(&self, name: &str) -> Result<Option<&'r str>, Refusal> {
        let Some(node) = self.get(name) else { return Ok(None) };
        node.text().map(Some).ok_or_else(|| format!("`{name}` must be a string").into())
    }

    /// A list of strings that is not empty, each once.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<&'r str>, Refusal> {
        let mut texts: Vec<&str> = Vec::new();
        for item in list(self.get(name)) {
            match item.text() {
                Some("") | None => return Err(format!("`{name}` must be a list of strings that are not empty").into()),
                Some(text) if !texts.contains(&text) => texts.push(text),
                Some(_) => {}
            }
        }
        if texts.is_empty() {
            Err(format!("`{name}` must be a list with at least one string").into())
        } else {
            Ok(texts)
        }
    }

    pub(super) fn is_set(&self, name: &str) -> Result<bool, Refusal> {
        let Some(node) = self.get(name) else { return Ok(false) };
        node.boolean().ok_or_else(|| format!("`{name}` must be a boolean").into())
    }

    /// A percentage in millionths.
    pub(super) fn share(&self, name: &str) -> Result<u64, Refusal> {
        share_of(self.get(name).ok_or_else(|| Refusal::from(format!("`{name}` is missing")))?)
    }

    /// The flag that the operation names, and its key.
    pub(super) fn flag(&self) -> Result<(&'r str, Node<'r>), Refusal> {
        let key = self.text("flag")?;
        let node = self.part("flags", key);
        Ok((key, node.ok_or_else(|| Refusal::from(format!("there is no flag `{key}`")))?))
    }

    /// The experiment that the operation names, and its id.
    pub(super) fn experiment(&self) -> Result<(&'r str, Node<'r>), Refusal> {
        let id = self.text("experiment")?;
        let node = self.part("experiments", id);
        Ok((id, node.ok_or_else(|| Refusal::from(format!("there is no experiment `{id}`")))?))
    }

    /// The part of that name in one of the snapshot's lists.
    pub(super) fn part(&self, list: &str, name: &str) -> Option<Node<'r>> {
        self.root.get(list)?.get(name)
    }

    /// What a flag means, if it works.
    pub(super) fn meaning(&self, key: &str) -> Option<&'r Flag> {
        self.model.flag(self.root.get("flags")?.position(key)?)
    }

    /// The flags in the author's order.
    pub(super) fn flags(&self) -> Vec<Member<'r>> {
        members(self.root.get("flags"))
    }

    /// The variant that is to be served: the one that is named, or the only one that is `true`.
    pub(super) fn variant(&self, key: &str, flag: Node<'r>) -> Result<&'r str, Refusal> {
        let variants = members(flag.get("variants"));
        let names = || listed(variants.iter().map(|member| member.name));
        if let Some(name) = self.optional("variant")? {
            let known = variants.iter().any(|member| member.name == name);
            return if known {
                Ok(name)
            } else {
                Err(format!("`{key}` has no variant `{name}`: it has {}", names()).into())
            };
        }
        let mut on = variants.iter().filter(|member| is(Some(member.node), true));
        match (on.next(), on.next()) {
            (Some(member), None) => Ok(member.name),
            _ => Err(format!("say which `variant` of `{key}` is to be served: {}", names()).into()),
        }
    }
}

/// What those get who don't get `variant`: `off`, or the only other one there is.
pub(super) fn other_variant<'d>(flag: Node<'d>, variant: &str) -> Option<&'d str> {
    if let Some(off) = text_of(flag, "off").filter(|off| *off != variant) {
        return Some(off);
    }
    let mut others = members(flag.get("variants")).into_iter().filter(|member| member.name != variant);
    others.next().filter(|_| others.next().is_none()).map(|member| member.name)
}
