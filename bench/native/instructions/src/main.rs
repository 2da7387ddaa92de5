//! Runs one task inside [`measured_by_callgrind`], and prints how often it ran.
//!
//! `cargo xtask bench count` starts it under callgrind, which counts inside that function alone. The task `check` tests,
//! without callgrind, that the workload is decided correctly.

mod check;

use std::hint::black_box;
use std::process::ExitCode;
use workload::burgee::{State, attributes, context, decide, handle, load, snapshot};
use workload::{ROLLOUT, flags, indices, questions, users};

const FLAGS: usize = 1_000;
const QUESTIONS: usize = 20_000;

const USAGE: &str = "usage: instructions switch | rollout | split | pack | load | loop | check";

fn main() -> ExitCode {
    let times = match std::env::args().nth(1).as_deref() {
        Some(kind @ ("switch" | "rollout" | "split")) => evaluation(kind),
        Some("loop") => empty_loop(),
        Some("pack") => packing(),
        Some("load") => loading(),
        Some("check") => check::shares(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    println!("{times}");
    ExitCode::SUCCESS
}

/// Callgrind counts from here until it returns.
#[inline(never)]
fn measured_by_callgrind(task: impl FnOnce()) {
    task();
    // Prevents a tail call: callgrind would not see the function return.
    black_box(());
}

/// Evaluates flags of one kind with prepared contexts.
fn evaluation(kind: &str) -> usize {
    let flags = flags(FLAGS, ROLLOUT);
    let evaluator = load(&snapshot(&flags));
    let handles: Vec<_> = flags.iter().map(|flag| handle(&evaluator, flag)).collect();
    let contexts: Vec<_> = users().iter().map(|user| context(&evaluator, &attributes(user))).collect();
    let questions = questions(QUESTIONS, &indices(&flags, Some(kind)));
    let mut state = State::default();
    measured_by_callgrind(|| {
        for &(flag, user) in &questions {
            black_box(decide(&evaluator, &mut state, handles[flag], &contexts[user]));
        }
    });
    QUESTIONS
}

/// The same loop without an evaluation. Its count is subtracted.
fn empty_loop() -> usize {
    let handles: Vec<u32> = (0..FLAGS as u32).collect();
    let contexts = users();
    let questions = questions(QUESTIONS, &Vec::from_iter(0..FLAGS));
    measured_by_callgrind(|| {
        for &(flag, user) in &questions {
            black_box((handles[flag], &contexts[user]));
        }
    });
    QUESTIONS
}

/// Packs contexts from JSON attributes.
fn packing() -> usize {
    let evaluator = load(&snapshot(&flags(FLAGS, ROLLOUT)));
    let attributes: Vec<_> = users().iter().map(attributes).collect();
    measured_by_callgrind(|| {
        for attributes in &attributes {
            drop(black_box(context(&evaluator, attributes)));
        }
    });
    attributes.len()
}

/// Loads a snapshot's text. The count is divided by the number of flags.
fn loading() -> usize {
    let snapshot = snapshot(&flags(FLAGS, ROLLOUT));
    measured_by_callgrind(|| {
        black_box(load(&snapshot));
    });
    FLAGS
}
