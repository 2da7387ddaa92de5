//! Does one piece of work a known number of times inside [`measured_by_callgrind`], and prints how many times.
//!
//! `cargo xtask bench count` starts it under callgrind, which counts inside that function alone. With the word `check`
//! it makes sure, without callgrind, that the workload is decided as it is meant to be.

mod check;

use std::hint::black_box;
use std::process::ExitCode;
use workload::burgee::{State, attributes, context, decide, handle, load, snapshot};
use workload::{ROLLOUT, flags, indices, questions, users};

const FLAGS: usize = 1_000;
const QUESTIONS: usize = 20_000;

const USAGE: &str = "usage: instructions switch | rollout | split | pack | load | asking | check";

fn main() -> ExitCode {
    let times = match std::env::args().nth(1).as_deref() {
        Some(kind @ ("switch" | "rollout" | "split")) => evaluation(kind),
        Some("asking") => asking(),
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
fn measured_by_callgrind(work: impl FnOnce()) {
    work();
    // Without it the call could become a jump, from which there is no return to see.
    black_box(());
}

/// Evaluations of one kind of flags, contexts packed before.
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

/// The same loop with no evaluation in it: what is to be taken off.
fn asking() -> usize {
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

/// JSON attributes to a packed context.
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

/// A snapshot's text to a model; counted per flag.
fn loading() -> usize {
    let snapshot = snapshot(&flags(FLAGS, ROLLOUT));
    measured_by_callgrind(|| {
        black_box(load(&snapshot));
    });
    FLAGS
}
