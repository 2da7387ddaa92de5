//! Secret keys and tokens in values that everyone can download.

use super::Check;
use super::lints::SECRET;
use burgee::document::{Kind, Node};

/// The prefixes of secret keys of well-known services, and the least length of such a key.
const PREFIXES: [(&str, usize); 13] = [
    ("-----BEGIN ", 20),
    ("sk_live_", 16),
    ("sk_test_", 16),
    ("rk_live_", 16),
    ("sk-", 24),
    ("ghp_", 30),
    ("gho_", 30),
    ("github_pat_", 30),
    ("glpat-", 20),
    ("xoxb-", 20),
    ("xoxp-", 20),
    ("AKIA", 20),
    ("npm_", 36),
];

/// Names of members whose values are secrets.
const NAMES: [&str; 7] = ["password", "passwd", "secret", "apisecret", "clientsecret", "privatekey", "accesstoken"];

impl<'c> Check<'c> {
    pub(super) fn secrets(&mut self) {
        for flag in self.parts("flags") {
            let parts = ["variants", "metadata"].iter().filter_map(|name| flag.get(name));
            let mut found = Vec::new();
            parts.for_each(|part| search(part, "", &mut found));
            found.into_iter().for_each(|node| self.warn(node, &SECRET, &[]));
        }
    }
}

fn search<'c>(node: Node<'c>, name: &str, found: &mut Vec<Node<'c>>) {
    match node.kind() {
        Kind::Array => node.items().for_each(|item| search(item, name, found)),
        Kind::Object => node.members().for_each(|member| search(member.node, member.name, found)),
        _ => {
            let secret = |text: &str| is_secret(text) || is_secret_name(name) && text.len() >= 8;
            found.extend(node.text().is_some_and(secret).then_some(node));
        }
    }
}

fn is_secret(text: &str) -> bool {
    let plain = !text.contains(char::is_whitespace) || text.starts_with('-');
    let has_prefix = |(prefix, length): &(&str, usize)| text.starts_with(prefix) && text.len() >= *length;
    plain && (PREFIXES.iter().any(has_prefix) || is_token(text))
}

/// A signed token (RFC 7519): three parts, and the first two start like an encoded JSON object.
fn is_token(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    matches!(parts.as_slice(), [header, body, signature]
        if header.starts_with("eyJ") && body.starts_with("eyJ") && signature.len() >= 16)
}

fn is_secret_name(name: &str) -> bool {
    let letters: String =
        name.to_ascii_lowercase().chars().filter(|c| !c.is_ascii() || c.is_ascii_alphanumeric()).collect();
    NAMES.contains(&letters.as_str())
}
