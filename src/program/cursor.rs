//! A reader over the bytes of a program.

/// The bytes that are left. Reads past the end return zeros.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'c>(&'c [u8]);

impl<'c> Cursor<'c> {
    pub(crate) fn new(bytes: &'c [u8]) -> Cursor<'c> {
        Cursor(bytes)
    }

    /// Whether all bytes are read.
    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The address of the next byte.
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

    /// A byte and a word, with which many parts start.
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

    /// An instant in ms since 1970.
    pub(crate) fn instant(&mut self) -> i64 {
        self.long() as i64
    }

    /// A length in bytes, followed by the bytes.
    pub(crate) fn text(&mut self) -> &'c [u8] {
        let length = self.word() as usize;
        self.take(length)
    }

    /// The next `length` bytes, or all that are left.
    pub(crate) fn take(&mut self, length: usize) -> &'c [u8] {
        let Some((taken, rest)) = self.0.split_at_checked(length) else {
            return core::mem::replace(&mut self.0, at_the_end());
        };
        self.0 = rest;
        taken
    }

    /// The next `count` words, or fewer if not as many are left.
    pub(crate) fn words(&mut self, count: u32) -> &'c [[u8; 4]] {
        self.take((count as usize).saturating_mul(4)).as_chunks().0
    }

    /// A count of parts, limited to the number of bytes that are left.
    pub(crate) fn count(&mut self) -> u32 {
        self.word().min(self.0.len() as u32)
    }

    /// A cursor over the next `size` bytes.
    pub(crate) fn part(&mut self, size: u32) -> Cursor<'c> {
        Cursor(self.take(size as usize))
    }

    /// The next `N` bytes; zeros if fewer are left.
    pub(crate) fn chunk<const N: usize>(&mut self) -> [u8; N] {
        let Some((found, rest)) = self.0.split_first_chunk::<N>() else {
            self.0 = at_the_end();
            return [0; N];
        };
        self.0 = rest;
        *found
    }
}

/// Marked cold so that the compiler emits a branch instead of a select.
#[cold]
fn at_the_end<'c>() -> &'c [u8] {
    &[]
}
