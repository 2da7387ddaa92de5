//! Which variant an operation means.

use super::wording::listed;
use crate::Error;
use crate::nodes::{is, members, text_of};
use burgee::document::Node;

/// The named variant, or the only one that is `true`.
pub(super) fn variant_to_serve<'d>(key: &str, flag: Node<'d>, named: Option<&str>) -> Result<&'d str, Error> {
    let variants = members(flag.get("variants"));
    let names = || listed(variants.iter().map(|member| member.name));
    if let Some(name) = named {
        let known = variants.iter().find(|member| member.name == name);
        let error = || format!("`{key}` has no variant `{name}`: it has {}", names()).into();
        return known.map(|member| member.name).ok_or_else(error);
    }
    let mut on = variants.iter().filter(|member| is(Some(member.node), true));
    match (on.next(), on.next()) {
        (Some(member), None) => Ok(member.name),
        _ => Err(format!("`variant` is missing: `{key}` has {}", names()).into()),
    }
}

/// The variant for users who do not get `variant`: `off`, or the only other one.
pub(super) fn other_variant<'d>(flag: Node<'d>, variant: &str) -> Option<&'d str> {
    if let Some(off) = text_of(flag, "off").filter(|off| *off != variant) {
        return Some(off);
    }
    let mut others = members(flag.get("variants")).into_iter().filter(|member| member.name != variant);
    others.next().filter(|_| others.next().is_none()).map(|member| member.name)
}

/// The end of a summary if the flag is off, so that the change has no effect yet.
pub(super) fn note_off(flag: Node<'_>) -> &'static str {
    if is(flag.get("enabled"), false) { "; the flag is off, `enable` turns it on" } else { "" }
}
