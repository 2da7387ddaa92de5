//! Writes strings as JSON.

use alloc::string::String;

/// Control characters with a short escape, each followed by its letter.
const SHORT: &[u8] = b"\x08b\x0cf\nn\rr\tt";

/// Appends `text` as a JSON string, with the escapes that `JSON.stringify` has.
pub fn push_string(out: &mut String, text: &str) {
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(text.get(plain..at).unwrap_or_default());
        out.push('\\');
        plain = at + 1;
        if byte >= b' ' {
            // The byte itself is written with the rest of the text.
            plain = at;
        } else if let Some([_, letter]) = SHORT.chunks_exact(2).find(|pair| pair.first() == Some(&byte)) {
            out.push(char::from(*letter));
        } else {
            out.push_str("u00");
            for half in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
            }
        }
    }
    out.push_str(text.get(plain..).unwrap_or_default());
    out.push('"');
}
