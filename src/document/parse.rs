//! JSON (RFC 8259) text → nodes.

use super::{Issue, Member, Node, Place, Severity, Value};
use crate::names::Names;
use alloc::{borrow::Cow, string::String, vec::Vec};

/// Nesting beyond this is refused: it bounds the stack of every later walk.
const MAX_DEPTH: u32 = 64;

/// Why a text is not a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    code: &'static str,
    at: usize,
    message: String,
    /// Written from the inside out while the parser unwinds.
    path: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    Item(usize),
}

impl Fault {
    fn new(code: &'static str, at: usize, message: impl Into<String>) -> Self {
        Fault {
            code,
            at,
            message: message.into(),
            path: Vec::new(),
        }
    }

    fn under(mut self, step: Step) -> Self {
        self.path.push(step);
        self
    }

    /// The same as an issue.
    #[must_use]
    pub fn into_issue(self) -> Issue {
        Issue {
            severity: Severity::Error,
            code: self.code,
            path: path_of(&self.path, Place::Root),
            at: self.at as u32,
            message: self.message,
        }
    }
}

fn path_of(steps: &[Step], parent: Place<'_>) -> String {
    match steps.split_last() {
        None => parent.path(),
        Some((Step::Key(name), rest)) => path_of(rest, parent.key(name)),
        Some((Step::Item(index), rest)) => path_of(rest, parent.item(*index)),
    }
}

/// Reads a whole text. Duplicate names are refused, and so is nesting beyond 64.
///
/// # Errors
/// The first place where the text is not JSON.
pub fn parse(text: &str) -> Result<Node<'_>, Fault> {
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        at: 0,
        depth: 0,
    };
    parser.skip_space();
    let node = parser.value()?;
    parser.skip_space();
    match parser.peek() {
        None => Ok(node),
        Some(_) => Err(parser.unexpected("the end of the text")),
    }
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    depth: u32,
}

