//! Burgee and other systems' crates on one workload: whether they agree, how long an evaluation takes, how long loading
//! takes, and what is held in memory.
//!
//! Everything is measured in this one process, the systems in turn, so that what disturbs one disturbs all: Criterion
//! and Divan measure one after the other, and then a slow minute looks like a slow system.

mod agreement;
mod allocations;
mod clock;
mod evaluation;
mod loading;
mod peer;
mod peers;
mod report;
mod samples;

use peer::Entry;
use peers::{ByHandle, ByKey, Datalogic, Eppo, Flagd, HandWritten, LaunchDarkly, Unleash};

/// The first is what the others are compared with.
fn entries() -> [Entry; 8] {
    [
        Entry::of::<ByHandle>(),
        Entry::of::<ByKey>(),
        Entry::of::<HandWritten>(),
        Entry::of::<Unleash>(),
        Entry::of::<Eppo>(),
        Entry::of::<LaunchDarkly>(),
        Entry::of::<Datalogic>(),
        Entry::of::<Flagd>(),
    ]
}

/// How often everything is measured.
pub(crate) struct Rounds {
    evaluation: usize,
    /// Of loading 1,000 and 10,000 flags.
    loading: [usize; 2],
}

const FULL: Rounds = Rounds { evaluation: 301, loading: [31, 9] };
const QUICK: Rounds = Rounds { evaluation: 31, loading: [5, 3] };

fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let rounds = if quick { QUICK } else { FULL };
    let entries = entries();
    eprintln!("· asking everybody everything, to see that they agree …");
    agreement::check(&entries);
    eprintln!("· evaluating, {} rounds …", rounds.evaluation);
    let evaluation = evaluation::measure(&entries, rounds.evaluation);
    eprintln!("· loading …");
    let loading = loading::measure(&entries, rounds.loading);
    let report = report::Report { evaluation, loading, rounds };
    println!("{}", report.markdown());
    if !quick {
        report.write();
    }
}
