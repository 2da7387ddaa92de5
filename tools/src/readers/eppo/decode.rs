//! What is obfuscated: text in Base64, and names as MD5 hashes.

use super::Reader;
use crate::requests::Refusal;
use burgee::document::Node;
use burgee::hash::md5;
use serde_json::Value;
use std::borrow::Cow;

/// `{"names": ["flag or attribute", …]}`: the names that may be hashed, behind their hashes.
pub(super) fn names(options: &Value) -> Result<Vec<(String, String)>, Refusal> {
    let given = match options.get("names") {
        None => &[][..],
        Some(names) => names.as_array().ok_or("`names` must be a list of strings")?,
    };
    let texts = given.iter().filter_map(Value::as_str).chain(["id"]);
    Ok(texts.map(|name| (hash(name), name.into())).collect())
}

fn hash(text: &str) -> String {
    md5::digits(text.as_bytes()).into_iter().map(char::from).collect()
}

/// Whether the hash is that of this text.
pub(super) fn is_hash_of(hashed: &str, text: &str) -> bool {
    md5::digits(text.as_bytes()) == hashed.as_bytes()
}

/// Base64 as browsers' decoders take it: both alphabets, and what is of neither is skipped.
fn decoded(text: &str) -> String {
    let (mut bytes, mut bits, mut width) = (Vec::new(), 0_u32, 0);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        (bits, width) = (bits << 6 | u32::from(digit), width + 6);
        if width >= 8 {
            width -= 8;
            bytes.push((bits >> width) as u8);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl<'t> Reader<'t> {
    /// A string of the configuration that obfuscation writes in Base64.
    pub(super) fn text(&self, node: Node<'t>) -> Option<Cow<'t, str>> {
        let text = node.text()?;
        Some(if self.hashed { decoded(text).into() } else { text.into() })
    }

    /// A name that obfuscation hashes; `None` when none of those given has this hash.
    pub(super) fn name(&self, written: &'t str) -> Option<Cow<'t, str>> {
        if !self.hashed {
            return Some(written.into());
        }
        let known = self.names.iter().find(|(hash, _)| hash == written);
        known.map(|(_, name)| name.clone().into())
    }

    /// A flag's key, or its hash where nobody knows the key.
    pub(super) fn key(&mut self, written: &'t str, node: Node<'t>) -> Cow<'t, str> {
        self.name(written).unwrap_or_else(|| {
            self.leave(node, format!("no name in `names` has the hash `{written}`: the flag keeps it as its key"));
            written.into()
        })
    }
}
