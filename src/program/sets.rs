//! Sets of values, in the shape that their size asks for.

use crate::sort::sort;
use alloc::{boxed::Box, vec, vec::Vec};

/// A symbol: the number of a string among an attribute's literals, from 1. Zero is a string that no literal equals.
pub(crate) type Symbol = u32;

/// A set of strings (as symbols), numbers and booleans.
#[derive(Clone, Debug, Default)]
pub struct OneOf {
    symbols: Symbols,
    numbers: Box<[f64]>,
    /// Bit 0: `false` belongs to it; bit 1: `true` does.
    booleans: u8,
}

#[derive(Clone, Debug)]
enum Symbols {
    /// So few that comparing each is quickest.
    Few(Box<[Symbol]>),
    /// A bit for each of the attribute's symbols.
    Bits(Box<[u32]>),
    /// Few among very many: sorted.
    Sorted(Box<[Symbol]>),
}

impl Default for Symbols {
    fn default() -> Self {
        Symbols::Few(Box::default())
    }
}

impl OneOf {
    pub(crate) fn new(mut symbols: Vec<Symbol>, numbers: Vec<f64>, booleans: u8) -> Self {
        sort(&mut symbols);
        symbols.dedup();
        OneOf { symbols: Symbols::of(symbols), numbers: numbers.into(), booleans }
    }

    pub(crate) fn has_symbol(&self, symbol: Symbol) -> bool {
        match &self.symbols {
            Symbols::Few(few) => few.contains(&symbol),
            Symbols::Bits(bits) => bits.get(symbol as usize / 32).is_some_and(|word| word >> (symbol % 32) & 1 == 1),
            Symbols::Sorted(sorted) => sorted.binary_search(&symbol).is_ok(),
        }
    }

    pub(crate) fn has_number(&self, number: f64) -> bool {
        self.numbers.contains(&number)
    }

    pub(crate) fn has_boolean(&self, value: bool) -> bool {
        self.booleans >> u8::from(value) & 1 == 1
    }
}

impl Symbols {
    /// Bits where they take no more room than twice the list.
    fn of(sorted: Vec<Symbol>) -> Self {
        let words = sorted.last().map_or(0, |last| *last as usize / 32 + 1);
        if sorted.len() <= 4 {
            return Symbols::Few(sorted.into());
        }
        if words > sorted.len() * 2 {
            return Symbols::Sorted(sorted.into());
        }
        let mut bits = vec![0u32; words];
        for symbol in sorted {
            if let Some(word) = bits.get_mut(symbol as usize / 32) {
                *word |= 1 << (symbol % 32);
            }
        }
        Symbols::Bits(bits.into())
    }
}
