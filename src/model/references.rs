//! Segments and flags that use each other: no cycles, no broken ends, and a bound on the work of one evaluation.

use super::condition::Condition;
use super::faults::{BROKEN_FLAG, BROKEN_SEGMENT, CYCLE, OTHERS_VARIANT, TOO_DEEP, TOO_MANY};
use super::flag::FlagBody;
use super::reader::{Fields, Reader};
use super::snapshot::Snapshot;
use crate::document::Member;
use alloc::vec::Vec;

/// The deepest chain of conditions within conditions, through segments and flags: it bounds the evaluator's stack.
const MAX_HEIGHT: u32 = 64;
/// The most conditions that one evaluation may look at.
const MAX_COST: u32 = 100_000;

/// A segment or a flag that others refer to.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Segment(u32),
    Flag(u32),
}

/// What following a target's references gave.
#[derive(Clone, Copy)]
enum State {
    Unseen,
    Open,
    Sound(Extent),
    Broken,
}

/// How deep and how much.
#[derive(Clone, Copy, Default)]
struct Extent {
    height: u32,
    cost: u32,
}

impl Extent {
    fn beside(self, other: Extent) -> Extent {
        Extent { height: self.height.max(other.height), cost: self.cost.saturating_add(other.cost) }
    }

    fn above(self) -> Extent {
        Extent { height: self.height + 1, cost: self.cost.saturating_add(1) }
    }
}

/// Why a target can't be used.
enum Fault<'n> {
    Cycle,
    TooDeep,
    TooCostly,
    BrokenSegment(u32),
    BrokenFlag(u32),
    NoVariant(u32, &'n str),
}

struct Walk<'s, 'n> {
    snapshot: &'s Snapshot<'n>,
    segments: Vec<State>,
    flags: Vec<State>,
    faults: Vec<(Target, Fault<'n>)>,
}

impl<'n> Reader<'n> {
    /// Breaks every segment and flag whose references lead nowhere, in a circle, or too far.
    pub(super) fn follow_references(&mut self, snapshot: &mut Snapshot<'n>, fields: Fields<'n>) {
        let mut walk = Walk {
            segments: alloc::vec![State::Unseen; snapshot.segments.len()],
            flags: alloc::vec![State::Unseen; snapshot.flags.len()],
            faults: Vec::new(),
            snapshot,
        };
        for (index, _) in (0..).zip(&snapshot.segments) {
            drop(walk.enter(Target::Segment(index), 0));
        }
        for (index, _) in (0..).zip(&snapshot.flags) {
            drop(walk.enter(Target::Flag(index), 0));
        }
        for (target, fault) in walk.faults {
            self.report(snapshot, fields, target, &fault);
            match target {
                Target::Segment(i) => snapshot.segments.get_mut(i as usize).map(|s| s.condition = None),
                Target::Flag(i) => snapshot.flags.get_mut(i as usize).map(|f| f.body = None),
            };
        }
    }

