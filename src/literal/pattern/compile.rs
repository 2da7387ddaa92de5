//! Compiles a pattern in one pass: each part is written as it is parsed. Jumps are relative, so that a
//! part can be moved and copied.

use super::set::Set;
use super::{DEEPEST, Instruction, LONGEST, Look, MOST_INSTRUCTIONS, Pattern, PatternError};
use alloc::vec::Vec;
use core::str::Chars;

/// `None` after a refusal. The compiler keeps the reason: a result that contains it would be larger at each step.
pub(super) type Outcome<T = ()> = Option<T>;

/// Flags, as bits.
const EITHER_CASE: u8 = 1;
const DOT_TAKES_NEWLINE: u8 = 2;
const LINES: u8 = 4;

/// The largest number in `{n,m}`.
const MOST_REPETITIONS: u16 = 1_000;

pub(super) struct Compiler<'p> {
    length: usize,
    rest: Chars<'p>,
    flags: u8,
    model: Vec<Instruction>,
    bounds: Vec<u32>,
    error: PatternError,
}

pub(super) fn compile(text: &str) -> Result<Pattern, PatternError> {
    let mut compiler = Compiler {
        length: text.len(),
        rest: text.chars(),
        flags: 0,
        model: Vec::new(),
        bounds: Vec::new(),
        error: PatternError { at: 0, message: "" },
    };
    match compiler.whole() {
        Some(()) => Ok(Pattern::of(&compiler.model, &compiler.bounds)),
        None => Err(compiler.error),
    }
}

/// The distance of a jump; the limits keep it within an `i16`.
fn offset(from: usize, to: usize) -> i16 {
    to as i16 - from as i16
}

