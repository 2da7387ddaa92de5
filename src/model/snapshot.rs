//! The envelope.

use super::MAX_FLAGS;
use super::experiment::Experiment;
use super::faults::{FORMAT, TOO_MANY};
use super::flag::Flag;
use super::reader::{Fields, Reader, members};
use super::segment::Segment;
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
/// All issues, when the envelope has an error: then nothing in it can be trusted.
pub fn read<'n>(root: &'n Node<'n>) -> Result<Snapshot<'n>, Vec<Issue>> {
    let mut reader = Reader::new(root);
    let envelope = reader.envelope(root);
    let envelope = envelope.filter(|_| reader.errors == 0);
    let snapshot = envelope.map(|(fields, revision)| reader.snapshot(fields, revision));
    let mut issues = core::mem::take(&mut reader.issues);
    issues.iter_mut().for_each(|issue| issue.locate(root));
    match snapshot {
        Some(snapshot) => Ok(Snapshot { issues, ..snapshot }),
        None => Err(issues),
    }
}

impl<'n> Reader<'n> {
    fn envelope(&mut self, root: &'n Node<'n>) -> Option<(Fields<'n>, Option<u64>)> {
        let fields = self.fields(root, FIELDS, Severity::Error)?;
        if let Some(node) = self.need(fields, "format")
            && let Some(format) = self.text(node)
            && format != "burgee/1"
        {
            self.error(node, &FORMAT, &[format]);
        }
        for name in ["flags", "segments", "experiments", "layers", "holdouts", "metadata"] {
            if let Some(node) = fields.get(name) {
                self.object(node);
            }
        }
        if let Some(node) = self.need(fields, "flags")
            && members(Some(node)).len() > MAX_FLAGS
        {
            self.error(node, &TOO_MANY, &["100000 flags"]);
        }
        let most = 1 << 53;
        let revision = fields.get("revision").and_then(|node| self.whole(node, most, "9007199254740992"));
        Some((fields, revision))
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
