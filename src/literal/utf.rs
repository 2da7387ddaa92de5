//! UTF-8 bytes as code points and as UTF-16 code units.
//!
//! The standard library's iterators need checked text, and the check takes 0.5 KB of page.wasm after gzip. Texts come from
//! sources that guarantee UTF-8; invalid UTF-8 decodes to unspecified code points.

/// The code points of UTF-8.
#[derive(Clone, Debug)]
pub struct CodePoints<'t>(pub &'t [u8]);

impl Iterator for CodePoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let first = u32::from(self.byte()?);
        let (first, more) = match first {
            0..0x80 => (first, 0),
            0x80..0xe0 => (first & 0x1f, 1),
            0xe0..0xf0 => (first & 0x0f, 2),
            _ => (first & 0x07, 3),
        };
        Some((0..more).fold(first, |code, _| code << 6 | u32::from(self.byte().unwrap_or_default() & 0x3f)))
    }
}

impl CodePoints<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }
}

/// The UTF-16 code units of UTF-8.
#[derive(Clone, Debug)]
pub struct Utf16<'t> {
    points: CodePoints<'t>,
    /// The second unit of a pair.
    second: Option<u32>,
}

impl<'t> Utf16<'t> {
    /// The code units of `text`.
    #[must_use]
    pub fn of(text: &'t [u8]) -> Utf16<'t> {
        Utf16 { points: CodePoints(text), second: None }
    }
}

impl Iterator for Utf16<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if let Some(second) = self.second.take() {
            return Some(second);
        }
        let code = self.points.next()?;
        let Some(beyond) = code.checked_sub(0x1_0000) else { return Some(code) };
        self.second = Some(0xdc00 | beyond & 0x3ff);
        Some(0xd800 | beyond >> 10 & 0x3ff)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::{CodePoints, Utf16};
    use alloc::{string::String, vec::Vec};

    #[test]
    fn every_character_decodes_as_in_the_standard_library() {
        let all: String = (char::MIN..=char::MAX).collect();
        assert!(CodePoints(all.as_bytes()).eq(all.chars().map(u32::from)));
        assert!(Utf16::of(all.as_bytes()).eq(all.encode_utf16().map(u32::from)));
        assert_eq!(CodePoints(all.as_bytes()).count(), 0x11_0000 - 0x800);
    }

    #[test]
    fn invalid_utf_8_ends() {
        for byte in 0..=u8::MAX {
            for other in [0, 0x41, 0x80, 0xff] {
                let found: Vec<u32> = Utf16::of(&[byte, other, byte]).collect();
                assert!((1..=3).contains(&found.len()), "{byte} {other}: {found:?}");
            }
        }
    }
}
