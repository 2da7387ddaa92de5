//! Document → model: checks every part against the grammar and turns references into indices and names into numbers.
//!
//! A broken flag has issues and no model; the others work.

mod condition;
mod experiment;
mod faults;
mod flag;
mod grammar;
mod hash;
mod overlap;
mod placed;
mod reader;
mod references;
mod rule;
mod segment;
mod shares;
mod snapshot;

pub use faults::CATALOGUE;
pub use faults::more_issues;

use crate::document::{ALIKE, At, Document, Fault, Issue, Parts, Severity};
use crate::model::{Conversion, Usage};
use crate::model::{Model, Slot, Span};
pub use crate::program::MAX_HOLDOUTS;
use alloc::vec::Vec;

/// The most variants of a flag: a decision has ten bits for them.
pub const MAX_VARIANTS: usize = 1_000;
/// The most rules of a flag.
pub const MAX_RULES: usize = 10_000;
/// The most attributes that a bucket may try: a decision has five bits for the one that gave the unit.
pub const MAX_UNITS: usize = 8;
/// The most flags in a snapshot.
pub const MAX_FLAGS: usize = 100_000;
/// The most experiments in a snapshot.
pub const MAX_EXPERIMENTS: usize = 10_000;
/// The most issues that are listed.
pub const MAX_ISSUES: usize = 1_000;

/// The result of compiling a snapshot.
#[derive(Debug)]
pub struct Compiled {
    /// The model.
    pub model: Model,
    /// Errors of single flags, and warnings.
    pub issues: Vec<Issue>,
}

/// Compiles a snapshot.
///
/// # Errors
/// All issues, if the envelope has an error: nothing in such a snapshot can be trusted. The contents are checked all the
/// same, so that all issues are reported at once, unless the format is unknown or a list is too long.
pub fn compile(document: &Document) -> Result<Compiled, Vec<Issue>> {
    let mut compiler = Compiler {
        document,
        model: Model::EMPTY,
        segments: None,
        experiments: None,
        flags: None,
        variants: None,
        issues: Vec::new(),
        overflow: false,
        errors: 0,
    };
    let sound = document.root().at().is_some_and(|root| compiler.envelope(root));
    let issues = compiler.located();
    if sound { Ok(Compiled { model: compiler.model, issues }) } else { Err(issues) }
}

/// Builds the model while it walks the document. Issues are collected instead of ending the walk; a method returns `None`
/// for what it reported.
struct Compiler<'d> {
    document: &'d Document,
    model: Model,
    segments: Option<At>,
    experiments: Option<At>,
    flags: Option<At>,
    /// The variants of the current flag.
    variants: Option<At>,
    /// The issues so far, in the order of the text.
    issues: Vec<Issue>,
    /// Whether there are more issues than are listed.
    overflow: bool,
    /// The number of errors: a part is broken if compiling it increases this.
    errors: usize,
}

impl<'d> Compiler<'d> {
    fn report(&mut self, at: u32, fault: &Fault, arguments: &[&str], severity: Severity) {
        self.errors += usize::from(severity == Severity::Error);
        if self.issues.len() == MAX_ISSUES {
            self.overflow = true;
            return;
        }
        let place = self.issues.partition_point(|earlier| earlier.at <= at);
        self.issues.insert(place, Issue { severity, ..Issue::error(at, fault, arguments) });
    }

    /// The issues, with their paths.
    fn located(&mut self) -> Vec<Issue> {
        let mut issues = core::mem::take(&mut self.issues);
        if self.overflow {
            issues.push(more_issues(self.document));
        }
        issues.iter_mut().for_each(|issue| issue.locate(self.document));
        issues
    }

    /// The slot of an attribute.
    fn slot(&mut self, path: &str, reads: Usage, at: At) -> Slot {
        self.slot_as(Conversion::Itself, path, reads, at)
    }

    /// The slot of an attribute with a conversion.
    fn slot_as(&mut self, view: Conversion, path: &str, reads: Usage, at: At) -> Slot {
        let slot = self.model.vocabulary.slot(path, reads, view);
        self.numbered(slot, at)
    }

    /// The symbol of a string that an attribute is compared with.
    fn symbol(&mut self, slot: Slot, text: &str, at: At) -> u32 {
        let symbol = self.model.vocabulary.symbol(slot, text);
        self.numbered(symbol, at)
    }

    fn numbered(&mut self, number: Option<u32>, at: At) -> u32 {
        if number.is_none() {
            self.error(at, &ALIKE, &[]);
        }
        number.unwrap_or_default()
    }

    /// The values of an object's members, or the items of a list; none if the node is missing.
    fn parts(&self, at: Option<At>) -> Parts<'d> {
        self.document.parts_of(at.map_or(0, At::get))
    }

    /// The index of the member called `name`, if the object exists and has one.
    fn position(&self, object: Option<At>, name: &str) -> Option<u32> {
        self.document.node(object.map_or(0, At::get)).position(name)
    }

    /// The index of the member called `name`; reports `fault` if there is none.
    fn named(&mut self, object: Option<At>, name: &str, at: At, fault: &Fault) -> Option<u32> {
        let position = self.position(object, name);
        if position.is_none() {
            self.error(at, fault, &[name]);
        }
        position
    }

    /// Appends a list to the numbers of the model.
    fn keep(&mut self, numbers: &[u32]) -> Span {
        let first = self.model.numbers.len();
        self.model.numbers.extend_from_slice(numbers);
        Span::new(first, self.model.numbers.len())
    }

    /// Appends an operand or a hash scheme to the literals of the model.
    fn literal(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> Span {
        let first = self.model.literals.len();
        write(&mut self.model.literals);
        Span::new(first, self.model.literals.len())
    }
}
