//! The slots that the decision of a flag may read, so that a packer can skip the others: those of its overrides,
//! conditions, experiments and buckets, and of the segments and flags that it refers to.
//!
//! Most flags of a snapshot need the same few slots: a list is written once, and flags have its number. List 0 has the
//! slots that any flag reads. It also serves targets that read more than [`MAX_SLOTS`], which bounds the work for each
//! reference.

use super::list;
use crate::hash::NameTable;
use crate::literal::digits;
use crate::model::{Bucket, ConditionKind, Experiment, Flag, Model, Rule, Serve, Slot, Span, Status};
use alloc::{string::String, vec, vec::Vec};

/// The most slots in a list other than list 0.
const MAX_SLOTS: usize = 64;
/// The number of the list of the slots that any flag reads.
const ALL: u32 = 0;

/// The lists of a model.
pub(super) struct Needs<'p> {
    model: &'p Model,
    /// By slot, whether any flag reads it.
    is_read: Vec<bool>,
    /// By target, the number of its list.
    numbers: Vec<Option<u32>>,
    /// The texts of the lists, from number 1.
    lists: NameTable,
    /// The same lists as ranges of `slots`.
    spans: Vec<Span>,
    slots: Vec<Slot>,
}

/// A part of the model that has a list.
#[derive(Clone, Copy)]
enum Target {
    Segment(u32),
    Flag(u32),
    Experiment(u32),
}

