//! Obfuscated configurations: text in Base64, and names as MD5 hashes.

use super::Reader;
use crate::readers::EppoOptions;
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use burgee::document::Node;
use burgee::hash::md5;
use std::borrow::Cow;

/// The names that may be hashed in the file, each with its hash.
pub(super) fn names(options: &EppoOptions) -> Vec<(String, String)> {
    let given = options.names.iter().flatten().map(String::as_str);
    given.chain(["id"]).map(|name| (hash(name), name.into())).collect()
}

fn hash(text: &str) -> String {
    md5::digits(text.as_bytes()).into_iter().map(char::from).collect()
}

/// Whether a hash is that of a text.
pub(super) fn is_hash_of(hashed: &str, text: &str) -> bool {
    md5::digits(text.as_bytes()) == hashed.as_bytes()
}

/// Accepts any unused bits and no padding: the SDKs' decoders are as lenient.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// Decodes Base64 like the decoders of browsers: in both alphabets, and other characters are ignored.
fn decode(text: &str) -> String {
    let digits = text.bytes().filter_map(|byte| match byte {
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        b'+' | b'/' | b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => Some(byte),
        _ => None,
    });
    let mut digits: Vec<u8> = digits.collect();
    // The six bits of a single last digit are less than a byte.
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    let bytes = LENIENT.decode(digits).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

impl<'t> Reader<'t> {
    /// A string that an obfuscated configuration has in Base64.
    pub(super) fn text(&self, node: Node<'t>) -> Option<Cow<'t, str>> {
        let text = node.text()?;
        Some(if self.hashed { decode(text).into() } else { text.into() })
    }

    /// A name that an obfuscated configuration has as a hash; `None` if no given name has this hash.
    pub(super) fn name(&self, written: &'t str) -> Option<Cow<'t, str>> {
        if !self.hashed {
            return Some(written.into());
        }
        let known = self.names.iter().find(|(hash, _)| hash == written);
        known.map(|(_, name)| name.clone().into())
    }

    /// A flag's key, or its hash if the key is not known.
    pub(super) fn key(&mut self, written: &'t str, node: Node<'t>) -> Cow<'t, str> {
        self.name(written).unwrap_or_else(|| {
            self.leave(node, format!("`names` has no name with the hash `{written}`: the flag's key is the hash"));
            written.into()
        })
    }
}
