//! Measures one evaluation with a prepared context.

use crate::clock;
use crate::peer::{Contender, Entry};
use crate::samples::{Spread, turns};
use std::time::Duration;
use workload::{ROLLOUT, flags, indices, questions, users};

const FLAGS: usize = 1_000;
const QUESTIONS: usize = 200_000;
/// How long a system is measured before the next: short, so that a slow moment of the machine affects all systems.
const TURN: Duration = Duration::from_millis(1);

/// The evaluated flags: all, and those of each kind.
pub(crate) const ASKED: [(&str, Option<&str>); 4] =
    [("all", None), ("switch", Some("switch")), ("rollout", Some("rollout")), ("split", Some("split"))];

/// One system's times, in ns.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) from: Option<&'static str>,
    /// As [`ASKED`] has it.
    pub(crate) times: [Spread; ASKED.len()],
}

pub(crate) fn measure(entries: &[Entry], rounds: usize) -> Vec<Row> {
    let (flags, users) = (flags(FLAGS, ROLLOUT), users());
    let mut systems: Vec<_> = entries.iter().map(|entry| (entry.ready)(&flags, &users)).collect();
    let times = ASKED.map(|(_, kind)| sampled(&mut systems, &questions(QUESTIONS, &indices(&flags, kind)), rounds));
    let row = |(nth, entry): (usize, &Entry)| Row {
        name: entry.name,
        from: entry.from,
        times: times.each_ref().map(|times| times[nth]),
    };
    entries.iter().enumerate().map(row).collect()
}

fn sampled(systems: &mut [Box<dyn Contender>], questions: &[(usize, usize)], rounds: usize) -> Vec<Spread> {
    let counts: Vec<usize> = systems.iter_mut().map(|system| count(&mut **system, questions)).collect();
    let mut samples = vec![Vec::with_capacity(rounds); systems.len()];
    for round in 0..rounds {
        for nth in turns(round, systems.len()) {
            let questions = &questions[..counts[nth]];
            samples[nth].push(time(&mut *systems[nth], questions).as_nanos() as f64 / questions.len() as f64);
        }
    }
    samples.into_iter().map(Spread::of).collect()
}

/// The number of evaluations in one turn of a system.
fn count(system: &mut dyn Contender, questions: &[(usize, usize)]) -> usize {
    let mut count = 50;
    let undisturbed = |system: &mut dyn Contender, count: usize| {
        (0..3).map(|_| time(system, &questions[..count])).min().unwrap_or_default()
    };
    while count < questions.len() && undisturbed(system, count) < TURN {
        count *= 2;
    }
    count.min(questions.len())
}

fn time(system: &mut dyn Contender, questions: &[(usize, usize)]) -> Duration {
    clock::spent(|| system.ask(questions)).1
}