impl<'p> Needs<'p> {
    pub(super) fn of(model: &'p Model) -> Needs<'p> {
        let targets = model.segments.len() + model.flags.len() + model.experiments.len();
        let mut needs = Needs {
            model,
            is_read: vec![false; model.vocabulary.len()],
            numbers: vec![None; targets],
            lists: NameTable::EMPTY,
            spans: Vec::new(),
            slots: Vec::new(),
        };
        for flag in 0..model.flags.len() as u32 {
            needs.list_of(Target::Flag(flag));
        }
        needs
    }

    /// The number of a flag's list.
    pub(super) fn of_flag(&self, index: u32) -> u32 {
        self.numbers.get(self.place(Target::Flag(index))).copied().flatten().unwrap_or(ALL)
    }

    /// Writes the lists by number.
    pub(super) fn write(&self, out: &mut String) {
        let all = (0..).zip(&self.is_read).filter(|(_, read)| **read);
        out.push('[');
        list(out, all, |out, (slot, _)| digits::push(out, slot));
        for index in 0..self.lists.len() {
            out.push(',');
            out.push_str(self.lists.text(index));
        }
        out.push(']');
    }

    fn place(&self, target: Target) -> usize {
        let Model { segments, flags, .. } = self.model;
        match target {
            Target::Segment(index) => index as usize,
            Target::Flag(index) => segments.len() + index as usize,
            Target::Experiment(index) => segments.len() + flags.len() + index as usize,
        }
    }

    fn set(&mut self, place: usize, list: u32) {
        self.numbers.get_mut(place).into_iter().for_each(|known| *known = Some(list));
    }

    /// The number of a target's list, which is made on the first call. References between targets have no cycles, and
    /// `compile/references.rs` bounds their depth.
    fn list_of(&mut self, target: Target) -> u32 {
        let place = self.place(target);
        if let Some(Some(known)) = self.numbers.get(place) {
            return *known;
        }
        self.set(place, ALL);
        let model = self.model;
        let mut found = Vec::new();
        match target {
            Target::Segment(index) => self.condition(&mut found, model.segments.get(index as usize).copied().flatten()),
            Target::Flag(index) => model.flag(index).into_iter().for_each(|flag| self.flag(&mut found, flag)),
            Target::Experiment(index) => {
                let experiment = model.experiments.get(index as usize).and_then(Option::as_ref);
                experiment.into_iter().for_each(|experiment| self.experiment(&mut found, experiment));
            }
        }
        let list = self.number(&found);
        self.set(place, list);
        list
    }

    /// The number of the list with these slots.
    fn number(&mut self, found: &[Slot]) -> u32 {
        if found.len() > MAX_SLOTS {
            return ALL;
        }
        let mut text = String::new();
        list(&mut text, found, |out, slot| digits::push(out, u64::from(*slot)));
        if let Some([number, _]) = self.lists.get(0, &text) {
            return number;
        }
        let first = self.slots.len();
        self.slots.extend_from_slice(found);
        self.spans.push(Span::new(first, self.slots.len()));
        let number = self.lists.len() + 1;
        if self.lists.add(0, &text, [number, 0]) { number } else { ALL }
    }

    /// Adds what a target reads. This function and those below are not inlined: a build for speed would inline each call.
    #[inline(never)]
    fn target(&mut self, found: &mut Vec<Slot>, target: Target) {
        match self.list_of(target).checked_sub(1) {
            None => found.resize(MAX_SLOTS + 1, 0),
            Some(index) => {
                let span = self.spans.get(index as usize).copied().unwrap_or_default();
                span.of(&self.slots).iter().for_each(|slot| insert(found, *slot));
            }
        }
    }

    #[inline(never)]
    fn slot(&mut self, found: &mut Vec<Slot>, slot: Slot) {
        self.is_read.get_mut(slot as usize).into_iter().for_each(|read| *read = true);
        insert(found, slot);
    }

    fn flag(&mut self, found: &mut Vec<Slot>, flag: &Flag) {
        let model = self.model;
        for forced in flag.overrides.of(&model.overrides) {
            self.slot(found, forced.slot);
        }
        if flag.enabled {
            flag.prerequisites.indices().for_each(|condition| self.condition(found, Some(condition)));
            model.rules_of(flag).iter().for_each(|rule| self.rule(found, rule));
        }
    }

    fn rule(&mut self, found: &mut Vec<Slot>, rule: &Rule) {
        self.condition(found, rule.condition);
        if let Some(enrolment) = rule.experiment {
            self.target(found, Target::Experiment(enrolment.experiment));
        }
        if let Serve::Split(bucket, _) | Serve::Ramp(bucket, _) = &rule.serve {
            self.bucket(found, bucket);
        }
    }

    fn experiment(&mut self, found: &mut Vec<Slot>, experiment: &Experiment) {
        if experiment.status != Status::Running {
            return;
        }
        self.condition(found, experiment.audience);
        self.condition(found, experiment.entry);
        if let Some(sticky) = experiment.sticky {
            self.slot(found, sticky.slot);
        }
        let model = self.model;
        let holdouts = model.numbers_of(experiment.holdouts).iter();
        let holdouts = holdouts.filter_map(|holdout| model.holdouts.get(*holdout as usize));
        holdouts.chain(&experiment.layer).for_each(|share| self.bucket(found, &share.bucket));
    }

    #[inline(never)]
    fn bucket(&mut self, found: &mut Vec<Slot>, bucket: &Bucket) {
        self.model.numbers_of(bucket.slots).iter().for_each(|slot| self.slot(found, *slot));
    }

    /// Adds what a condition and its parts read: the parts follow the condition.
    #[inline(never)]
    fn condition(&mut self, found: &mut Vec<Slot>, index: Option<u32>) {
        let Some(first) = index.map(|index| index as usize) else { return };
        let conditions = &self.model.conditions;
        let end = conditions.get(first).map_or(first, |condition| condition.end as usize);
        for condition in conditions.get(first..end).unwrap_or_default() {
            match &condition.kind {
                ConditionKind::All | ConditionKind::Any | ConditionKind::Not | ConditionKind::Now(..) => {}
                ConditionKind::Segment(segment) => self.target(found, Target::Segment(*segment)),
                ConditionKind::Flag(flag, _) => self.target(found, Target::Flag(*flag)),
                ConditionKind::Test(test) => self.slot(found, test.slot),
                ConditionKind::Bucket(bucket, _) => self.bucket(found, bucket),
            }
        }
    }
}

/// Inserts a slot in order, unless the list is too long already.
#[inline(never)]
fn insert(found: &mut Vec<Slot>, slot: Slot) {
    if found.len() <= MAX_SLOTS
        && let Err(at) = found.binary_search(&slot)
    {
        found.insert(at, slot);
    }
}
