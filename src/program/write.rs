//! A writer of the numbers of a program.

use alloc::vec::Vec;

/// Appends values.
pub(crate) trait Write {
    fn byte(&mut self, number: u8);
    fn short(&mut self, number: u16);
    fn word(&mut self, number: u32);
    fn long(&mut self, number: u64);
    /// Reserves room for the size of the part that follows; see [`Write::close`].
    fn open(&mut self) -> usize;
    /// Writes the size of the part into the reserved room.
    fn close(&mut self, room: usize);
    /// Overwrites a word.
    fn put(&mut self, at: usize, number: u32);

    fn float(&mut self, number: f64) {
        self.long(number.to_bits());
    }

    fn instant(&mut self, ms: i64) {
        self.long(ms as u64);
    }

    fn text(&mut self, text: &[u8]);
}

impl Write for Vec<u8> {
    fn byte(&mut self, number: u8) {
        self.push(number);
    }

    fn short(&mut self, number: u16) {
        self.extend_from_slice(&number.to_le_bytes());
    }

    fn word(&mut self, number: u32) {
        self.extend_from_slice(&number.to_le_bytes());
    }

    fn long(&mut self, number: u64) {
        self.extend_from_slice(&number.to_le_bytes());
    }

    fn open(&mut self) -> usize {
        self.word(0);
        self.len()
    }

    fn close(&mut self, room: usize) {
        let size = (self.len() - room) as u32;
        self.put(room - 4, size);
    }

    fn put(&mut self, at: usize, number: u32) {
        let place = self.get_mut(at..).and_then(|rest| rest.first_chunk_mut());
        place.into_iter().for_each(|place| *place = number.to_le_bytes());
    }

    fn text(&mut self, text: &[u8]) {
        self.word(text.len() as u32);
        self.extend_from_slice(text);
    }
}
