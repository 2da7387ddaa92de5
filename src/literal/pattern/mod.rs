//! Regular expressions with bounded cost, for any pattern and any text.
//!
//! The usual engines cost more than the rest of this library (`regex-lite` adds 56 KB), and backtracking
//! ones can be made to run for hours. This one follows K. Thompson, "Regular Expression Search
//! Algorithm" (CACM 11:6, 1968), as described by R. Cox (<https://swtch.com/~rsc/regexp/regexp2.html>): a
//! pattern becomes a list of instructions, and a text is read once while a set of positions in that list
//! is kept. Each character visits each instruction at most once: at most
//! `instructions × (characters + 1)` steps, of which the costliest is a binary search in a set of ranges.
//!
//! Size: 9.2 KB, of which the search is 0.9 KB and the messages are 0.9 KB.
//!
//! # Syntax
//!
//! The common part of RE2 and Rust's `regex`, over characters (code points). Matching is a search: a
//! pattern matches a text that contains a match, which may be empty.
//!
//! | syntax | matches |
//! |---|---|
//! | `a`, `é`, `\.` | that character; a backslash escapes ASCII punctuation, except `\<` and `\>` |
//! | `\n` `\t` `\r` `\f` `\v` `\a`, `\x7F`, `\x{1F600}`, `\u00E9`, `\u{E9}` | the character with that code |
//! | `.` | any character but `\n` |
//! | `[a-z_]`, `[^a-z]`, `[[:alpha:]]`, `[[:^alpha:]]` | a character of the set, or outside; `]` is itself when first, `-` when first or last |
//! | `\d` `\w` `\s`, `\D` `\W` `\S` | `[0-9]`, `[0-9A-Za-z_]`, `[ \t\n\v\f\r]`, and their complements: ASCII only |
//! | `^` `$` | the start and the end of the text |
//! | `\A` `\z` | the same, whatever the flags |
//! | `\b` `\B` | between a `\w` and something else, and elsewhere |
//! | `ab`, `a\|b` | one after the other, one or the other |
//! | `(a)`, `(?:a)`, `(?<name>a)`, `(?P<name>a)` | a group; nothing is captured |
//! | `a*` `a+` `a?` `a{3}` `a{3,}` `a{3,5}`, each with `?` after it | repetition; the lazy form finds the same texts |
//! | `(?i)`, `(?-i)`, `(?i:a)` | letters in either case, ASCII only, to the end of the group |
//! | `(?s)` | `.` matches `\n` too |
//! | `(?m)` | `^` and `$` also after and before a `\n` |
//!
//! Everything else is refused with the place and the reason: look-around and back-references, whose
//! cost has no bound; `\p{…}`, which needs tables; and syntax that engines treat differently, such as a literal `{`,
//! `a**`, `a++`, sets in sets and `&&` in a set.

mod brackets;
mod compile;
mod run;
mod set;

use crate::program::{Cursor, Write};
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
/// Encoded as the number of instructions and of bounds of sets (`u16` each); the instructions, each an operation (`u8`: 0
/// take, 1 fork, 2 jump, 3 look) and two numbers (`u16`; an offset is an `i16`); and the bounds of all sets (`u32`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    bytes: Vec<u8>,
}

/// One instruction. Unless stated otherwise, the next instruction follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Instruction {
    /// Consumes a character of a set: the range of its bounds, with an exclusive end.
    Take(u16, u16),
    /// Continues both here and at an offset.
    Fork(i16),
    /// Continues at an offset.
    Jump(i16),
    /// Continues if an assertion holds.
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
    /// The operation and its two numbers.
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
    /// The offset of the problem in the pattern, in bytes.
    pub at: usize,
    /// The problem.
    pub message: &'static str,
}

impl Pattern {
    /// Parses a pattern of at most [`LONGEST`] bytes and [`MOST_INSTRUCTIONS`] instructions.
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

    /// Whether `text` contains a match. `scratch` can be reused for any patterns and texts, and grows
    /// only for a pattern that is the longest so far.
    pub fn is_match(&self, text: &str, scratch: &mut Scratch) -> bool {
        is_match(Cursor::new(&self.bytes), text.as_bytes(), scratch)
    }

    /// The number of instructions of the pattern.
    pub fn instructions(&self) -> usize {
        usize::from(Cursor::new(&self.bytes).short())
    }

    /// As [`Pattern::is_match`], with the number of instructions that were visited: at most
    /// ([`Pattern::instructions`] + 1) × (characters + 1).
    pub fn count_steps(&self, text: &str, scratch: &mut Scratch) -> (bool, usize) {
        let mut steps = 0;
        let found = run::search(Cursor::new(&self.bytes), text.as_bytes(), scratch, || steps += 1);
        (found, steps)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
