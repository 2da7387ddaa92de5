//! Code that a compiler wrote and something changed since.

use crate::ask::{ask, contexts, decide, in_a_small_stack};
use crate::sources::{program, snapshot};
use burgee::context::PackedContext;
use burgee::evaluate::decision::Decision;
use burgee::program::Program;

/// Values that mean something at most places, and their neighbours.
const VALUES: [u8; 14] = [0, 1, 2, 3, 4, 5, 7, 8, 16, 24, 63, 127, 128, 255];

fn real() -> Vec<u8> {
    program(snapshot("every-part"))
}

/// The counts, the addresses, and the first parts behind them.
const HEAD: usize = 240;

#[test]
fn each_byte_in_turn() {
    in_a_small_stack(|| {
        let (program, contexts) = (real(), contexts());
        let mut asked = 0;
        for at in 0..program.len() {
            let values: Vec<u8> = if at < HEAD { (0..=255).collect() } else { VALUES.to_vec() };
            // A bit more or less, too.
            let turned = (0..8).map(|bit| program[at] ^ 1 << bit);
            for value in values.into_iter().chain(turned) {
                let mut changed = program.clone();
                changed[at] = value;
                asked += ask(changed, &contexts[2..4], 20).len();
            }
        }
        assert!(asked > 1_000_000, "{asked}");
    });
}

#[test]
fn code_that_ends_early() {
    in_a_small_stack(|| {
        let (program, contexts) = (real(), contexts());
        for end in 0..program.len() {
            ask(program[..end].to_vec(), &contexts, 20);
        }
    });
}

/// A flag is read from its own bytes, and what those refer to: what is cut off behind them changes nothing.
#[test]
fn flags_before_the_end_decide_as_before() {
    let (whole, context) = (Program::of_bytes(real()), PackedContext::empty(40));
    let address = |flag: usize| {
        let entry = &whole.bytes()[16 + flag * 4..][..4];
        u32::from_le_bytes(entry.try_into().unwrap()) as usize
    };
    let second = address(1);
    let cut = Program::of_bytes(whole.bytes()[..second].to_vec());
    assert_eq!(decide(&cut, &context, 0), decide(&whole, &context, 0));
    assert_eq!(cut.flag_count(), whole.flag_count());
    // What is not there is broken, not off.
    assert_eq!(decide(&cut, &context, 1), Decision::ERROR);
}

/// One program's beginning with another one's end, cut at every few bytes.
#[test]
fn code_spliced_from_two() {
    in_a_small_stack(|| {
        let contexts = contexts();
        let codes: Vec<_> = ["every-part", "segments", "flags-of-flags", "layers-holdouts"]
            .into_iter()
            .map(|name| program(snapshot(name)))
            .collect();
        for (first, second) in codes.iter().zip(codes.iter().cycle().skip(1)) {
            for at in (0..first.len().min(second.len())).step_by(7) {
                ask([&first[..at], &second[at..]].concat(), &contexts[2..3], 30);
            }
        }
    });
}

/// A part that was written for one list read as one of another.
#[test]
fn addresses_of_other_parts() {
    in_a_small_stack(|| {
        let (program, contexts) = (real(), contexts());
        let counts: Vec<usize> =
            program[..16].chunks(4).map(|word| u32::from_le_bytes(word.try_into().unwrap()) as usize).collect();
        let entries: usize = counts.iter().sum();
        for (to, from) in (0..entries).flat_map(|to| (0..entries).map(move |from| (to, from))) {
            let mut changed = program.clone();
            let address = program[16 + from * 4..][..4].to_vec();
            changed[16 + to * 4..][..4].copy_from_slice(&address);
            ask(changed, &contexts[2..4], 20);
        }
    });
}
