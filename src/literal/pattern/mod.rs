//! Regular expressions whose cost is bounded, whoever wrote the pattern and whatever a visitor sends.
//!
//! The usual engines cost more than the rest of this library (`regex-lite` adds 56 KB), and backtracking
//! ones can be made to run for hours. This one follows K. Thompson, "Regular Expression Search
//! Algorithm" (CACM 11:6, 1968), as R. Cox tells it (<https://swtch.com/~rsc/regexp/regexp2.html>): a
//! pattern becomes a list of instructions, and a text is read once while a set of positions in that list
//! is kept. Each character visits each instruction at most once: at most
//! `instructions × (characters + 1)` steps, of which the costliest is a binary search in a set of ranges.
//!
//! Size: 9.2 KB, of which the search is 0.9 KB and the messages are 0.9 KB.
//!
//! # What a pattern may say
//!
//! The common part of RE2 and Rust's `regex`, over characters (code points). Matching is a search: a
//! pattern holds for a text that contains a match, the empty one included.
//!
//! | written | matches |
//! |---|---|
//! | `a`, `é`, `\.` | that character; a backslash takes the meaning from ASCII punctuation, but for `\<` and `\>` |
//! | `\n` `\t` `\r` `\f` `\v` `\a`, `\x7F`, `\x{1F600}`, `\u00E9`, `\u{E9}` | the character with that code |
//! | `.` | any character but `\n` |
//! | `[a-z_]`, `[^a-z]`, `[[:alpha:]]`, `[[:^alpha:]]` | a character of the set, or outside; `]` is itself when first, `-` when first or last |
//! | `\d` `\w` `\s`, `\D` `\W` `\S` | `[0-9]`, `[0-9A-Za-z_]`, `[ \t\n\v\f\r]`, and what is outside: ASCII only |
//! | `^` `$` | the start and the end of the text |
//! | `\A` `\z` | the same, whatever the flags |
//! | `\b` `\B` | between a `\w` and something else, and elsewhere |
//! | `ab`, `a\|b` | one after the other, one or the other |
//! | `(a)`, `(?:a)`, `(?<name>a)`, `(?P<name>a)` | a group; nothing is captured |
//! | `a*` `a+` `a?` `a{3}` `a{3,}` `a{3,5}`, each with `?` after it | repetition; the lazy form finds the same texts |
//! | `(?i)`, `(?-i)`, `(?i:a)` | letters in either case, ASCII only, to the end of the group |
//! | `(?s)` | `.` takes `\n` too |
//! | `(?m)` | `^` and `$` also after and before a `\n` |
//!
//! Everything else is refused with the place and the reason: look-around and back-references, which
//! no bound holds for; `\p{…}`, which needs tables; and what engines disagree on, such as a literal `{`,
//! `a**`, `a++`, sets in sets and `&&` in a set.

#[cfg(feature = "compile")]
mod brackets;
#[cfg(feature = "compile")]
mod compile;
mod run;
#[cfg(feature = "compile")]
mod set;

#[cfg(feature = "compile")]
use crate::program::{Cursor, Write};
#[cfg(feature = "compile")]
use alloc::vec::Vec;
pub use run::Scratch;
pub(crate) use run::is_match;

/// The longest pattern, in bytes.
pub const LONGEST: usize = 1_000;
/// The most instructions that a pattern may need; `a{1000}` needs 1,000.
pub const MOST_INSTRUCTIONS: usize = 2_000;
/// The deepest nesting of groups.
pub const DEEPEST: u32 = 50;

/// A pattern, ready to search.
///
/// It is kept as code has it: how many instructions and how many bounds of sets (`u16` each); the instructions, each what it
/// does (`u8`: 0 take, 1 fork, 2 jump, 3 look) and its two numbers (`u16`; an offset is an `i16`); the bounds of all sets, one
/// after the other (`u32`).
#[cfg(feature = "compile")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    bytes: Vec<u8>,
}

/// What a search does at one place of the model. Unless it says otherwise it goes on to the next place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Instruction {
    /// Takes a character of the set whose bounds go from the first to before the second.
    Take(u16, u16),
    /// Goes on, and also that many places further.
    Fork(i16),
    /// Goes that many places further only.
    Jump(i16),
    /// Goes on where the surroundings are so.
    Look(Look),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    Boundary,
    NoBoundary,
}

impl Look {
    fn of(number: u16) -> Look {
        match number {
            0 => Look::TextStart,
            1 => Look::TextEnd,
            2 => Look::LineStart,
            3 => Look::LineEnd,
            4 => Look::Boundary,
            _ => Look::NoBoundary,
        }
    }
}

impl Instruction {
    /// What it does, and its two numbers.
    #[cfg(feature = "compile")]
    fn numbers(self) -> (u8, u16, u16) {
        match self {
            Instruction::Take(from, to) => (0, from, to),
            Instruction::Fork(offset) => (1, offset as u16, 0),
            Instruction::Jump(offset) => (2, offset as u16, 0),
            Instruction::Look(look) => (3, look as u16, 0),
        }
    }

    fn of([kind, a, b, c, d]: [u8; 5]) -> Instruction {
        let (first, second) = (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]));
        match kind {
            0 => Instruction::Take(first, second),
            1 => Instruction::Fork(first as i16),
            2 => Instruction::Jump(first as i16),
            _ => Instruction::Look(Look::of(first)),
        }
    }
}

/// Why a pattern was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// The byte of the pattern where the problem starts.
    pub at: usize,
    /// What the problem is.
    pub message: &'static str,
}

#[cfg(feature = "compile")]
impl Pattern {
    /// Reads a pattern of at most [`LONGEST`] bytes and [`MOST_INSTRUCTIONS`] instructions.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        compile::compile(text)
    }

    fn of(instructions: &[Instruction], bounds: &[u32]) -> Self {
        let mut bytes = Vec::new();
        bytes.short(instructions.len() as u16);
        bytes.short(bounds.len() as u16);
        for instruction in instructions {
            let (kind, first, second) = instruction.numbers();
            bytes.byte(kind);
            bytes.short(first);
            bytes.short(second);
        }
        bounds.iter().for_each(|bound| bytes.word(*bound));
        Self { bytes }
    }

    /// Whether `text` contains a match. `scratch` serves any number of patterns and texts, and grows only
    /// when a pattern is the longest so far.
    pub fn is_match(&self, text: &str, scratch: &mut Scratch) -> bool {
        is_match(Cursor::new(&self.bytes), text.as_bytes(), scratch)
    }

    /// How many instructions the pattern needs.
    pub fn instructions(&self) -> usize {
        usize::from(Cursor::new(&self.bytes).short())
    }

    /// As [`Pattern::is_match`], and how many instructions were visited: at most [`Pattern::instructions`]
    /// and the end for each character of the text, and once more.
    pub fn count_steps(&self, text: &str, scratch: &mut Scratch) -> (bool, usize) {
        let mut steps = 0;
        let found = run::search(Cursor::new(&self.bytes), text.as_bytes(), scratch, || steps += 1);
        (found, steps)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