    fn report(&mut self, snapshot: &Snapshot<'n>, fields: Fields<'n>, target: Target, fault: &Fault<'n>) {
        let (list, index) = match target {
            Target::Segment(index) => ("segments", index),
            Target::Flag(index) => ("flags", index),
        };
        let Some(Member { name, node, .. }) = fields.members_of(list).get(index as usize) else { return };
        let segment = |i: u32| snapshot.segments.get(i as usize).map_or("", |s| s.name);
        let flag = |i: u32| snapshot.flags.get(i as usize).map_or("", |f| f.key);
        match *fault {
            Fault::Cycle => self.error(node, &CYCLE, &[name]),
            Fault::TooDeep => self.error(node, &TOO_DEEP, &[]),
            Fault::TooCostly => self.error(node, &TOO_MANY, &["100000 conditions in one decision"]),
            Fault::BrokenSegment(i) => self.error(node, &BROKEN_SEGMENT, &[segment(i)]),
            Fault::BrokenFlag(i) => self.error(node, &BROKEN_FLAG, &[flag(i)]),
            Fault::NoVariant(i, variant) => self.error(node, &OTHERS_VARIANT, &[flag(i), variant]),
        }
    }
}

impl<'n> Walk<'_, 'n> {
    /// The extent of what `target` means, from what is known or by following it.
    fn enter(&mut self, target: Target, depth: u32) -> Result<Extent, Fault<'n>> {
        match self.state(target) {
            State::Sound(extent) => return Ok(extent),
            State::Broken => return Err(broken(target)),
            State::Open => return Err(Fault::Cycle),
            State::Unseen => {}
        }
        if depth > MAX_HEIGHT {
            return Err(Fault::TooDeep);
        }
        self.set(target, State::Open);
        match self.follow(target, depth).and_then(within_bounds) {
            Ok(extent) => {
                self.set(target, State::Sound(extent));
                Ok(extent)
            }
            Err(fault) => {
                self.set(target, State::Broken);
                self.faults.push((target, fault));
                Err(broken(target))
            }
        }
    }

    fn state(&self, target: Target) -> State {
        let state = match target {
            Target::Segment(index) => self.segments.get(index as usize),
            Target::Flag(index) => self.flags.get(index as usize),
        };
        state.copied().unwrap_or(State::Broken)
    }

    fn set(&mut self, target: Target, state: State) {
        let slot = match target {
            Target::Segment(index) => self.segments.get_mut(index as usize),
            Target::Flag(index) => self.flags.get_mut(index as usize),
        };
        slot.into_iter().for_each(|slot| *slot = state);
    }

    /// Follows all that `target` refers to. One that has issues of its own is broken without a further one.
    fn follow(&mut self, target: Target, depth: u32) -> Result<Extent, Fault<'n>> {
        let snapshot = self.snapshot;
        match target {
            Target::Segment(index) => {
                let segment = snapshot.segments.get(index as usize).and_then(|s| s.condition.as_ref());
                segment.map_or(Ok(Extent::default()), |condition| self.condition(condition, depth))
            }
            Target::Flag(index) => {
                let flag = snapshot.flags.get(index as usize).and_then(|f| f.body.as_ref());
                flag.map_or(Ok(Extent::default()), |body| self.flag(body, depth))
            }
        }
    }

    fn flag(&mut self, body: &FlagBody<'n>, depth: u32) -> Result<Extent, Fault<'n>> {
        let snapshot = self.snapshot;
        let mut extent = self.all(&body.prerequisites, depth)?;
        for rule in &body.rules {
            let experiment = rule.experiment.and_then(|e| snapshot.experiments.get(e.experiment as usize));
            let audience = experiment.and_then(Option::as_ref).and_then(|e| e.audience.as_ref());
            for condition in rule.condition.iter().chain(audience) {
                extent = extent.beside(self.condition(condition, depth)?);
            }
        }
        Ok(extent)
    }

    fn all(&mut self, conditions: &[Condition<'n>], depth: u32) -> Result<Extent, Fault<'n>> {
        let mut extent = Extent::default();
        for condition in conditions {
            extent = extent.beside(self.condition(condition, depth)?);
        }
        Ok(extent)
    }

    fn condition(&mut self, condition: &Condition<'n>, depth: u32) -> Result<Extent, Fault<'n>> {
        let below = depth + 1;
        let extent = match condition {
            Condition::All(conditions) | Condition::Any(conditions) => self.all(conditions, below)?,
            Condition::Not(condition) => self.condition(condition, below)?,
            Condition::Segment(index) => self.sound(Target::Segment(*index), below)?,
            Condition::Flag(index, variants) => {
                let extent = self.sound(Target::Flag(*index), below)?;
                self.has_variants(*index, variants)?;
                extent
            }
            Condition::Test(_) => Extent::default(),
        };
        Ok(extent.above())
    }

    /// A reference to something that has a meaning.
    fn sound(&mut self, target: Target, depth: u32) -> Result<Extent, Fault<'n>> {
        let known = match target {
            Target::Segment(index) => self.snapshot.segments.get(index as usize).is_some_and(|s| s.condition.is_some()),
            Target::Flag(index) => self.snapshot.flags.get(index as usize).is_some_and(|f| f.body.is_some()),
        };
        if known { self.enter(target, depth) } else { Err(broken(target)) }
    }

    fn has_variants(&self, index: u32, asked: &[&'n str]) -> Result<(), Fault<'n>> {
        let body = self.snapshot.flags.get(index as usize).and_then(|f| f.body.as_ref());
        let known = |name: &str| body.is_some_and(|b| b.variants.iter().any(|v| v.name == name));
        match asked.iter().find(|name| !known(name)) {
            Some(name) => Err(Fault::NoVariant(index, name)),
            None => Ok(()),
        }
    }
}

fn within_bounds<'n>(extent: Extent) -> Result<Extent, Fault<'n>> {
    match extent {
        Extent { height, .. } if height > MAX_HEIGHT => Err(Fault::TooDeep),
        Extent { cost, .. } if cost > MAX_COST => Err(Fault::TooCostly),
        extent => Ok(extent),
    }
}

fn broken<'n>(target: Target) -> Fault<'n> {
    match target {
        Target::Segment(index) => Fault::BrokenSegment(index),
        Target::Flag(index) => Fault::BrokenFlag(index),
    }
}
