//! Sets and escapes.

use super::Look;
use super::compile::{Compiler, Outcome};
use super::set::Set;

const OPERATIONS: &str = "operations on sets are not supported";

impl Compiler<'_> {
    /// The rest of a set after `[`.
    pub(super) fn brackets(&mut self, at: usize) -> Outcome {
        let negated = self.eat(b'^');
        let mut set = Set::default();
        let mut first = true;
        while first || !self.eat(b']') {
            self.range(at, first, &mut set)?;
            first = false;
        }
        if self.either_case() {
            set.fold();
        }
        if negated {
            set.negate();
        }
        self.take_as_is(&set)
    }

    /// Adds one member of a set: a character, a class, or a range.
    fn range(&mut self, open: usize, first: bool, set: &mut Set) -> Outcome {
        let at = self.at();
        if self.starts_with("--") {
            return self.refuse(at, OPERATIONS);
        }
        if self.peek() == Some(b'-') && !first && !self.starts_with("-]") {
            return self.refuse(at, "in a set, `-` must be first, last or escaped");
        }
        let low = self.member(open)?;
        if self.starts_with("-]") || !self.eat(b'-') {
            set.unite(&low);
            return Some(());
        }
        if self.peek() == Some(b'-') {
            return self.refuse(at, OPERATIONS);
        }
        match (low.only(), self.member(open)?.only()) {
            (Some(low), Some(high)) if low <= high => set.add(low, high),
            (Some(_), Some(_)) => return self.refuse(at, "the range ends before it starts"),
            _ => return self.refuse(at, "the ends of a range must be characters"),
        }
        Some(())
    }

    fn member(&mut self, open: usize) -> Outcome<Set> {
        let at = self.at();
        match self.next() {
            None => self.refuse(open, "unclosed set"),
            Some('[') if self.eat(b':') => self.class(at),
            Some('[') => self.refuse(at, "sets in sets are not supported"),
            Some('\\') => self.escaped(at),
            Some(twice @ ('&' | '~')) if self.peek() == Some(twice as u8) => self.refuse(at, OPERATIONS),
            Some(literal) => Some(Set::single(literal.into())),
        }
    }

    /// The rest of a POSIX class after `[:`.
    fn class(&mut self, at: usize) -> Outcome<Set> {
        let negated = self.eat(b'^');
        let mut name = [0; 6];
        let mut length = 0;
        while let Some(letter @ b'a'..=b'z') = self.peek() {
            self.next();
            if let Some(place) = name.get_mut(length) {
                *place = letter;
            }
            length += 1;
        }
        match name.get(..length).and_then(Set::class) {
            Some(mut set) if self.eat(b':') && self.eat(b']') => {
                if self.either_case() {
                    set.fold();
                }
                if negated {
                    set.negate();
                }
                Some(set)
            }
            _ => self.refuse(at, "unknown class"),
        }
    }

    /// The rest of an escape after `\`, outside of sets.
    pub(super) fn escape(&mut self, at: usize) -> Outcome {
        let look = match self.peek() {
            Some(b'b') => Look::Boundary,
            Some(b'B') => Look::NoBoundary,
            Some(b'A') => Look::TextStart,
            Some(b'z') => Look::TextEnd,
            _ => {
                let set = self.escaped(at)?;
                return self.take(set);
            }
        };
        self.next();
        self.look(look)
    }

    /// The rest of an escape after `\`: a character or a class.
    fn escaped(&mut self, at: usize) -> Outcome<Set> {
        let Some(escaped) = self.next() else {
            return self.refuse(at, "the pattern ends after a backslash");
        };
        let code = match escaped {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' => return Some(perl_class(escaped)),
            'n' => 10,
            't' => 9,
            'r' => 13,
            'f' => 12,
            'v' => 11,
            'a' => 7,
            'x' => self.code(at, 2)?,
            'u' => self.code(at, 4)?,
            '1'..='9' | 'k' => return self.refuse(at, "back-references are not supported"),
            'p' | 'P' => return self.refuse(at, "unicode classes are not supported"),
            '<' | '>' => return self.refuse(at, "unknown escape"),
            _ if escaped.is_ascii_punctuation() => escaped.into(),
            _ => return self.refuse(at, "unknown escape"),
        };
        Some(Set::single(code))
    }

    /// `width` hexadecimal digits, or any number of them in braces.
    fn code(&mut self, at: usize, width: u32) -> Outcome<u32> {
        let braces = self.eat(b'{');
        let mut digits = 0;
        let mut code = 0_u32;
        while let Some(digit) = self.peek().and_then(|byte| char::from(byte).to_digit(16))
            && (braces || digits < width)
        {
            self.next();
            digits += 1;
            code = code.saturating_mul(16).saturating_add(digit);
        }
        let complete = if braces { digits > 0 && self.eat(b'}') } else { digits == width };
        if !complete {
            return self.refuse(at, "expected a code such as `\\x7F`, `\\u00E9` or `\\u{1F600}`");
        }
        match char::from_u32(code) {
            Some(_) => Some(code),
            None => self.refuse(at, "no character has this code"),
        }
    }
}

/// `\d`, `\w` and `\s`, and their complements in upper case.
fn perl_class(letter: char) -> Set {
    let name: &[u8] = match letter.to_ascii_lowercase() {
        'd' => b"digit",
        'w' => b"word",
        _ => b"space",
    };
    let mut set = Set::class(name).unwrap_or_default();
    if letter.is_ascii_uppercase() {
        set.negate();
    }
    set
}
