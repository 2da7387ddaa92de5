//! Asking program of unknown origin, within the stack that a page's module has.

use burgee::Consent;
use burgee::context::PackedContext;
use burgee::evaluate::decision::Decision;
use burgee::evaluate::evaluate;
use burgee::evaluate::trace::{Silent, Step};
use burgee::literal::pattern::Scratch;
use burgee::program::Program;
use std::thread;

/// As `xtask/src/build/compile.rs` gives it to the modules, in bytes.
const STACK: usize = 128 * 1024;
/// As `src/program/mod.rs` has them.
pub(crate) const MOST_CONDITIONS: usize = 100_000;
const MOST_HOLDOUTS: usize = 100;
/// Rules are read until the bytes end; one that is passed over has this many at least.
const SHORTEST_RULE: usize = 5;

/// Steps of one decision: a segment takes three, a rule ten beside its holdouts.
fn most_steps(program: &Program) -> usize {
    let rules = (program.bytes().len() / SHORTEST_RULE + 1).min(usize::from(u16::MAX));
    3 * MOST_CONDITIONS + rules * (10 + MOST_HOLDOUTS)
}

/// Decides by some bytes for every context: each flag, as far as they are this many, and some that are not there.
pub(crate) fn ask(bytes: Vec<u8>, contexts: &[PackedContext], most_flags: usize) -> Vec<Decision> {
    let program = Program::of_bytes(bytes);
    let count = program.flag_count() as u32;
    assert!(count as usize <= program.bytes().len() / 4);
    let beyond = [count, count.wrapping_add(1), u32::MAX / 4, u32::MAX];
    let mut decisions = Vec::new();
    for context in contexts {
        decisions.extend((0..count).take(most_flags).map(|flag| decide(&program, context, flag)));
        for flag in beyond {
            decide(&program, context, flag);
        }
    }
    decisions
}

/// One decision, which is the same with a trace and without.
pub(crate) fn decide(program: &Program, context: &PackedContext, flag: u32) -> Decision {
    let mut scratch = Scratch::default();
    let decision = evaluate(program, context, flag, &mut scratch, &mut Silent);
    let mut steps: Vec<Step> = Vec::new();
    assert_eq!(evaluate(program, context, flag, &mut scratch, &mut steps), decision);
    assert!(steps.len() <= most_steps(program), "{} steps by {} bytes", steps.len(), program.bytes().len());
    decision
}

/// Runs where the stack is as small as in a page.
pub(crate) fn in_a_small_stack<R: Send + 'static>(run: impl FnOnce() -> R + Send + 'static) -> R {
    thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap()
}

/// Contexts that no harness packs: every kind of record, with symbols and places in and out of range.
pub(crate) fn contexts() -> Vec<PackedContext> {
    let texts = "u1 2.1.0 10.0.0.1 2026-11-01 Mozilla 12 /a/x.html".as_bytes();
    let text = |symbol: u64, start: u64, length: u64| [4 | symbol << 32, start | length << 32];
    let number = |number: f64| [3, number.to_bits()];
    let records: [&[[u64; 2]]; 3] = [
        &[text(1, 0, 2), text(2, 3, 5), text(3, 9, 8), text(4, 18, 10), text(5, 29, 10), text(6, 40, 9)],
        &[
            number(1.5),
            [5, 2 | 4 << 32],
            [2, 0],
            [1, 0],
            text(0, 60, u64::from(u32::MAX)),
            [6, 0],
            [5, u64::MAX],
            [7, 7],
        ],
        &[[u64::MAX, u64::MAX], [4, u64::MAX], [5, 1 << 32], number(f64::NAN), number(-1e300)],
    ];
    let mut contexts = vec![PackedContext::EMPTY, PackedContext::empty(40)];
    for (records, now) in records.into_iter().zip([1_793_491_200_000, i64::MIN, i64::MAX]) {
        let words = records.iter().cycle().take(48).flatten().copied().collect();
        let mut context = PackedContext::from_records(words, texts.to_vec());
        context.now = now;
        context.consent = Consent::Granted;
        contexts.push(context);
    }
    contexts
}
