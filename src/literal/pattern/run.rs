//! The search: one pass over the text with a set of places in the program.

use super::{Instruction, Look, Pattern, set};
use alloc::vec::Vec;
use core::mem::swap;

/// The memory of a search, kept from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// For each place, the number of characters read when it was last visited, and one.
    visited: Vec<usize>,
    /// Places to visit before the next character is taken.
    now: Vec<u16>,
    /// Places to visit after it.
    next: Vec<u16>,
}

impl Scratch {
    /// Memory that grows with the first search.
    pub const fn new() -> Self {
        Self { visited: Vec::new(), now: Vec::new(), next: Vec::new() }
    }

    fn clear(&mut self, places: usize) {
        self.visited.clear();
        self.visited.resize(places, 0);
        for list in [&mut self.now, &mut self.next] {
            list.clear();
            // Each place visited adds two at most, to those that the last character left.
            list.reserve(3 * places);
        }
    }
}

impl Pattern {
    /// Whether `text` contains a match; `step` is called for each visit of a place.
    pub(super) fn search(&self, text: &str, scratch: &mut Scratch, mut step: impl FnMut()) -> bool {
        let anchored = matches!(self.program.first(), Some(Instruction::Look(Look::TextStart)));
        scratch.clear(self.program.len() + 1);
        let mut characters = text.chars();
        let mut previous = None;
        let mut turn = 0;
        loop {
            let current = characters.next().map(u32::from);
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
                let Some(instruction) = self.program.get(usize::from(place)) else {
                    return true;
                };
                self.visit(*instruction, place, previous, current, scratch);
            }
            if current.is_none() || anchored && scratch.next.is_empty() {
                return false;
            }
            swap(&mut scratch.now, &mut scratch.next);
            previous = current;
        }
    }

    fn visit(
        &self,
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
                    && set::contains(bounds, current)
                {
                    scratch.next.push(place + 1);
                }
            }
            Instruction::Fork(offset) => {
                scratch.now.push(place + 1);
                scratch.now.push(place.wrapping_add_signed(offset));
            }
            Instruction::Jump(offset) => scratch.now.push(place.wrapping_add_signed(offset)),
            Instruction::Look(look) => {
                if look.holds(previous, current) {
                    scratch.now.push(place + 1);
                }
            }
        }
    }
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
