//! What is left to read of program, one number after the other.

/// Bytes to read on from. What lies behind them is zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'c>(&'c [u8]);

impl<'c> Cursor<'c> {
    pub(crate) fn new(bytes: &'c [u8]) -> Cursor<'c> {
        Cursor(bytes)
    }

    /// Whether nothing is left.
    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// Where in memory it stands.
    pub(crate) fn place(self) -> *const u8 {
        self.0.as_ptr()
    }

    pub(crate) fn byte(&mut self) -> u8 {
        let [byte] = self.chunk();
        byte
    }

    pub(crate) fn short(&mut self) -> u16 {
        u16::from_le_bytes(self.chunk())
    }

    pub(crate) fn word(&mut self) -> u32 {
        u32::from_le_bytes(self.chunk())
    }

    /// A byte and a word: what many parts begin with.
    pub(crate) fn byte_and_word(&mut self) -> (u8, u32) {
        let [byte, a, b, c, d] = self.chunk();
        (byte, u32::from_le_bytes([a, b, c, d]))
    }

    pub(crate) fn long(&mut self) -> u64 {
        u64::from_le_bytes(self.chunk())
    }

    pub(crate) fn float(&mut self) -> f64 {
        f64::from_bits(self.long())
    }

    /// Instants.
    pub(crate) fn instant(&mut self) -> i64 {
        self.long() as i64
    }

    /// A number of bytes, and then the bytes.
    pub(crate) fn text(&mut self) -> &'c [u8] {
        let length = self.word() as usize;
        self.take(length)
    }

    /// So many bytes, or all when there are fewer.
    pub(crate) fn take(&mut self, length: usize) -> &'c [u8] {
        let Some((taken, rest)) = self.0.split_at_checked(length) else {
            return core::mem::replace(&mut self.0, at_the_end());
        };
        self.0 = rest;
        taken
    }

    /// So many words.
    pub(crate) fn words(&mut self, count: u32) -> &'c [[u8; 4]] {
        self.take((count as usize).saturating_mul(4)).as_chunks().0
    }

    /// How many parts follow: never more than there are bytes.
    pub(crate) fn count(&mut self) -> u32 {
        self.word().min(self.0.len() as u32)
    }

    /// A part of so many bytes, to be read by itself.
    pub(crate) fn part(&mut self, size: u32) -> Cursor<'c> {
        Cursor(self.take(size as usize))
    }

    /// So many bytes; zeros when there are fewer.
    pub(crate) fn chunk<const N: usize>(&mut self) -> [u8; N] {
        let Some((found, rest)) = self.0.split_first_chunk::<N>() else {
            self.0 = at_the_end();
            return [0; N];
        };
        self.0 = rest;
        *found
    }
}

/// Said to be rare, so that reading is a branch that is not taken instead of a choice between two places.
#[cold]
fn at_the_end<'c>() -> &'c [u8] {
    &[]
}
