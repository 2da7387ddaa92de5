//! Document → model: every part is checked as the grammar says, references become indices, names become numbers.
//!
//! A flag that is broken keeps its issues and has no model; the others work.

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

/// The most variants that a flag may have: a decision's number has ten bits for them.
pub const MAX_VARIANTS: usize = 1_000;
/// The most rules that a flag may have.
pub const MAX_RULES: usize = 10_000;
/// The most attributes that one bucketing may try: a decision's number has five bits for which one it was.
pub const MAX_UNITS: usize = 8;
/// The most flags in a snapshot.
pub const MAX_FLAGS: usize = 100_000;
/// The most experiments in a snapshot.
pub const MAX_EXPERIMENTS: usize = 10_000;
/// The most issues that are listed.
pub const MAX_ISSUES: usize = 1_000;

/// A snapshot's model and what was found on the way to it.
#[derive(Debug)]
pub struct Compiled {
    /// What decides.
    pub model: Model,
    /// Errors in single flags, and warnings.
    pub issues: Vec<Issue>,
}

/// Compiles a snapshot.
///
/// # Errors
/// All issues, when the envelope has an error: then nothing in it can be trusted. What is inside is read all the same,
/// so that nothing is found only later, unless the format is another or a list is too long.
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

/// Writes the model while it reads the document, and notes what is wrong instead of stopping at it. Methods give
/// `None` for what they reported.
struct Compiler<'d> {
    document: &'d Document,
    model: Model,
    segments: Option<At>,
    experiments: Option<At>,
    flags: Option<At>,
    /// Those of the flag that is being read.
    variants: Option<At>,
    /// All that was found so far, in the order of the text.
    issues: Vec<Issue>,
    /// Whether more was found than is listed.
    overflow: bool,
    /// How many of them are errors: a part is broken when reading it raised this.
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

    /// All that was found, with paths.
    fn located(&mut self) -> Vec<Issue> {
        let mut issues = core::mem::take(&mut self.issues);
        if self.overflow {
            issues.push(more_issues(self.document));
        }
        issues.iter_mut().for_each(|issue| issue.locate(self.document));
        issues
    }

    /// The place of an attribute in a context.
    fn slot(&mut self, path: &str, reads: Usage, at: At) -> Slot {
        self.slot_as(Conversion::Itself, path, reads, at)
    }

    /// The same of an attribute that is taken for something else.
    fn slot_as(&mut self, view: Conversion, path: &str, reads: Usage, at: At) -> Slot {
        let slot = self.model.vocabulary.slot(path, reads, view);
        self.numbered(slot, at)
    }

    /// The number of a string that an attribute is compared with.
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

    /// The values of an object's members, or a list's items, of what may not be there.
    fn parts(&self, at: Option<At>) -> Parts<'d> {
        self.document.parts_of(at.map_or(0, At::get))
    }

    /// Where among the members of an object, which may not be there, the one called `name` is.
    fn position(&self, object: Option<At>, name: &str) -> Option<u32> {
        self.document.node(object.map_or(0, At::get)).position(name)
    }

    /// The same; what is not there is reported.
    fn named(&mut self, object: Option<At>, name: &str, at: At, fault: &Fault) -> Option<u32> {
        let position = self.position(object, name);
        if position.is_none() {
            self.error(at, fault, &[name]);
        }
        position
    }

    /// Numbers, put where the model keeps them.
    fn keep(&mut self, numbers: &[u32]) -> Span {
        let first = self.model.numbers.len();
        self.model.numbers.extend_from_slice(numbers);
        Span::new(first, self.model.numbers.len())
    }

    /// What a condition compares with or a bucket hashes by, written where the model keeps such things.
    fn literal(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> Span {
        let first = self.model.literals.len();
        write(&mut self.model.literals);
        Span::new(first, self.model.literals.len())
    }
}
