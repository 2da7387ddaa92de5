//! JSON (RFC 8259) text → nodes.

use super::{Document, FEW, Fault, Issue, Kind, NodeRecord, faults};
use crate::hash::NameTable;
use alloc::{string::String, vec::Vec};

/// The deepest nesting. It limits the stack of everything that walks a document.
const MAX_DEPTH: u32 = 64;
/// The longest text, in bytes: 16 MiB.
pub const MAX_BYTES: usize = 16 << 20;

faults! {
    EXPECTED = "syntax", "expected {}, found {}",
        "look for a missing or an extra comma, quote or bracket here or just before; JSON has no comments";
    CONTROL = "syntax", "a control character in a string must be escaped",
        "write a line break as `\\n` and a tab as `\\t`, or look for a missing quote on this line";
    ESCAPE = "syntax", "unknown escape in a string",
        "a backslash itself is written as two; the escapes are `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u`";
    HEX = "syntax", "`\\u` needs four hexadecimal digits",
        "write the character itself, or its code as in `\\u00e9`";
    SURROGATE = "syntax", "half of a surrogate pair in a string",
        "write the character itself: a character beyond `\\uffff` takes two escapes, and one is missing";
    BYTE_ORDER_MARK = "syntax", "the text starts with a byte order mark",
        "save the file as UTF-8 without a byte order mark";
    TOO_LONG = "too-large", "more than 16 MiB of text",
        "split the snapshot, or replace long lists of units by an attribute";
    TOO_DEEP = "too-deep", "more than 64 levels of nesting",
        "name inner conditions as segments, or flatten the value";
    DUPLICATE = "duplicate-key", "duplicate key `{}`",
        "remove or rename one of the two";
    ALIKE = "too-many", "more than 64 names with similar hashes",
        "such names practically never occur by chance: find out where they come from";
}

/// Parses a text. Refuses duplicate names, more than 64 levels of nesting, and more than 16 MiB.
///
/// # Errors
/// The first syntax error, and the text. The issue has a line and column, but no path, because there is no document.
pub fn parse(text: impl Into<String>) -> Result<Document, (Issue, String)> {
    let text = text.into();
    if text.len() > MAX_BYTES {
        return Err((Issue::error(0, &TOO_LONG, &[]), text));
    }
    let nodes = Vec::with_capacity(expected_nodes(&text));
    let document = Document { text, nodes, decoded: Vec::new(), names: NameTable::EMPTY };
    let mut parser = Parser { document, at: 0, depth: 0, issue: None };
    parser.document();
    match parser.issue {
        None => Ok(parser.document),
        Some(issue) => Err((issue, parser.document.text)),
    }
}

/// An estimate of the number of nodes, so that their list does not grow: a list that doubles takes three times its size for
/// a moment, and WebAssembly memory never shrinks. Each comma, colon and opening bracket leads to a node. The estimate is
/// limited by the length of the text, so that these characters in strings do not inflate it.
fn expected_nodes(text: &str) -> usize {
    let marks = text.bytes().filter(|byte| matches!(byte, b',' | b':' | b'{' | b'[')).count();
    (marks + 2).min(text.len() / 4 + 8)
}

/// Its methods return `None` once there is an issue.
struct Parser {
    document: Document,
    at: usize,
    depth: u32,
    issue: Option<Issue>,
}

impl Parser {
    fn document(&mut self) -> Option<()> {
        self.push(Kind::Null, 0, 0);
        self.skip_space();
        self.value()?;
        self.skip_space();
        if self.peek().is_some() { self.unexpected("the end of the text") } else { Some(()) }
    }

