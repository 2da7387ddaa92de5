//! Sets of values, in the shape that their size asks for.

use super::{Program, Span};
use crate::sort::sort;
use alloc::vec::Vec;

/// A symbol: the number of a string among an attribute's literals, from 1. Zero is a string that no literal equals.
pub(crate) type Symbol = u32;

/// A set of strings (as symbols), numbers and booleans.
#[derive(Clone, Copy, Debug)]
pub struct OneOf {
    shape: Shape,
    symbols: Span,
    numbers: Span,
    /// Bit 0: `false` belongs to it; bit 1: `true` does.
    booleans: u8,
}

#[derive(Clone, Copy, Debug)]
enum Shape {
    /// So few symbols that comparing each is quickest.
    Few,
    /// A bit for each symbol from this word of 32 on.
    Bits(u32),
    /// Few among very many: sorted.
    Sorted,
}

impl Program {
    /// Bits where they take no more room than twice the list. Symbols are numbered as they come, so those that one set
    /// names first lie side by side.
    pub(crate) fn one_of(&mut self, symbols: Vec<Symbol>, numbers: Span, booleans: u8) -> OneOf {
        let (mut least, mut most) = (u32::MAX, 0);
        for symbol in &symbols {
            (least, most) = (least.min(*symbol), most.max(*symbol));
        }
        let (from, to) = (least / 32, most / 32 + 1);
        let first = self.numbers.len();
        let mut shape = Shape::Few;
        if symbols.len() <= 4 {
            self.numbers.extend_from_slice(&symbols);
        } else if (to - from) as usize <= symbols.len() * 2 {
            shape = Shape::Bits(from);
            self.numbers.resize(first + (to - from) as usize, 0);
            for symbol in symbols {
                let word = self.numbers.get_mut(first + (symbol / 32 - from) as usize);
                word.into_iter().for_each(|word| *word |= 1 << (symbol % 32));
            }
        } else {
            shape = Shape::Sorted;
            let mut keys: Vec<u64> = symbols.into_iter().map(u64::from).collect();
            sort(&mut keys);
            for key in keys {
                self.numbers.push(key as u32);
            }
        }
        OneOf { shape, symbols: Span::new(first, self.numbers.len()), numbers, booleans }
    }

    pub(crate) fn has_symbol(&self, set: &OneOf, symbol: Symbol) -> bool {
        let list = set.symbols.of(&self.numbers);
        match set.shape {
            Shape::Few => list.contains(&symbol),
            Shape::Bits(from) => {
                let word = list.get((symbol / 32).wrapping_sub(from) as usize);
                word.is_some_and(|word| word >> (symbol % 32) & 1 == 1)
            }
            Shape::Sorted => list.binary_search(&symbol).is_ok(),
        }
    }

    pub(crate) fn has_number(&self, set: &OneOf, number: f64) -> bool {
        set.numbers.of(&self.floats).contains(&number)
    }
}

impl OneOf {
    pub(crate) fn has_boolean(&self, value: bool) -> bool {
        self.booleans >> u8::from(value) & 1 == 1
    }
}
