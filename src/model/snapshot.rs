//! The envelope.

use super::experiment::Experiment;
use super::faults::{FORMAT, TOO_MANY};
use super::flag::Flag;
use super::reader::{Fields, Reader, members};
use super::segment::Segment;
use super::{MAX_EXPERIMENTS, MAX_FLAGS, MAX_HOLDOUTS};
use crate::document::{Issue, Node, Severity};
use alloc::vec::Vec;

/// A whole snapshot.
#[derive(Clone, Debug)]
pub struct Snapshot<'n> {
    /// Counts up with each change, if the author keeps it; at most 2^53.
    pub revision: Option<u64>,
    /// Named conditions.
    pub segments: Vec<Segment<'n>>,
    /// Experiments by index; `None` where one is broken.
    pub experiments: Vec<Option<Experiment<'n>>>,
    /// Flags in the author's order.
    pub flags: Vec<Flag<'n>>,
    /// All that was found.
    pub issues: Vec<Issue>,
}

const FIELDS: &str = "$schema format revision segments flags experiments layers holdouts metadata";

/// Reads a snapshot.
///
/// # Errors
/// All issues, when the envelope has an error: then nothing in it can be trusted. What is inside is read all the same,
/// so that nothing is found only later, unless the format is another or a list is too long.
pub fn read<'n>(root: &'n Node<'n>) -> Result<Snapshot<'n>, Vec<Issue>> {
    let mut reader = Reader::new(root);
    let envelope = reader.envelope(root);
    let sound = reader.errors == 0;
    let snapshot = envelope.map(|(fields, revision)| reader.snapshot(fields, revision));
    let issues = reader.into_issues(root);
    match snapshot.filter(|_| sound) {
        Some(snapshot) => Ok(Snapshot { issues, ..snapshot }),
        None => Err(issues),
    }
}

impl<'n> Reader<'n> {
    fn envelope(&mut self, root: &'n Node<'n>) -> Option<(Fields<'n>, Option<u64>)> {
        let fields = self.fields(root, FIELDS, Severity::Error)?;
        let format = self.need(fields, "format")?;
        let name = self.text(format)?;
        if name != "burgee/1" {
            self.error(format, &FORMAT, &[name]);
            return None;
        }
        for name in ["flags", "segments", "experiments", "layers", "holdouts", "metadata"] {
            if let Some(node) = fields.get(name) {
                self.object(node);
            }
        }
        self.need(fields, "flags");
        let within = self.limit(fields, "flags", MAX_FLAGS, "100000 flags")
            & self.limit(fields, "experiments", MAX_EXPERIMENTS, "10000 experiments")
            & self.limit(fields, "holdouts", MAX_HOLDOUTS, "100 holdouts");
        let most = 1 << 53;
        let revision = fields.get("revision").and_then(|node| self.whole(node, most, "9007199254740992"));
        within.then_some((fields, revision))
    }

    fn limit(&mut self, fields: Fields<'n>, name: &str, most: usize, said: &str) -> bool {
        match fields.get(name) {
            Some(node) if members(Some(node)).len() > most => {
                self.error(node, &TOO_MANY, &[said]);
                false
            }
            _ => true,
        }
    }

    fn snapshot(&mut self, fields: Fields<'n>, revision: Option<u64>) -> Snapshot<'n> {
        let segments = fields.members_of("segments").iter().map(|m| self.segment(m)).collect();
        for member in fields.members_of("experiments") {
            let experiment = self.experiment(member);
            self.known_experiments.push(experiment);
        }
        self.shares(fields);
        let flags = fields.members_of("flags").iter().map(|m| self.flag(m)).collect();
        let experiments = core::mem::take(&mut self.known_experiments);
        let mut snapshot = Snapshot { revision, segments, experiments, flags, issues: Vec::new() };
        self.follow_references(&mut snapshot, fields);
        snapshot
    }
}
