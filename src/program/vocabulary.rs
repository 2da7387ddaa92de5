//! Which attributes a program reads, and the strings that it compares them with.

use crate::model::{Bucketing, Condition, Literal, Operator, Snapshot, Test};
use crate::names::Names;
use alloc::{boxed::Box, vec, vec::Vec};

use super::Slot;
use super::sets::Symbol;

/// What units are known by unless a rule says otherwise.
pub(crate) const TARGETING_KEY: &str = "targetingKey";
/// The attribute that an e-mail address gives by itself.
pub(crate) const EMAIL_DOMAIN: &str = "emailDomain";

/// One attribute that a program reads.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its dotted path; for an assignment, the experiment's id.
    pub path: Box<str>,
    /// The strings that it is compared with: symbol 1 is the first.
    pub literals: Box<[Box<str>]>,
    /// What of it is read.
    pub reads: Reads,
}

/// What a program reads of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// What it equals.
    Symbols = 0,
    /// Its text too: it is hashed or searched.
    Text = 1,
    /// Not an attribute but an earlier assignment to a sticky experiment: its variant as a symbol, its version.
    Assignment = 2,
}

/// The same while compiling, with look-up by name.
pub(crate) struct Vocabulary<'n> {
    paths: Names<'n>,
    words: Vec<Names<'n>>,
    text: Vec<bool>,
    /// Sticky experiments and the variants that their rules assign; their slots follow those of the attributes.
    assignments: Vec<(&'n str, Names<'n>)>,
}

impl<'n> Vocabulary<'n> {
    /// Walks everything that can name an attribute.
    pub(crate) fn of(snapshot: &Snapshot<'n>) -> Self {
        let mut uses = Vec::new();
        each_condition(snapshot, &mut |test| uses.push(test.attribute));
        each_bucketing(snapshot, &mut |bucketing| uses.extend(units(bucketing)));
        if snapshot.flags.iter().filter_map(|f| f.body.as_ref()).any(|b| !b.overrides.is_empty()) {
            uses.push(TARGETING_KEY);
        }
        let paths = Names::distinct(uses.into_iter());
        let mut words: Vec<Vec<&'n str>> = vec![Vec::new(); paths.len()];
        let mut text = vec![false; paths.len()];
        each_condition(snapshot, &mut |test| {
            let slot = paths.index(test.attribute).unwrap_or_default() as usize;
            match (&test.operator, words.get_mut(slot), text.get_mut(slot)) {
                (Operator::In(literals), Some(words), _) => words.extend(literals.iter().filter_map(word)),
                (Operator::Number(_) | Operator::Exists(_), _, _) => {}
                (_, _, Some(text)) => *text = true,
                _ => {}
            }
        });
        each_bucketing(snapshot, &mut |bucketing| {
            for slot in units(bucketing).filter_map(|path| paths.index(path)) {
                text.get_mut(slot as usize).into_iter().for_each(|text| *text = true);
            }
        });
        let overrides = snapshot.flags.iter().filter_map(|f| f.body.as_ref()).flat_map(|b| &b.overrides);
        if let Some(words) = paths.index(TARGETING_KEY).and_then(|slot| words.get_mut(slot as usize)) {
            words.extend(overrides.flat_map(|o| &o.units));
        }
        let words = words.into_iter().map(|words| Names::distinct(words.into_iter())).collect();
        Vocabulary { paths, words, text, assignments: assignments(snapshot) }
    }

    /// Where a context holds earlier assignments to an experiment.
    pub(crate) fn assignment_slot(&self, experiment: &str) -> Slot {
        let nth = self.assignments.iter().position(|(id, _)| *id == experiment);
        nth.and_then(|nth| Slot::try_from(self.paths.len() + nth).ok()).unwrap_or(Slot::MAX)
    }

    pub(crate) fn slot(&self, path: &str) -> Slot {
        self.paths.index(path).and_then(|slot| Slot::try_from(slot).ok()).unwrap_or(Slot::MAX)
    }