impl<'a> Parser<'a> {
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

    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn unexpected(&self, wanted: &str) -> Fault {
        let mut message = String::from("expected ");
        message.push_str(wanted);
        message.push_str(", found ");
        match self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            None => message.push_str("the end of the text"),
            Some(found) => {
                message.push('`');
                message.push(found);
                message.push('`');
            }
        }
        Fault::new("syntax", self.at, message)
    }

    fn value(&mut self) -> Result<Node<'a>, Fault> {
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            _ => self.word()?,
        };
        Ok(Node {
            value,
            start: start as u32,
            end: self.at as u32,
        })
    }

    fn nested(
        &mut self,
        read: fn(&mut Self) -> Result<Value<'a>, Fault>,
    ) -> Result<Value<'a>, Fault> {
        if self.depth == MAX_DEPTH {
            return Err(Fault::new(
                "too-deep",
                self.at,
                "more than 64 levels of nesting",
            ));
        }
        self.depth += 1;
        self.at += 1;
        self.skip_space();
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn array(&mut self) -> Result<Value<'a>, Fault> {
        let mut items = Vec::new();
        if self.take(b']') {
            return Ok(Value::Array(items));
        }
        loop {
            let item = self.value().map_err(|f| f.under(Step::Item(items.len())))?;
            items.push(item);
            if !self.goes_on(b']', "`,` or `]`")? {
                return Ok(Value::Array(items));
            }
        }
    }

    fn object(&mut self) -> Result<Value<'a>, Fault> {
        let mut members: Vec<Member<'a>> = Vec::new();
        if self.take(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            members.push(self.member()?);
            if !self.goes_on(b'}', "`,` or `}`")? {
                return match repeated(&members) {
                    None => Ok(Value::Object(members)),
                    Some(member) => Err(duplicate(member)),
                };
            }
        }
    }

    fn member(&mut self) -> Result<Member<'a>, Fault> {
        let start = self.at as u32;
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a name in quotes"));
        }
        let name = self.string()?;
        self.skip_space();
        if !self.take(b':') {
            return Err(self.unexpected("`:`").under(Step::Key(name.into_owned())));
        }
        self.skip_space();
        match self.value() {
            Ok(node) => Ok(Member { name, start, node }),
            Err(fault) => Err(fault.under(Step::Key(name.into_owned()))),
        }
    }

    /// After an item: true at a comma, false at the closing bracket.
    fn goes_on(&mut self, close: u8, wanted: &str) -> Result<bool, Fault> {
        self.skip_space();
        if self.take(b',') {
            self.skip_space();
            return Ok(true);
        }
        if self.take(close) {
            Ok(false)
        } else {
            Err(self.unexpected(wanted))
        }
    }

    fn word(&mut self) -> Result<Value<'a>, Fault> {
        for (word, value) in [
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("null", Value::Null),
        ] {
            if self.slice(self.at, self.at + word.len()) == word {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.unexpected("a value"))
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start {
            Err(self.unexpected("a digit"))
        } else {
            Ok(())
        }
    }

    fn number(&mut self) -> Result<&'a str, Fault> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits()?;
        }
        Ok(self.slice(start, self.at))
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        self.at += 1;
        let start = self.at;
        self.skip_plain();
        if self.peek() == Some(b'"') {
            let text = self.slice(start, self.at);
            self.at += 1;
            return Ok(Cow::Borrowed(text));
        }
        let mut decoded = String::from(self.slice(start, self.at));
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Cow::Owned(decoded));
                }
                Some(b'\\') => decoded.push(self.escape()?),
                None => return Err(self.unexpected("`\"`")),
                Some(_) => {
                    let message = "a control character in a string must be escaped";
                    return Err(Fault::new("syntax", self.at, message));
                }
            }
            let start = self.at;
            self.skip_plain();
            decoded.push_str(self.slice(start, self.at));
        }
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

    fn escape(&mut self) -> Result<char, Fault> {
        let start = self.at;
        self.at += 1;
        let byte = self.peek();
        self.at += usize::from(byte.is_some_and(|b| b.is_ascii()));
        Ok(match byte {
            Some(b @ (b'"' | b'\\' | b'/')) => b as char,
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => self.unicode(start)?,
            _ => return Err(Fault::new("syntax", start, "unknown escape in a string")),
        })
    }

    /// `\uXXXX`, or two of them that make a surrogate pair.
    fn unicode(&mut self, start: usize) -> Result<char, Fault> {
        let first = self.hex4(start)?;
        let mut code = first;
        if (0xd800..0xdc00).contains(&first) && self.take(b'\\') && self.take(b'u') {
            let second = self.hex4(start)?;
            if (0xdc00..0xe000).contains(&second) {
                code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            }
        }
        char::from_u32(code)
            .ok_or_else(|| Fault::new("syntax", start, "half of a surrogate pair in a string"))
    }

    fn hex4(&mut self, start: usize) -> Result<u32, Fault> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|b| (b as char).to_digit(16));
            let Some(digit) = digit else {
                return Err(Fault::new(
                    "syntax",
                    start,
                    "`\\u` needs four hexadecimal digits",
                ));
            };
            code = code << 4 | digit;
            self.at += 1;
        }
        Ok(code)
    }
}

fn duplicate(member: &Member<'_>) -> Fault {
    let mut message = String::from("`");
    message.push_str(&member.name);
    message.push_str("` is there twice");
    Fault::new("duplicate-key", member.start as usize, message)
        .under(Step::Key(member.name.clone().into_owned()))
}

/// The first member whose name an earlier one has. Small objects are compared pair by pair; large ones are sorted,
/// so that a hostile text can't make this quadratic.
fn repeated<'m, 'a>(members: &'m [Member<'a>]) -> Option<&'m Member<'a>> {
    if members.len() > 8 {
        return members.get(Names::of(members).repeated()? as usize);
    }
    let earlier = |i: usize, m: &Member<'_>| members.iter().take(i).any(|e| e.name == m.name);
    members
        .iter()
        .enumerate()
        .find(|(i, m)| earlier(*i, m))
        .map(|(_, m)| m)
}