impl Compiler<'_> {
    pub(super) fn at(&self) -> usize {
        self.length - self.rest.as_str().len()
    }

    /// The next byte. Syntax is ASCII, which never occurs inside another character.
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.as_str().bytes().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        self.rest.next()
    }

    pub(super) fn eat(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.rest.next();
        }
        found
    }

    pub(super) fn refuse<T>(&mut self, at: usize, message: &'static str) -> Outcome<T> {
        self.note(at, message);
        None
    }

    /// Not inlined, because there are thirty refusals.
    #[inline(never)]
    fn note(&mut self, at: usize, message: &'static str) {
        self.error = PatternError { at, message };
    }

    fn whole(&mut self) -> Outcome {
        if self.length > LONGEST {
            return self.refuse(LONGEST, "a pattern has at most 1,000 bytes");
        }
        self.alternatives(0)?;
        match self.peek() {
            None => Some(()),
            Some(_) => self.refuse(self.at(), "unopened group"),
        }
    }

    pub(super) fn starts_with(&self, text: &str) -> bool {
        self.rest.as_str().starts_with(text)
    }

    pub(super) fn either_case(&self) -> bool {
        self.flags & EITHER_CASE != 0
    }

    /// `a|b|c`, to the end of the group.
    fn alternatives(&mut self, depth: u32) -> Outcome {
        let start = self.model.len();
        self.sequence(depth)?;
        while self.eat(b'|') {
            self.push(Instruction::Jump(0))?;
            let after = self.model.len() + 1;
            self.insert(start, Instruction::Fork(offset(start, after)))?;
            self.sequence(depth)?;
            let end = self.model.len();
            if let Some(jump) = self.model.get_mut(after - 1) {
                *jump = Instruction::Jump(offset(after - 1, end));
            }
        }
        Some(())
    }

    fn sequence(&mut self, depth: u32) -> Outcome {
        while !matches!(self.peek(), None | Some(b'|' | b')')) {
            let start = self.model.len();
            if self.atom(depth)? {
                self.repetition(start)?;
            }
        }
        Some(())
    }

    /// One character, set, group or assertion; `false` for flags alone, which can't be repeated.
    fn atom(&mut self, depth: u32) -> Outcome<bool> {
        let at = self.at();
        let look = |compiler: &Self, line, text| {
            if compiler.flags & LINES != 0 { line } else { text }
        };
        match self.next() {
            Some('(') => return self.group(at, depth),
            Some('[') => self.brackets(at)?,
            Some('\\') => self.escape(at)?,
            Some('.') => self.dot()?,
            Some('^') => self.look(look(self, Look::LineStart, Look::TextStart))?,
            Some('$') => self.look(look(self, Look::LineEnd, Look::TextEnd))?,
            Some('*' | '+' | '?' | '{') => return self.refuse(at, "nothing to repeat"),
            Some(literal) => self.take(Set::single(literal.into()))?,
            None => {}
        }
        Some(true)
    }

    fn dot(&mut self) -> Outcome {
        let mut set = Set::default();
        if self.flags & DOT_TAKES_NEWLINE == 0 {
            set = Set::single('\n'.into());
        }
        set.negate();
        self.take(set)
    }

    /// The rest of a group after `(`.
    fn group(&mut self, at: usize, depth: u32) -> Outcome<bool> {
        let flags = self.flags;
        if self.eat(b'?') && !self.group_kind(at)? {
            return Some(false);
        }
        if depth == DEEPEST {
            return self.refuse(at, "groups are nested deeper than 50");
        }
        self.alternatives(depth + 1)?;
        if !self.eat(b')') {
            return self.refuse(at, "unclosed group");
        }
        self.flags = flags;
        Some(true)
    }

    /// The rest of a group after `(?`; `false` for flags alone.
    fn group_kind(&mut self, at: usize) -> Outcome<bool> {
        if self.eat(b':') {
            return Some(true);
        }
        let named = self.eat(b'P');
        if self.eat(b'<') {
            return self.group_name(at);
        }
        match self.peek() {
            Some(b'=') if named => self.refuse(at, "back-references are not supported"),
            Some(b'=' | b'!') => self.refuse(at, "look-around is not supported"),
            Some(b'i' | b's' | b'm' | b'-') if !named => self.group_flags(),
            _ => self.refuse(at, "unknown kind of group"),
        }
    }

    fn group_name(&mut self, at: usize) -> Outcome<bool> {
        if matches!(self.peek(), Some(b'=' | b'!')) {
            return self.refuse(at, "look-around is not supported");
        }
        let start = self.at();
        while self.peek().is_some_and(|c| c.is_ascii_alphanumeric() || c == b'_') {
            self.next();
        }
        if self.at() == start || !self.eat(b'>') {
            return self.refuse(start, "a group name consists of letters, digits and `_`, followed by `>`");
        }
        Some(true)
    }

    /// `i`, `s`, `m` to set, and to unset after a `-`, then `)` or `:`.
    fn group_flags(&mut self) -> Outcome<bool> {
        let mut unset = false;
        loop {
            let at = self.at();
            let flag = match self.next() {
                Some('i') => EITHER_CASE,
                Some('s') => DOT_TAKES_NEWLINE,
                Some('m') => LINES,
                Some('-') if !unset && !matches!(self.peek(), Some(b')' | b':')) => {
                    unset = true;
                    continue;
                }
                Some(':') => return Some(true),
                Some(')') => return Some(false),
                _ => return self.refuse(at, "unknown flag"),
            };
            self.flags = if unset { self.flags & !flag } else { self.flags | flag };
        }
    }

    /// A repetition of the atom that was written from `start`.
    fn repetition(&mut self, start: usize) -> Outcome {
        let at = self.at();
        let (least, most) = match self.peek() {
            Some(b'*') => (0, None),
            Some(b'+') => (1, None),
            Some(b'?') => (0, Some(1)),
            Some(b'{') => self.counts(at)?,
            _ => return Some(()),
        };
        self.next();
        // The lazy form prefers another match, but matches the same texts.
        self.eat(b'?');
        if matches!(self.peek(), Some(b'*' | b'+' | b'?' | b'{')) {
            return self.refuse(self.at(), "to repeat a repetition, put it into a group");
        }
        self.repeat(start, least, most)
    }

    /// `{n}`, `{n,}` or `{n,m}`, up to the brace.
    fn counts(&mut self, at: usize) -> Outcome<(u16, Option<u16>)> {
        self.next();
        let least = self.count(at)?;
        let most = match self.eat(b',') {
            true if self.peek() == Some(b'}') => None,
            true => Some(self.count(at)?),
            false => Some(least),
        };
        if self.peek() != Some(b'}') {
            return self.refuse(at, "expected a count such as `{2}`, `{2,}` or `{2,5}`");
        }
        if most.is_some_and(|most| most < least) {
            return self.refuse(at, "the first count is larger than the second");
        }
        Some((least, most))
    }

    fn count(&mut self, at: usize) -> Outcome<u16> {
        let mut digits = 0;
        let mut value = 0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            self.next();
            digits += 1;
            value = value * 10 + u16::from(digit - b'0');
            if value > MOST_REPETITIONS {
                return self.refuse(at, "a count is at most 1,000");
            }
        }
        if digits == 0 {
            return self.refuse(at, "expected a count such as `{2}`, `{2,}` or `{2,5}`");
        }
        Some(value)
    }

    /// Writes the part from `start` several times instead of once.
    fn repeat(&mut self, start: usize, least: u16, most: Option<u16>) -> Outcome {
        let part = self.model.split_off(start);
        let length = part.len();
        for _ in 0..least {
            self.copy(&part)?;
        }
        match most {
            Some(most) => {
                for _ in least..most {
                    self.push(Instruction::Fork(offset(0, length + 1)))?;
                    self.copy(&part)?;
                }
            }
            None if least > 0 => self.push(Instruction::Fork(offset(length, 0)))?,
            None => {
                self.push(Instruction::Fork(offset(0, length + 2)))?;
                self.copy(&part)?;
                self.push(Instruction::Jump(offset(length + 1, 0)))?;
            }
        }
        Some(())
    }

    /// A character of a set.
    pub(super) fn take(&mut self, mut set: Set) -> Outcome {
        if self.either_case() {
            set.fold();
        }
        self.take_as_is(&set)
    }

    pub(super) fn take_as_is(&mut self, set: &Set) -> Outcome {
        let from = self.bounds.len();
        self.bounds.extend_from_slice(&set.bounds);
        self.push(Instruction::Take(from as u16, self.bounds.len() as u16))
    }

    pub(super) fn look(&mut self, look: Look) -> Outcome {
        self.push(Instruction::Look(look))
    }

    fn copy(&mut self, part: &[Instruction]) -> Outcome {
        part.iter().try_for_each(|instruction| self.push(*instruction))
    }

    fn push(&mut self, instruction: Instruction) -> Outcome {
        self.insert(self.model.len(), instruction)
    }

    fn insert(&mut self, place: usize, instruction: Instruction) -> Outcome {
        if self.model.len() == MOST_INSTRUCTIONS {
            return self.refuse(self.at(), "the pattern needs more than 2,000 instructions");
        }
        self.model.insert(place, instruction);
        Some(())
    }
}
