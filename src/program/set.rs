//! Sets of strings (as symbols), numbers and booleans, in an encoding that depends on their size.

use super::{Cursor, Symbol};
use super::{Write, sort};
use alloc::vec::Vec;

/// The words are a bitmap of symbols, 32 per word.
const BITMAP: u8 = 1;
/// The symbols are sorted. Without this bit there are so few that comparing each is fastest.
const SORTED: u8 = 2;
/// The set contains `false` or `true`: the position of the first of the two bits.
const BOOLEANS: u32 = 2;
/// Numbers follow the symbols.
const NUMBERS: u8 = 16;

/// Writes a set, as a bitmap if that takes at most twice the size of the list. Symbols are numbered in the order in which
/// they occur, so those of one set are often adjacent. Bit 0 of `booleans` is `false`, bit 1 is `true`.
pub(crate) fn write(out: &mut Vec<u8>, mut symbols: Vec<Symbol>, numbers: &[f64], booleans: u8) {
    let least = symbols.iter().min().map_or(0, |symbol| symbol / 32);
    let word_count = symbols.iter().max().map_or(0, |symbol| symbol / 32 + 1 - least);
    let few = symbols.len() <= 4;
    let bitmap = !few && word_count as usize <= symbols.len() * 2;
    let shape = if bitmap { BITMAP } else { SORTED * u8::from(!few) };
    out.byte(shape | booleans << BOOLEANS | if numbers.is_empty() { 0 } else { NUMBERS });
    if bitmap {
        out.word(word_count);
        out.word(least);
        let mut bits = alloc::vec![0_u32; word_count as usize];
        for symbol in symbols {
            let word = bits.get_mut((symbol / 32 - least) as usize);
            word.into_iter().for_each(|word| *word |= 1 << (symbol % 32));
        }
        bits.into_iter().for_each(|word| out.word(word));
    } else {
        out.word(symbols.len() as u32);
        if !few {
            sort(&mut symbols);
        }
        symbols.into_iter().for_each(|symbol| out.word(symbol));
    }
    if !numbers.is_empty() {
        out.word(numbers.len() as u32);
        numbers.iter().for_each(|number| out.float(*number));
    }
}

/// Whether a set contains a string.
pub(crate) fn has_symbol(mut at: Cursor<'_>, symbol: Symbol) -> bool {
    let (shape, count) = at.byte_and_word();
    if shape & BITMAP != 0 {
        let nth = (symbol / 32).wrapping_sub(at.word());
        let word = at.words(count).get(nth as usize);
        return word.is_some_and(|word| u32::from_le_bytes(*word) >> (symbol % 32) & 1 == 1);
    }
    let symbols = at.words(count);
    if shape & SORTED != 0 {
        return symbols.binary_search_by(|word| u32::from_le_bytes(*word).cmp(&symbol)).is_ok();
    }
    symbols.iter().any(|word| u32::from_le_bytes(*word) == symbol)
}

/// Whether a set contains a number.
pub(crate) fn has_number(mut at: Cursor<'_>, number: f64) -> bool {
    let (shape, count) = at.byte_and_word();
    if shape & BITMAP != 0 {
        at.word();
    }
    at.words(count);
    if shape & NUMBERS == 0 {
        return false;
    }
    let count = at.word();
    let numbers = at.take((count as usize).saturating_mul(8)).as_chunks::<8>().0;
    numbers.iter().any(|bytes| f64::from_le_bytes(*bytes) == number)
}

/// Whether a set contains a boolean.
pub(crate) fn has_boolean(mut at: Cursor<'_>, value: bool) -> bool {
    at.byte() >> (BOOLEANS + u32::from(value)) & 1 == 1
}
