//! The search: one pass over the text with a set of active instructions.

use super::{Instruction, Look, MOST_INSTRUCTIONS};
use crate::literal::utf::CodePoints;
use crate::program::Cursor;
use alloc::vec::Vec;
use core::mem::swap;

/// The memory of a search, which can be reused.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// For each instruction, one plus the number of characters read at its last visit.
    visited: Vec<usize>,
    /// Instructions to visit before the next character.
    now: Vec<u16>,
    /// Instructions to visit after it.
    next: Vec<u16>,
}

impl Scratch {
    /// Empty memory, which the first search grows.
    pub const fn new() -> Self {
        Self { visited: Vec::new(), now: Vec::new(), next: Vec::new() }
    }

    fn clear(&mut self, places: usize) {
        self.visited.clear();
        self.visited.resize(places, 0);
        for list in [&mut self.now, &mut self.next] {
            list.clear();
            // Each visited instruction adds at most two to those that the last character left.
            list.reserve(3 * places);
        }
    }
}

/// An encoded pattern.
#[derive(Clone, Copy)]
struct Model<'p> {
    instructions: &'p [[u8; 5]],
    bounds: &'p [[u8; 4]],
}

/// Whether `text` contains a match of an encoded pattern.
pub(crate) fn is_match(pattern: Cursor<'_>, text: &[u8], scratch: &mut Scratch) -> bool {
    search(pattern, text, scratch, || ())
}

/// As [`is_match`]; `step` is called for each visited instruction.
pub(super) fn search(mut at: Cursor<'_>, text: &[u8], scratch: &mut Scratch, mut step: impl FnMut()) -> bool {
    let [instructions, bounds] = [at.short(), at.short()].map(usize::from);
    let instructions = instructions.min(MOST_INSTRUCTIONS);
    let model =
        Model { instructions: at.take(instructions * 5).as_chunks().0, bounds: at.take(bounds * 4).as_chunks().0 };
    let anchored = matches!(model.instruction(0), Some(Instruction::Look(Look::TextStart)));
    scratch.clear(model.instructions.len() + 1);
    let mut characters = CodePoints(text);
    let mut previous = None;
    let mut turn = 0;
    loop {
        let current = characters.next();
        turn += 1;
        if !anchored || turn == 1 {
            scratch.now.push(0);
        }
        while let Some(place) = scratch.now.pop() {
            match scratch.visited.get_mut(usize::from(place)) {
                Some(visited) if *visited != turn => *visited = turn,
                _ => continue,
            }
            step();
            let Some(instruction) = model.instruction(place) else {
                return true;
            };
            model.visit(instruction, place, previous, current, scratch);
        }
        if current.is_none() || anchored && scratch.next.is_empty() {
            return false;
        }
        swap(&mut scratch.now, &mut scratch.next);
        previous = current;
    }
}

impl Model<'_> {
    fn instruction(self, place: u16) -> Option<Instruction> {
        self.instructions.get(usize::from(place)).copied().map(Instruction::of)
    }

    fn visit(
        self,
        instruction: Instruction,
        place: u16,
        previous: Option<u32>,
        current: Option<u32>,
        scratch: &mut Scratch,
    ) {
        match instruction {
            Instruction::Take(from, to) => {
                let bounds = self.bounds.get(usize::from(from)..usize::from(to));
                if let (Some(bounds), Some(current)) = (bounds, current)
                    && contains(bounds, current)
                {
                    scratch.next.push(place.wrapping_add(1));
                }
            }
            Instruction::Fork(offset) => {
                scratch.now.push(place.wrapping_add(1));
                scratch.now.push(place.wrapping_add_signed(offset));
            }
            Instruction::Jump(offset) => scratch.now.push(place.wrapping_add_signed(offset)),
            Instruction::Look(look) => {
                if look.holds(previous, current) {
                    scratch.now.push(place.wrapping_add(1));
                }
            }
        }
    }
}

/// Whether the set with these bounds contains `code`.
fn contains(bounds: &[[u8; 4]], code: u32) -> bool {
    bounds.partition_point(|bound| u32::from_le_bytes(*bound) <= code) & 1 == 1
}

impl Look {
    fn holds(self, previous: Option<u32>, current: Option<u32>) -> bool {
        let newline = |side: Option<u32>| side.is_none_or(|code| code == u32::from(b'\n'));
        let boundary = is_word(previous) != is_word(current);
        match self {
            Self::TextStart => previous.is_none(),
            Self::TextEnd => current.is_none(),
            Self::LineStart => newline(previous),
            Self::LineEnd => newline(current),
            Self::Boundary => boundary,
            Self::NoBoundary => !boundary,
        }
    }
}

fn is_word(side: Option<u32>) -> bool {
    let byte = side.and_then(|code| u8::try_from(code).ok());
    byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