    pub(crate) fn symbol(&self, slot: Slot, text: &str) -> Symbol {
        let assigned = || Some(&self.assignments.get((slot as usize).checked_sub(self.paths.len())?)?.1);
        let words = self.words.get(slot as usize).or_else(assigned);
        let index = words.and_then(|words| words.index(text));
        index.map_or(0, |index| index + 1)
    }

    pub(crate) fn into_attributes(self) -> Box<[Attribute]> {
        let reads = |text| if text { Reads::Text } else { Reads::Symbols };
        let attributes = self.paths.iter().zip(&self.words).zip(self.text);
        let attributes = attributes.map(|((path, words), text)| Attribute::new(path, words, reads(text)));
        let assignments = self.assignments.iter().map(|(id, words)| Attribute::new(id, words, Reads::Assignment));
        attributes.chain(assignments).collect()
    }
}

impl Attribute {
    fn new(path: &str, words: &Names<'_>, reads: Reads) -> Attribute {
        Attribute { path: path.into(), literals: words.iter().map(Box::from).collect(), reads }
    }
}

/// Sticky experiments, and the names of the variants of all flags that they drive.
fn assignments<'n>(snapshot: &Snapshot<'n>) -> Vec<(&'n str, Names<'n>)> {
    let mut found = Vec::new();
    for (index, experiment) in (0..).zip(&snapshot.experiments) {
        let Some(experiment) = experiment.as_ref().filter(|e| e.sticky) else { continue };
        let runs = |body: &&crate::model::FlagBody<'n>| {
            body.rules.iter().any(|rule| rule.experiment.is_some_and(|e| e.experiment == index))
        };
        let bodies = snapshot.flags.iter().filter_map(|f| f.body.as_ref()).filter(runs);
        let names = bodies.flat_map(|body| body.variants.iter().map(|variant| variant.name));
        found.push((experiment.id, Names::distinct(names)));
    }
    found
}

fn word<'n>(literal: &Literal<'n>) -> Option<&'n str> {
    match literal {
        Literal::Text(text) => Some(text),
        _ => None,
    }
}

/// The attributes that a bucketing hashes, in the order in which they are tried.
pub(crate) fn units<'n>(bucketing: &Bucketing<'n>) -> impl Iterator<Item = &'n str> {
    let default = bucketing.by.is_empty().then_some(TARGETING_KEY);
    bucketing.by.clone().into_iter().chain(default)
}

fn each_condition<'s, 'n>(snapshot: &'s Snapshot<'n>, visit: &mut impl FnMut(&'s Test<'n>)) {
    let segments = snapshot.segments.iter().filter_map(|s| s.condition.as_ref());
    let audiences = snapshot.experiments.iter().flatten().filter_map(|e| e.audience.as_ref());
    let bodies = snapshot.flags.iter().filter_map(|f| f.body.as_ref());
    let rules = bodies.flat_map(|b| b.rules.iter().filter_map(|r| r.condition.as_ref()));
    segments.chain(audiences).chain(rules).for_each(|condition| each_test(condition, visit));
}

fn each_test<'s, 'n>(condition: &'s Condition<'n>, visit: &mut impl FnMut(&'s Test<'n>)) {
    match condition {
        Condition::All(conditions) | Condition::Any(conditions) => {
            conditions.iter().for_each(|c| each_test(c, visit));
        }
        Condition::Not(condition) => each_test(condition, visit),
        Condition::Test(test) => visit(test),
        Condition::Segment(_) | Condition::Flag(..) => {}
    }
}

fn each_bucketing<'s, 'n>(snapshot: &'s Snapshot<'n>, visit: &mut impl FnMut(&'s Bucketing<'n>)) {
    for experiment in snapshot.experiments.iter().flatten() {
        experiment.layer.iter().chain(&experiment.holdouts).for_each(|share| visit(&share.bucketing));
    }
    let bodies = snapshot.flags.iter().filter_map(|f| f.body.as_ref());
    let spread = |rule: &&'s crate::model::Rule<'n>| !matches!(rule.serve, crate::model::Serve::Variant(_));
    bodies.flat_map(|b| b.rules.iter().filter(spread)).for_each(|rule| visit(&rule.bucketing));
}
