//! What an operation asks for, read with messages for whoever wrote it.

use super::words::{listed, share_of};
use crate::document::{Node, Value};
use crate::model::Snapshot;
use crate::tools::Refusal;
use alloc::{format, vec::Vec};

/// An operation, and the snapshot that it is about.
pub(super) struct Request<'r> {
    pub(super) text: &'r str,
    pub(super) root: &'r Node<'r>,
    pub(super) snapshot: &'r Snapshot<'r>,
    pub(super) operation: &'r Node<'r>,
    /// The instant that the caller says it is, in ms since 1970.
    pub(super) now: Option<i64>,
    /// Who the caller says is at work.
    pub(super) actor: Option<&'r str>,
}

/// The members of an object; none of anything else.
pub(super) fn members<'n, 'd>(node: Option<&'d Node<'n>>) -> &'d [crate::document::Member<'n>] {
    match node.map(|node| &node.value) {
        Some(Value::Object(members)) => members,
        _ => &[],
    }
}

/// The items of a list; none of anything else.
pub(super) fn items<'n, 'd>(node: Option<&'d Node<'n>>) -> &'d [Node<'n>] {
    match node.map(|node| &node.value) {
        Some(Value::Array(items)) => items,
        _ => &[],
    }
}

/// The text of a member.
pub(super) fn text_of<'d>(node: &'d Node<'_>, name: &str) -> Option<&'d str> {
    node.get(name)?.value.as_str()
}

/// Whether a node is this boolean.
pub(super) fn is(node: Option<&Node<'_>>, value: bool) -> bool {
    matches!(node.map(|node| &node.value), Some(Value::Bool(found)) if *found == value)
}

impl<'r> Request<'r> {
    /// A field of the operation; `null` counts as not there.
    pub(super) fn get(&self, name: &str) -> Option<&'r Node<'r>> {
        self.operation.get(name).filter(|node| !matches!(node.value, Value::Null))
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
        node.value.as_str().map(Some).ok_or_else(|| format!("`{name}` must be a string").into())
    }

    /// A list of strings that is not empty, each once.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<&'r str>, Refusal> {
        let mut texts: Vec<&str> = Vec::new();
        for item in items(self.get(name)) {
            match item.value.as_str() {
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
        match self.get(name).map(|node| &node.value) {
            None => Ok(false),
            Some(Value::Bool(value)) => Ok(*value),
            Some(_) => Err(format!("`{name}` must be a boolean").into()),
        }
    }

    /// A percentage in millionths.
    pub(super) fn share(&self, name: &str) -> Result<u64, Refusal> {
        share_of(self.get(name).ok_or_else(|| Refusal::from(format!("`{name}` is missing")))?)
    }

    /// The flag that the operation names, and its key.
    pub(super) fn flag(&self) -> Result<(&'r str, &'r Node<'r>), Refusal> {
        let key = self.text("flag")?;
        let node = self.root.get("flags").and_then(|flags| flags.get(key));
        Ok((key, node.ok_or_else(|| Refusal::from(format!("there is no flag `{key}`")))?))
    }

    /// The experiment that the operation names, and its id.
    pub(super) fn experiment(&self) -> Result<(&'r str, &'r Node<'r>), Refusal> {
        let id = self.text("experiment")?;
        let node = self.root.get("experiments").and_then(|all| all.get(id));
        Ok((id, node.ok_or_else(|| Refusal::from(format!("there is no experiment `{id}`")))?))
    }

    /// The flags in the author's order.
    pub(super) fn flags(&self) -> &'r [crate::document::Member<'r>] {
        members(self.root.get("flags"))
    }

    /// The variant that is to be served: the one that is named, or the only one that is `true`.
    pub(super) fn variant(&self, key: &str, flag: &'r Node<'r>) -> Result<&'r str, Refusal> {
        let variants = members(flag.get("variants"));
        if let Some(name) = self.optional("variant")? {
            let known = variants.iter().map(|member| &*member.name);
            let says = || format!("`{key}` has no variant `{name}`: it has {}", listed(known.clone()));
            return if known.clone().any(|known| known == name) { Ok(name) } else { Err(says().into()) };
        }
        let mut on = variants.iter().filter(|member| is(Some(&member.node), true));
        match (on.next(), on.next()) {
            (Some(member), None) => Ok(&member.name),
            _ => {
                let names = listed(variants.iter().map(|member| &*member.name));
                Err(format!("say which `variant` of `{key}` is to be served: {names}").into())
            }
        }
    }
}

/// What those get who don't get `variant`: `off`, or the only other one there is.
pub(super) fn other_variant<'d>(flag: &'d Node<'_>, variant: &str) -> Option<&'d str> {
    if let Some(off) = text_of(flag, "off").filter(|off| *off != variant) {
        return Some(off);
    }
    let mut others = members(flag.get("variants")).iter().filter(|member| member.name != variant);
    others.next().filter(|_| others.next().is_none()).map(|member| &*member.name)
}