    // Together with skipping spaces, this is most of the work: inlining it makes loading 15 % faster.
    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.document.text.as_bytes().get(self.at).copied()
    }

    #[inline(always)]
    fn skip_space(&mut self) {
        if self.peek() > Some(b' ') {
            return;
        }
        self.skip_spaces();
    }

    fn skip_spaces(&mut self) {
        let rest = self.document.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn fail<T>(&mut self, at: usize, fault: &Fault, arguments: &[&str]) -> Option<T> {
        self.issue = Some(Issue::error(at as u32, fault, arguments));
        None
    }

    fn unexpected<T>(&mut self, wanted: &str) -> Option<T> {
        let rest = self.document.text.get(self.at..).unwrap_or_default();
        match rest.chars().next() {
            None => self.fail(self.at, &EXPECTED, &[wanted, "the end of the text"]),
            Some('\u{feff}') if self.at == 0 => self.fail(self.at, &BYTE_ORDER_MARK, &[]),
            Some(found) => self.fail(self.at, &EXPECTED, &[wanted, &String::from_iter(['`', found, '`'])]),
        }
    }

    /// Appends a node that ends here and returns its index.
    fn push(&mut self, kind: Kind, start: usize, link: usize) -> usize {
        let nodes = &mut self.document.nodes;
        nodes.push(NodeRecord { kind, start: start as u32, end: self.at as u32, link: link as u32 });
        nodes.len() - 1
    }

    fn value(&mut self) -> Option<()> {
        let start = self.at;
        match self.peek() {
            Some(open @ (b'{' | b'[')) => return self.nested(open),
            Some(b'"') => return self.string(),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => return self.word(),
        }
        self.push(Kind::Number, start, 0);
        Some(())
    }

    fn nested(&mut self, open: u8) -> Option<()> {
        if self.depth == MAX_DEPTH {
            return self.fail(self.at, &TOO_DEEP, &[]);
        }
        let (kind, close, wanted) = match open {
            b'{' => (Kind::Object, b'}', "`,` or `}`"),
            _ => (Kind::Array, b']', "`,` or `]`"),
        };
        let index = self.push(kind, self.at, usize::MAX);
        self.depth += 1;
        self.at += 1;
        self.skip_space();
        let mut more = !self.take(close);
        let mut count = 0;
        while more {
            if kind == Kind::Object {
                self.name(index, count)?;
            }
            self.value()?;
            count += 1;
            self.skip_space();
            more = self.take(b',');
            if more {
                self.skip_space();
            } else if !self.take(close) {
                return self.unexpected(wanted);
            }
        }
        self.depth -= 1;
        let (end, link) = (self.at as u32, self.document.nodes.len() as u32);
        if let Some(span) = self.document.nodes.get_mut(index) {
            *span = NodeRecord { end, link, ..*span };
        }
        Some(())
    }

    /// The name of the next member of an object, with the colon after it.
    fn name(&mut self, object: usize, position: u32) -> Option<()> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return self.unexpected("a name in quotes");
        }
        self.string()?;
        let span = self.document.nodes.pop()?;
        let name = self.document.string(&span);
        if self.document.node(object as u32).position(name).is_some() {
            let name = String::from(name);
            return self.fail(start, &DUPLICATE, &[&name]);
        }
        if position >= FEW {
            let (name, node) = (String::from(name), self.document.nodes.len() as u32 + 1);
            if !self.document.names.add(object as u32, &name, [position, node]) {
                return self.fail(start, &ALIKE, &[]);
            }
        }
        self.document.nodes.push(span);
        self.skip_space();
        if !self.take(b':') {
            return self.unexpected("`:`");
        }
        self.skip_space();
        Some(())
    }

    fn word(&mut self) -> Option<()> {
        let start = self.at;
        let rest = self.document.text.as_bytes().get(start..).unwrap_or_default();
        let (length, kind) = match rest.first() {
            Some(b't') if rest.starts_with(b"true") => (4, Kind::True),
            Some(b'f') if rest.starts_with(b"false") => (5, Kind::False),
            Some(b'n') if rest.starts_with(b"null") => (4, Kind::Null),
            _ => return self.unexpected("a value"),
        };
        self.at += length;
        self.push(kind, start, 0);
        Some(())
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start { self.unexpected("a digit") } else { Some(()) }
    }

    fn number(&mut self) -> Option<()> {
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _signed = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Some(())
    }

    fn string(&mut self) -> Option<()> {
        let start = self.at;
        self.at += 1;
        self.skip_plain();
        if self.take(b'"') {
            self.push(Kind::String, start, 0);
            return Some(());
        }
        let mut decoded = self.since(start + 1);
        while !self.take(b'"') {
            match self.peek() {
                Some(b'\\') => decoded.push(self.escape()?),
                None => return self.unexpected("`\"`"),
                Some(_) => return self.fail(self.at, &CONTROL, &[]),
            }
            let plain = self.at;
            self.skip_plain();
            decoded.push_str(&self.since(plain));
        }
        self.document.decoded.push(decoded);
        self.push(Kind::String, start, self.document.decoded.len());
        Some(())
    }

    fn since(&self, start: usize) -> String {
        self.document.text.get(start..self.at).unwrap_or_default().into()
    }

    /// Moves to the next quote, backslash, control character or the end.
    fn skip_plain(&mut self) {
        let rest = self.document.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | ..b' ')).count();
    }

    fn escape(&mut self) -> Option<char> {
        let start = self.at;
        self.at += 2;
        Some(match self.document.text.as_bytes().get(start + 1) {
            Some(b @ (b'"' | b'\\' | b'/')) => char::from(*b),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(start),
            _ => return self.fail(start, &ESCAPE, &[]),
        })
    }

    /// `\uXXXX`, or two of them that form a surrogate pair.
    fn unicode(&mut self, start: usize) -> Option<char> {
        let mut code = self.hex4(start)?;
        if code & 0xfc00 == 0xd800 && self.take(b'\\') && self.take(b'u') {
            let low = self.hex4(start)?;
            if low & 0xfc00 == 0xdc00 {
                code = 0x10000 + ((code & 0x3ff) << 10 | low & 0x3ff);
            }
        }
        match char::from_u32(code) {
            None => self.fail(start, &SURROGATE, &[]),
            found => found,
        }
    }

    fn hex4(&mut self, start: usize) -> Option<u32> {
        let mut code = 0;
        for _ in 0..4 {
            match self.peek().and_then(|b| char::from(b).to_digit(16)) {
                Some(digit) => code = code << 4 | digit,
                None => return self.fail(start, &HEX, &[]),
            }
            self.at += 1;
        }
        Some(code)
    }
}
