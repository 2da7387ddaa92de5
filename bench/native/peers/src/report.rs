//! Writes the results as tables and as JSON.

use crate::Rounds;
use crate::evaluation::{self, ASKED};
use crate::loading::{self, FLAGS};
use crate::samples::Spread;
use serde_json::{Value, json};
use std::path::Path;
use std::{fmt::Write as _, fs};

const LOCK: &str = include_str!("../../Cargo.lock");
const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../..");
const MARKERS: [&str; 2] = ["<!-- native -->", "<!-- /native -->"];

/// The target for one evaluation on average, in ns.
const MOST: f64 = 50.0;
/// The target for the ratio of every peer's time to Burgee's.
const LEAST_RATIO: f64 = 4.0;

pub(crate) struct Report {
    pub(crate) evaluation: Vec<evaluation::Row>,
    pub(crate) loading: Vec<loading::Row>,
    pub(crate) rounds: Rounds,
}

impl Report {
    pub(crate) fn markdown(&self) -> String {
        let mut text = format!(
            "One evaluation with a prepared context, of random flags for random users, in ns of CPU time: the median of {} rounds in \
             which the systems took turns, and the quartiles. Burgee is asked by the flag's place in the program, which \
             a caller looks up once; in its second row, and everywhere else, by the flag's key.\n\n\
             | | all flags | times Burgee's | switch | condition and rollout | split |\n|---|--:|--:|--:|--:|--:|\n",
            self.rounds.evaluation
        );
        for row in &self.evaluation {
            let ratio = row.times[0].median / self.evaluation[0].times[0].median;
            let times = row.times.map(|time| nanoseconds(time.median));
            let [all, switch, rollout, split] = times;
            let (low, high) = (nanoseconds(row.times[0].low), nanoseconds(row.times[0].high));
            let name = named(row.name, row.from);
            line(
                &mut text,
                format_args!("| {name} | {all} ({low}–{high}) | {ratio:.1} | {switch} | {rollout} | {split} |"),
            );
        }
        line(&mut text, format_args!("\n{}\n", self.verdict()));
        text += "From the text of the flags, in each system's own format, to the first question, in ms of the processor's time, and what that takes \
                 from the allocator; the text itself counts where a system keeps it:\n\n\
                 | | 1,000 flags | 10,000 flags | times Burgee's | 10,000 flags hold | and take while loading |\n\
                 |---|--:|--:|--:|--:|--:|\n";
        for row in &self.loading {
            let [few, many] = row.times.map(|time| time.median);
            let ratio = many / self.loading[0].times[1].median;
            let (held, taken) = (mebibytes(row.allocated.held), mebibytes(row.allocated.taken));
            let name = named(row.name, row.from);
            line(&mut text, format_args!("| {name} | {few:.2} | {many:.1} | {ratio:.1} | {held} MiB | {taken} MiB |"));
        }
        text
    }

    /// The sentence about the targets.
    fn verdict(&self) -> String {
        let own = self.evaluation[0].times[0].median;
        let (ratio, nearest) = self.nearest(0);
        let (ratio_by_key, nearest_by_key) = self.nearest(1);
        let verdict = |met| if met { "met" } else { "missed" };
        format!(
            "Targets: at most {MOST} ns ({}: {own:.1}), and at least {LEAST_RATIO} times as fast as every other system's \
             crate ({}: {ratio:.1} times as fast as {nearest}; {} by key: {ratio_by_key:.1} times as fast as \
             {nearest_by_key}).",
            verdict(own <= MOST),
            verdict(ratio >= LEAST_RATIO),
            verdict(ratio_by_key >= LEAST_RATIO)
        )
    }

    /// The ratio of the fastest peer's time to that of the row at `nth`, and the peer.
    fn nearest(&self, nth: usize) -> (f64, &'static str) {
        let own = self.evaluation[nth].times[0].median;
        let peers = self.evaluation.iter().filter(|row| row.from.is_some_and(|from| from != "burgee"));
        let ratios = peers.map(|row| (row.times[0].median / own, row.name));
        ratios.min_by(|a, b| a.0.total_cmp(&b.0)).expect("there are peers")
    }

    fn json(&self) -> Value {
        let evaluation = self.evaluation.iter().map(|row| {
            let times = ASKED.iter().zip(row.times).map(|((asked, _), time)| ((*asked).to_owned(), spread(time)));
            json!({ "name": row.name, "version": row.from.and_then(version), "ns": Value::Object(times.collect()) })
        });
        let loading = self.loading.iter().map(|row| {
            let times = FLAGS.iter().zip(row.times).map(|(flags, time)| (flags.to_string(), spread(time)));
            let (held, taken) = (row.allocated.held, row.allocated.taken);
            json!({
                "name": row.name, "version": row.from.and_then(version), "ms": Value::Object(times.collect()),
                "bytes": { "held": held, "taken": taken },
            })
        });
        json!({ "evaluation": Value::from_iter(evaluation), "loading": Value::from_iter(loading) })
    }

    /// Writes bench/native-results.json, and the tables between their markers in docs/benchmarks.md.
    ///
    /// # Panics
    /// If a file cannot be written.
    pub(crate) fn write(&self) {
        let numbers = Path::new(REPOSITORY).join("bench/native-results.json");
        fs::write(numbers, format!("{:#}\n", self.json())).expect("the numbers are written");
        let page = Path::new(REPOSITORY).join("docs/benchmarks.md");
        let text = fs::read_to_string(&page).unwrap_or_default();
        fs::write(page, between(&text, self.markdown().trim())).expect("the tables are written");
    }
}

/// Returns the page with `tables` between the markers; at its end if it has no markers.
fn between(page: &str, tables: &str) -> String {
    let [start, end] = MARKERS;
    let part = format!("{start}\n\n{tables}\n\n{end}");
    match (page.split_once(start), page.split_once(end)) {
        (Some((before, _)), Some((_, after))) => format!("{before}{part}{after}"),
        _ => format!("{}\n\n{part}\n", page.trim_end()).trim_start().to_owned(),
    }
}

fn named(name: &str, from: Option<&str>) -> String {
    let known = from.filter(|from| *from != "burgee").and_then(version);
    known.map_or_else(|| name.to_owned(), |version| format!("{name} ({version})"))
}

/// The version of a crate in `Cargo.lock`.
fn version(name: &str) -> Option<&'static str> {
    let (_, rest) = LOCK.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    rest.split('"').next()
}

fn spread(time: Spread) -> Value {
    let rounded = |time: f64| (time * 1e3).round() / 1e3;
    json!({ "low": rounded(time.low), "median": rounded(time.median), "high": rounded(time.high) })
}

/// Formats a time, with a decimal below 100.
fn nanoseconds(time: f64) -> String {
    if time < 100.0 { format!("{time:.1}") } else { format!("{time:.0}") }
}

fn mebibytes(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / f64::from(1 << 20))
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(text, "{line}").expect("text grows");
}
