//! Positions: even under each salt, independent under two, and far apart for neighbours.

use crate::chi_square::{independent, uniform};
use crate::units::SHAPES;
use crate::{LEAST_P, SALTS, population};
use burgee::hash::native::position;

/// Cells of the evenness, and of each side of the tables.
const CELLS: usize = 1_000;
const SIDE: usize = 16;

fn cell(position: u32, cells: usize) -> usize {
    ((u64::from(position) * cells as u64) >> 32) as usize
}

/// Every salt alone, and every two of them next to each other.
#[test]
fn salts_are_even_and_independent() {
    let pairs: Vec<_> = (0..SALTS.len()).flat_map(|b| (0..b).map(move |a| (a, b))).collect();
    let mut tests = 0;
    let mut failures = Vec::new();
    for (shape, unit) in SHAPES {
        let mut even = vec![vec![0; CELLS]; SALTS.len()];
        let mut tables = vec![vec![vec![0; SIDE]; SIDE]; pairs.len()];
        for n in 0..population() {
            let unit = unit(n);
            let positions = SALTS.map(|salt| position(salt, &unit));
            even.iter_mut().zip(positions).for_each(|(counts, position)| counts[cell(position, CELLS)] += 1);
            for (table, (a, b)) in tables.iter_mut().zip(&pairs) {
                table[cell(positions[*a], SIDE)][cell(positions[*b], SIDE)] += 1;
            }
        }
        let even = SALTS.iter().zip(&even).map(|(salt, counts)| (format!("{salt:?} even"), uniform(counts)));
        let both = |(table, (a, b)): (&Vec<Vec<u64>>, &(usize, usize))| {
            (format!("{:?} and {:?} independent", SALTS[*a], SALTS[*b]), independent(table))
        };
        for (test, p) in even.chain(tables.iter().zip(&pairs).map(both)) {
            tests += 1;
            if p.is_nan() || p <= LEAST_P {
                failures.push(format!("{shape}: {test} with p = {p}"));
            }
        }
    }
    assert_eq!(tests, SHAPES.len() * (SALTS.len() + pairs.len()));
    assert!(failures.is_empty(), "{failures:#?}");
}

/// Of the bits of a position, half change from each unit to the next, and each bit in half of the cases.
#[test]
fn neighbours_stand_far_apart() {
    const PAIRS: u32 = 50_000;
    for (shape, unit) in SHAPES {
        let mut flips = [0_u32; 32];
        for n in 0..PAIRS {
            let [a, b] = [n, n + 1].map(|n| position("salt", &unit(n.into())));
            flips.iter_mut().enumerate().for_each(|(bit, count)| *count += (a ^ b) >> bit & 1);
        }
        // Six standard deviations of a fair coin.
        let far = 6.0 * (f64::from(PAIRS) / 4.0).sqrt();
        for (bit, count) in flips.iter().enumerate() {
            assert!((f64::from(*count) - f64::from(PAIRS) / 2.0).abs() < far, "{shape}: bit {bit} flips {count} times");
        }
    }
}

/// A changed last character, a changed first one, one more and one less.
#[test]
fn one_character_changes_half_of_the_bits() {
    let (mut changed, mut compared) = (0, 0);
    for n in 0..20_000 {
        let unit = format!("user-{n:06}");
        let found = position("salt", &unit);
        let others =
            [format!("{unit}x"), unit[..unit.len() - 1].to_owned(), format!("U{}", &unit[1..]), format!("{unit} ")];
        for other in others {
            changed += (found ^ position("salt", &other)).count_ones();
            compared += 32;
        }
    }
    let share = f64::from(changed) / f64::from(compared);
    assert!((share - 0.5).abs() < 0.002, "{share}");
}
