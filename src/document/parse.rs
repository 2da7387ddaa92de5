//! JSON (RFC 8259) text → nodes.

use super::{Fault, Issue, Member, Node, Value, faults};
use crate::names::Names;
use alloc::{borrow::Cow, string::String, vec::Vec};

/// Nesting beyond this is refused: it bounds the stack of every later walk.
const MAX_DEPTH: u32 = 64;
/// The most bytes that a text may have: 16 MiB.
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
    DUPLICATE = "duplicate-key", "`{}` is there twice",
        "remove one of the two or rename it";
}

/// Reads a whole text. Duplicate names are refused, and so are nesting beyond 64 and more than 16 MiB.
///
/// # Errors
/// The first place where the text is not JSON. It has a line and a column, and no path: there is no document yet.
pub fn parse(text: &str) -> Result<Node<'_>, Issue> {
    if text.len() > MAX_BYTES {
        return Err(Issue::error(0, &TOO_LONG, &[]));
    }
    let mut parser = Parser { text, bytes: text.as_bytes(), at: 0, depth: 0, issue: None };
    let node = parser.document();
    match (node, parser.issue) {
        (Some(node), None) => Ok(node),
        (_, Some(issue)) => Err(issue),
        (None, None) => Err(Issue::error(0, &EXPECTED, &["a value", "the end of the text"])),
    }
}

/// Its methods give `None` once there is an issue.
struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    depth: u32,
    issue: Option<Issue>,
}

impl<'a> Parser<'a> {
    fn document(&mut self) -> Option<Node<'a>> {
        self.skip_space();
        let node = self.value()?;
        self.skip_space();
        if self.peek().is_some() { self.unexpected("the end of the text") } else { Some(node) }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn fail<T>(&mut self, at: usize, fault: &Fault, said: &[&str]) -> Option<T> {
        self.issue = Some(Issue::error(at as u32, fault, said));
        None
    }

    fn unexpected<T>(&mut self, wanted: &str) -> Option<T> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        match rest.chars().next() {
            None => self.fail(self.at, &EXPECTED, &[wanted, "the end of the text"]),
            Some('\u{feff}') if self.at == 0 => self.fail(self.at, &BYTE_ORDER_MARK, &[]),
            Some(found) => self.fail(self.at, &EXPECTED, &[wanted, &String::from_iter(['`', found, '`'])]),
        }
    }

    fn value(&mut self) -> Option<Node<'a>> {
        let start = self.at as u32;
        let value = match self.peek() {
            Some(open @ (b'{' | b'[')) => self.nested(open)?,
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            _ => self.word()?,
        };
        Some(Node { value, start, end: self.at as u32 })
    }

    fn nested(&mut self, open: u8) -> Option<Value<'a>> {
        if self.depth == MAX_DEPTH {
            return self.fail(self.at, &TOO_DEEP, &[]);
        }
        self.depth += 1;
        self.at += 1;
        self.skip_space();
        let value = if open == b'{' { self.object() } else { self.array() };
        self.depth -= 1;
        value
    }

    fn array(&mut self) -> Option<Value<'a>> {
        let mut items = Vec::new();
        let mut more = !self.take(b']');
        while more {
            items.push(self.value()?);
            more = self.goes_on(b']', "`,` or `]`")?;
        }
        Some(Value::Array(items))
    }

    fn object(&mut self) -> Option<Value<'a>> {
        let mut members = Vec::new();
        let mut more = !self.take(b'}');
        while more {
            members.push(self.member()?);
            more = self.goes_on(b'}', "`,` or `}`")?;
        }
        match repeated(&members) {
            None => Some(Value::Object(members)),
            Some(member) => self.fail(member.start as usize, &DUPLICATE, &[&member.name]),
        }
    }

    fn member(&mut self) -> Option<Member<'a>> {
        let start = self.at as u32;
        if self.peek() != Some(b'"') {
            return self.unexpected("a name in quotes");
        }
        let name = self.string()?;
        self.skip_space();
        if !self.take(b':') {
            return self.unexpected("`:`");
        }
        self.skip_space();
        Some(Member { name, start, node: self.value()? })
    }

    /// After an item: true at a comma, false at the closing bracket.
    fn goes_on(&mut self, close: u8, wanted: &str) -> Option<bool> {
        self.skip_space();
        if self.take(b',') {
            self.skip_space();
            return Some(true);
        }
        if self.take(close) { Some(false) } else { self.unexpected(wanted) }
    }

    fn word(&mut self) -> Option<Value<'a>> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let (length, value) = match rest.first() {
            Some(b't') if rest.starts_with(b"true") => (4, Value::Bool(true)),
            Some(b'f') if rest.starts_with(b"false") => (5, Value::Bool(false)),
            Some(b'n') if rest.starts_with(b"null") => (4, Value::Null),
            _ => return self.unexpected("a value"),
        };
        self.at += length;
        Some(value)
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start { self.unexpected("a digit") } else { Some(()) }
    }

    fn number(&mut self) -> Option<&'a str> {
        let start = self.at;
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
        Some(self.since(start))
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.at += 1;
        let start = self.at;
        self.skip_plain();
        let plain = self.since(start);
        if self.take(b'"') {
            return Some(Cow::Borrowed(plain));
        }
        let mut decoded = String::from(plain);
        while !self.take(b'"') {
            match self.peek() {
                Some(b'\\') => decoded.push(self.escape()?),
                None => return self.unexpected("`\"`"),
                Some(_) => return self.fail(self.at, &CONTROL, &[]),
            }
            let start = self.at;
            self.skip_plain();
            decoded.push_str(self.since(start));
        }
        Some(Cow::Owned(decoded))
    }

    /// Moves to the next quote, backslash, control character or the end.
    fn skip_plain(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'"' || byte == b'\\' || byte < b' ' {
                return;
            }
            self.at += 1;
        }
    }

    fn escape(&mut self) -> Option<char> {
        let start = self.at;
        self.at += 2;
        Some(match self.bytes.get(start + 1) {
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

    /// `\uXXXX`, or two of them that make a surrogate pair.
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

/// The first member whose name an earlier one has. Small objects are compared pair by pair; large ones are sorted,
/// so that a hostile text can't make this quadratic.
fn repeated<'m, 'a>(members: &'m [Member<'a>]) -> Option<&'m Member<'a>> {
    if members.len() > 8 {
        return members.get(Names::of(members).repeated()? as usize);
    }
    let earlier = |i: usize, m: &Member<'_>| members.iter().take(i).any(|e| e.name == m.name);
    members.iter().enumerate().find(|(i, m)| earlier(*i, m)).map(|(_, m)| m)
}
