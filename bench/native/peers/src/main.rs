//! Measures Burgee and its peers' crates on one workload: whether they agree, and the time of an evaluation, the time of
//! loading, and the memory.
//!
//! The systems take turns in one process, so that a slow moment of the machine affects all of them. Criterion and Divan
//! measure one system after the other, where a slow minute looks like a slow system.

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

/// The others are compared with the first.
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

/// The number of rounds.
pub(crate) struct Rounds {
    evaluation: usize,
    /// The rounds of loading 1,000 and 10,000 flags.
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
