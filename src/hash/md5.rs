//! MD5 (RFC 1321), which other systems use for positions and to hide operands.
//!
//! This implementation takes 0.6 KB of page.wasm after gzip; the crate `md-5`, which is unrolled for speed, takes 1.9 KB.

/// A digest that is being computed.
pub struct Md5 {
    state: [u32; 4],
    block: [u8; BLOCK],
    length: u64,
}

/// The block size in bytes.
const BLOCK: usize = 64;
/// The rotations of each round, which repeat every four steps.
const TURNS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
/// For step `i`, from 1: the absolute value of the sine of `i` times 2^32, truncated.
const SINES: [u32; 64] = [
    0xd76a_a478,
    0xe8c7_b756,
    0x2420_70db,
    0xc1bd_ceee,
    0xf57c_0faf,
    0x4787_c62a,
    0xa830_4613,
    0xfd46_9501,
    0x6980_98d8,
    0x8b44_f7af,
    0xffff_5bb1,
    0x895c_d7be,
    0x6b90_1122,
    0xfd98_7193,
    0xa679_438e,
    0x49b4_0821,
    0xf61e_2562,
    0xc040_b340,
    0x265e_5a51,
    0xe9b6_c7aa,
    0xd62f_105d,
    0x0244_1453,
    0xd8a1_e681,
    0xe7d3_fbc8,
    0x21e1_cde6,
    0xc337_07d6,
    0xf4d5_0d87,
    0x455a_14ed,
    0xa9e3_e905,
    0xfcef_a3f8,
    0x676f_02d9,
    0x8d2a_4c8a,
    0xfffa_3942,
    0x8771_f681,
    0x6d9d_6122,
    0xfde5_380c,
    0xa4be_ea44,
    0x4bde_cfa9,
    0xf6bb_4b60,
    0xbebf_bc70,
    0x289b_7ec6,
    0xeaa1_27fa,
    0xd4ef_3085,
    0x0488_1d05,
    0xd9d4_d039,
    0xe6db_99e5,
    0x1fa2_7cf8,
    0xc4ac_5665,
    0xf429_2244,
    0x432a_ff97,
    0xab94_23a7,
    0xfc93_a039,
    0x655b_59c3,
    0x8f0c_cc92,
    0xffef_f47d,
    0x8584_5dd1,
    0x6fa8_7e4f,
    0xfe2c_e6e0,
    0xa301_4314,
    0x4e08_11a1,
    0xf753_7e82,
    0xbd3a_f235,
    0x2ad7_d2bb,
    0xeb86_d391,
];

impl Default for Md5 {
    fn default() -> Md5 {
        Md5::new()
    }
}

impl Md5 {
    /// The digest of nothing yet.
    #[must_use]
    pub fn new() -> Md5 {
        Md5 { state: [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476], block: [0; BLOCK], length: 0 }
    }

    /// Adds bytes to the message.
    pub fn push(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let at = self.length as usize % BLOCK;
            self.block.get_mut(at).into_iter().for_each(|place| *place = *byte);
            self.length = self.length.wrapping_add(1);
            if at + 1 == BLOCK {
                self.take_in();
            }
        }
    }

    /// The digest of the message, which is padded with a one bit, zeros and its length in bits.
    pub fn finish(mut self) -> [u8; 16] {
        let bits = self.length.wrapping_mul(8).to_le_bytes();
        self.push(&[0x80]);
        while self.length as usize % BLOCK != BLOCK - bits.len() {
            self.push(&[0]);
        }
        self.push(&bits);
        let mut digest = [0; 16];
        for (place, word) in digest.as_chunks_mut::<4>().0.iter_mut().zip(self.state) {
            *place = word.to_le_bytes();
        }
        digest
    }

    fn take_in(&mut self) {
        let (words, _) = self.block.as_chunks::<4>();
        let [mut a, mut b, mut c, mut d] = self.state;
        for (step, sine) in SINES.iter().enumerate() {
            let (mixed, from) = match step / 16 {
                0 => (b & c | !b & d, step),
                1 => (d & b | !d & c, 5 * step + 1),
                2 => (b ^ c ^ d, 3 * step + 5),
                _ => (c ^ (b | !d), 7 * step),
            };
            let word = words.get(from % 16).map_or(0, |word| u32::from_le_bytes(*word));
            let turn = TURNS.get(step / 16).and_then(|round| round.get(step % 4)).copied().unwrap_or_default();
            let sum = a.wrapping_add(mixed).wrapping_add(*sine).wrapping_add(word);
            (a, d, c, b) = (d, c, b, b.wrapping_add(sum.rotate_left(turn)));
        }
        for (state, word) in self.state.iter_mut().zip([a, b, c, d]) {
            *state = state.wrapping_add(word);
        }
    }
}

/// The digest as 32 hexadecimal digits.
pub fn digits(text: &[u8]) -> [u8; 32] {
    let mut md5 = Md5::new();
    md5.push(text);
    let mut digits = [0; 32];
    for (pair, byte) in digits.as_chunks_mut::<2>().0.iter_mut().zip(md5.finish()) {
        *pair = [byte >> 4, byte & 15].map(|half| if half < 10 { b'0' + half } else { b'a' - 10 + half });
    }
    digits
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::{Md5, digits};
    use alloc::vec::Vec;
    use md5::{Digest as _, Md5 as Other};

    #[test]
    fn the_suite_of_rfc_1321() {
        let suite = [
            ("", "d41d8cd98f00b204e9800998ecf8427e"),
            ("a", "0cc175b9c0f1b6a831c399e269772661"),
            ("abc", "900150983cd24fb0d6963f7d28e17f72"),
            ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
            ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"),
            (&"1234567890".repeat(8), "57edf4a22be3c955ac49da2e2107b67a"),
        ];
        for (text, digest) in suite {
            assert_eq!(core::str::from_utf8(&digits(text.as_bytes())), Ok(digest), "{text}");
        }
    }

    #[test]
    fn texts_of_every_length_have_the_digest_that_another_library_finds() {
        let text: Vec<u8> = (0..=u8::MAX).cycle().take(300).collect();
        for length in 0..=text.len() {
            let (head, tail) = text[..length].split_at(length / 3);
            let mut md5 = Md5::new();
            md5.push(head);
            md5.push(tail);
            assert_eq!(md5.finish()[..], Other::digest(&text[..length])[..], "{length}");
        }
    }
}
