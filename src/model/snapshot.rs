//! The envelope.

use super::MAX_FLAGS;
use super::experiment::Experiment;
use super::flag::Flag;
use super::reader::{Fields, Reader};
use super::segment::Segment;
use crate::document::{Issue, Node, Place, Severity};
use crate::literal::decimal;
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

const FIELDS: [&str; 9] = [
    "$schema",
    "format",
    "revision",
    "segments",
    "flags",
    "experiments",
    "layers",
    "holdouts",
    "metadata",
];

/// Reads a snapshot.
///
/// # Errors
/// All issues, when the envelope has an error: then nothing in it can be trusted.
pub fn read<'n>(root: &'n Node<'n>) -> Result<Snapshot<'n>, Vec<Issue>> {
    let mut reader = Reader::new(root);
    let fields = reader.envelope(root);
    let Some((fields, revision)) = fields.filter(|_| reader.errors() == 0) else {
        return Err(reader.issues);
    };
    Ok(reader.snapshot(fields, revision))
}

impl<'n> Reader<'n> {
    fn envelope(&mut self, root: &'n Node<'n>) -> Option<(Fields<'n>, Option<u64>)> {
        let fields = self.fields(root, Place::Root, &FIELDS, Severity::Error)?;
        self.required((fields, root), "format", Place::Root, Self::format);
        let flags = self
            .required((fields, root), "flags", Place::Root, Self::object)
            .unwrap_or_default();
        if flags.len() > MAX_FLAGS {
            self.error(
                "too-many",
                Place::Root.key("flags"),
                root,
                &["more than 100000 flags"],
            );
        }
        for name in ["segments", "experiments", "layers", "holdouts", "metadata"] {
            self.optional(fields, name, Place::Root, Self::object);
        }
        let revision = self.optional(fields, "revision", Place::Root, Self::revision);
        Some((fields, revision))
    }

    fn format(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<()> {
        let format = self.text(node, place)?;
        if format != "burgee/1" {
            self.error(
                "format",
                place,
                node,
                &["expected the format `burgee/1`, found `", format, "`"],
            );
        }
        Some(())
    }

    fn revision(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<u64> {
        let text = self.number(node, place)?;
        let revision = decimal::scaled(text, 0).filter(|r| *r <= 1 << 53);
        if revision.is_none() {
            self.error(
                "number",
                place,
                node,
                &["`", text, "` is no whole number from 0 to 9007199254740992"],
            );
        }
        revision
    }

    fn snapshot(mut self, fields: Fields<'n>, revision: Option<u64>) -> Snapshot<'n> {
        let root = Place::Root;
        let place = root.key("segments");
        let segments = fields
            .members("segments")
            .iter()
            .map(|m| self.segment(m, place))
            .collect();
        let place = root.key("experiments");
        for member in fields.members("experiments") {
            let experiment = self.experiment(member, place);
            self.known_experiments.push(experiment);
        }
        self.shares(fields);
        let place = root.key("flags");
        let flags = fields
            .members("flags")
            .iter()
            .map(|m| self.flag(m, place))
            .collect();
        let mut snapshot = Snapshot {
            revision,
            segments,
            experiments: core::mem::take(&mut self.known_experiments),
            flags,
            issues: Vec::new(),
        };
        self.follow_references(&mut snapshot, fields);
        snapshot.issues = self.issues;
        snapshot
    }
}
