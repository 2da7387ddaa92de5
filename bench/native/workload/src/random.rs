//! Random numbers from a fixed seed. The same as in `bench/workload.js`.

/// The generator Mulberry32: numbers from 0 (inclusive) to 1 (exclusive).
pub struct Random(u32);

impl Random {
    pub fn new(seed: u32) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let mut mixed = (self.0 ^ self.0 >> 15).wrapping_mul(1 | self.0);
        mixed = mixed.wrapping_add((mixed ^ mixed >> 7).wrapping_mul(61 | mixed)) ^ mixed;
        f64::from(mixed ^ mixed >> 14) / 4_294_967_296.0
    }

    /// Returns `true` with this probability.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.next() < probability
    }

    /// Returns an integer from 0 to `end` (exclusive).
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() * end as f64) as usize
    }

    pub fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// Picks `count` of `items` and keeps their order.
    pub fn some_of<T: Copy>(&mut self, items: &[T], count: usize) -> Vec<T> {
        let mut ranked: Vec<(f64, usize)> = (0..items.len()).map(|index| (self.next(), index)).collect();
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut chosen: Vec<usize> = ranked[..count].iter().map(|(_, index)| *index).collect();
        chosen.sort_unstable();
        chosen.into_iter().map(|index| items[index]).collect()
    }
}
