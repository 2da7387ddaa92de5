//! Positions by other hashes, each as its author describes it.

use serde_json::Value;

/// The position of a unit by the hash that a part names.
pub(super) fn position(hash: &Value, unit: &str) -> u128 {
    let text = |name: &str| hash[name].as_str().unwrap_or("");
    let once = digest(hash, &format!("{}{unit}{}", text("before"), text("after")));
    let found = if hash["rounds"] == 2 { digest(hash, &once.to_string()) } else { once };
    u128::from(found) % of(hash)
}

/// How many positions there are.
pub(super) fn of(hash: &Value) -> u128 {
    hash["of"].as_u64().map_or(1 << 32, u128::from)
}

fn digest(hash: &Value, text: &str) -> u32 {
    let bytes = || text.bytes().map(u32::from).collect::<Vec<_>>();
    let units = || text.encode_utf16().map(u32::from).collect::<Vec<_>>();
    let low = || units().into_iter().map(|unit| unit & 0xff).collect::<Vec<_>>();
    let seed = || u32::try_from(hash["seed"].as_u64().unwrap_or(0)).unwrap();
    match (hash["function"].as_str().unwrap(), hash["units"].as_str().unwrap_or("utf-8")) {
        ("fnv1a-32", "utf-8") => fnv(&bytes()),
        ("fnv1a-32", "utf-16") => fnv(&units()),
        ("fnv1a-32", _) => fnv(&low()),
        ("murmur3-32", "utf-8") => murmur(&bytes(), seed(), false),
        ("murmur3-32", "utf-16") => murmur(&units(), seed(), true),
        ("murmur3-32", _) => murmur(&low(), seed(), false),
        _ => u32::from_be_bytes(md5(text.as_bytes())[..4].try_into().unwrap()),
    }
}

fn fnv(units: &[u32]) -> u32 {
    units.iter().fold(2_166_136_261, |hash: u32, unit| (hash ^ unit).wrapping_mul(16_777_619))
}

/// MurmurHash3 for 32 bits. `imurmurhash` takes units of 16 bits for bytes: they overlap, what goes over the end of a
/// block comes back at its start, and a tail counts only while its sign is positive.
fn murmur(units: &[u32], seed: u32, of_sixteen_bits: bool) -> u32 {
    let scramble = |block: u32| block.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593);
    let blocks = units.chunks_exact(4);
    let tail = blocks.remainder().iter().rev().fold(0, |block: u32, unit| (block << 8) ^ unit);
    let mut hash = seed;
    for block in blocks {
        let whole = block[0] ^ (block[1] << 8) ^ (block[2] << 16) ^ ((block[3] & 0xff) << 24) ^ (block[3] >> 8);
        hash = (hash ^ scramble(whole)).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64);
    }
    if !of_sixteen_bits || tail.cast_signed() > 0 {
        hash ^= scramble(tail);
    }
    hash ^= u32::try_from(units.len()).unwrap();
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// The digest of RFC 1321 in hexadecimal digits.
pub(crate) fn md5_digits(text: &str) -> String {
    md5(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn md5(text: &[u8]) -> [u8; 16] {
    let mut padded = [text, &[0x80]].concat();
    padded.resize((padded.len() + 8).next_multiple_of(64) - 8, 0);
    padded.extend((text.len() as u64 * 8).to_le_bytes());
    let mut state = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476_u32];
    for chunk in padded.chunks(64) {
        let words: Vec<u32> = chunk.chunks(4).map(|word| u32::from_le_bytes(word.try_into().unwrap())).collect();
        let next = (0..64).fold(state, |state, step| md5_step(state, step, &words));
        state = std::array::from_fn(|nth| state[nth].wrapping_add(next[nth]));
    }
    std::array::from_fn(|nth| state[nth / 4].to_le_bytes()[nth % 4])
}

fn md5_step([a, b, c, d]: [u32; 4], step: usize, words: &[u32]) -> [u32; 4] {
    let (mixed, word, turns) = match step / 16 {
        0 => ((b & c) | (!b & d), step, [7, 12, 17, 22]),
        1 => ((d & b) | (!d & c), 5 * step + 1, [5, 9, 14, 20]),
        2 => (b ^ c ^ d, 3 * step + 5, [4, 11, 16, 23]),
        _ => (c ^ (b | !d), 7 * step, [6, 10, 15, 21]),
    };
    let sine = ((step + 1) as f64).sin().abs() * 4_294_967_296.0;
    let sum = a.wrapping_add(mixed).wrapping_add(sine as u32).wrapping_add(words[word % 16]);
    [d, b.wrapping_add(sum.rotate_left(turns[step % 4])), b, c]
}
