//! Measures the time from the text of the flags to the first evaluation, and the memory at that point.

use crate::allocations::{self, Allocated};
use crate::clock;
use crate::peer::Entry;
use crate::samples::{Spread, turns};
use serde_json::Value;
use std::hint::black_box;
use std::time::Duration;
use workload::{ROLLOUT, flags};

/// The numbers of flags.
pub(crate) const FLAGS: [usize; 2] = [1_000, 10_000];

/// One system's times in ms, and its memory with the most flags.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) from: Option<&'static str>,
    pub(crate) times: [Spread; FLAGS.len()],
    pub(crate) allocated: Allocated,
}

pub(crate) fn measure(entries: &[Entry], rounds: [usize; FLAGS.len()]) -> Vec<Row> {
    let mut loaders: Vec<&Entry> = entries.iter().collect();
    // A system with two ways to evaluate is loaded in one way.
    loaders.dedup_by(|next, first| next.from.is_some() && next.from == first.from);
    let reference = Entry { name: "serde_json reads Burgee's text", load: parse, ..clone(loaders[0]) };
    loaders.push(&reference);
    let sampled: Vec<_> = FLAGS.iter().zip(rounds).map(|(count, rounds)| sampled(&loaders, *count, rounds)).collect();
    let row = |(nth, entry): (usize, &&Entry)| Row {
        name: entry.name,
        from: entry.from,
        times: [sampled[0][nth].0, sampled[1][nth].0],
        allocated: sampled[1][nth].1,
    };
    loaders.iter().enumerate().map(row).collect()
}

fn clone(entry: &Entry) -> Entry {
    Entry { from: Some("serde_json"), ..*entry }
}

/// Only parses the JSON, into a tree of values.
fn parse(text: &str) -> (Duration, Allocated) {
    let read = || serde_json::from_str::<Value>(text).expect("it is JSON");
    let ((value, allocated), time) = clock::spent(|| allocations::during(read));
    drop(black_box(value));
    (time, allocated)
}

fn sampled(loaders: &[&Entry], count: usize, rounds: usize) -> Vec<(Spread, Allocated)> {
    let flags = flags(count, ROLLOUT);
    let texts: Vec<String> = loaders.iter().map(|entry| (entry.write)(&flags)).collect();
    let allocated: Vec<_> = loaders.iter().zip(&texts).map(|(entry, text)| (entry.load)(text).1).collect();
    let mut samples = vec![Vec::with_capacity(rounds); loaders.len()];
    for round in 0..rounds {
        for nth in turns(round, loaders.len()) {
            samples[nth].push((loaders[nth].load)(&texts[nth]).0.as_secs_f64() * 1e3);
        }
    }
    samples.into_iter().map(Spread::of).zip(allocated).collect()
}
