//! References between segments and flags: refuses cycles and broken targets, and limits the work of one evaluation.

use super::Compiler;
use super::faults::{BROKEN_FLAG, BROKEN_SEGMENT, CYCLE, OTHERS_VARIANT, TOO_DEEP, TOO_MANY};
use crate::document::{At, Document, Fault};
use crate::model::{ConditionKind, Flag, Model, UNKNOWN_VARIANT};
use crate::program::{MAX_CONDITIONS, MAX_DEPTH};
use alloc::{vec, vec::Vec};

/// The state of following the references of a segment or flag.
#[derive(Clone, Copy)]
enum State {
    Unseen,
    Open,
    Sound(Extent),
    Broken,
}

/// The depth and number of conditions.
#[derive(Clone, Copy, Default)]
struct Extent {
    height: u32,
    cost: u32,
}

/// Why a target can't be used, with the arguments of the message; by default the name of the target.
struct Wrong<'d>(Fault, Option<[&'d str; 2]>);

/// The index of a segment, or that of a flag plus the number of segments.
type Target = u32;

struct Walk<'p, 'd> {
    document: &'d Document,
    model: &'p Model,
    /// The states of all targets.
    nodes: &'p [At],
    states: Vec<State>,
    wrong: Vec<(Target, Wrong<'d>)>,
}

impl<'d> Compiler<'d> {
    /// Marks every segment and flag as broken whose references are broken, cyclic or too deep.
    pub(super) fn follow_references(&mut self) {
        let nodes: Vec<At> = self.parts(self.segments).chain(self.parts(self.flags)).collect();
        let states = vec![State::Unseen; nodes.len()];
        let mut walk = Walk { document: self.document, model: &self.model, nodes: &nodes, states, wrong: Vec::new() };
        for target in 0..nodes.len() as u32 {
            drop(walk.enter(target, 0));
        }
        for (target, Wrong(fault, arguments)) in walk.wrong {
            let target = target as usize;
            if let Some(at) = nodes.get(target) {
                self.error(*at, &fault, &arguments.unwrap_or([self.document.name_of(*at), ""]));
            }
            let segments = self.model.segments.len();
            self.model.segments.get_mut(target).into_iter().for_each(|segment| *segment = None);
            let flag = target.checked_sub(segments).and_then(|flag| self.model.flags.get_mut(flag));
            flag.into_iter().for_each(|flag| *flag = None);
        }
    }
}

impl<'p, 'd> Walk<'p, 'd> {
    /// The extent of `target`, from the known states or by following it.
    fn enter(&mut self, target: Target, depth: u32) -> Result<Extent, Wrong<'d>> {
        match self.states.get(target as usize) {
            Some(State::Sound(extent)) => return Ok(*extent),
            Some(State::Open) => return Err(Wrong(CYCLE, None)),
            Some(State::Unseen) => {}
            Some(State::Broken) | None => return Err(self.broken(target)),
        }
        if depth > MAX_DEPTH {
            return Err(Wrong(TOO_DEEP, None));
        }
        self.set(target, State::Open);
        match self.follow(target, depth).and_then(within_bounds) {
            Ok(extent) => {
                self.set(target, State::Sound(extent));
                Ok(extent)
            }
            Err(wrong) => {
                self.set(target, State::Broken);
                self.wrong.push((target, wrong));
                Err(self.broken(target))
            }
        }
    }

    fn set(&mut self, target: Target, state: State) {
        self.states.get_mut(target as usize).into_iter().for_each(|slot| *slot = state);
    }

    fn name(&self, target: Target) -> &'d str {
        self.nodes.get(target as usize).map_or("", |at| self.document.name_of(*at))
    }

    fn broken(&self, target: Target) -> Wrong<'d> {
        let is_segment = (target as usize) < self.model.segments.len();
        Wrong(if is_segment { BROKEN_SEGMENT } else { BROKEN_FLAG }, Some([self.name(target), ""]))
    }

    /// The flag of a target, if it is a flag that works.
    fn flag_at(&self, target: Target) -> Option<&'p Flag> {
        self.model.flag(target.checked_sub(self.model.segments.len() as u32)?)
    }

    /// Follows all references of `target`. One with issues of its own is broken without a further issue.
    fn follow(&mut self, target: Target, depth: u32) -> Result<Extent, Wrong<'d>> {
        let model = self.model;
        if let Some(Some(condition)) = model.segments.get(target as usize) {
            return self.condition(*condition, depth);
        }
        let Some(flag) = self.flag_at(target) else { return Ok(Extent::default()) };
        let mut extent = Extent::default();
        for index in flag.prerequisites.indices() {
            self.beside(&mut extent, Some(index), depth)?;
        }
        for rule in model.rules_of(flag) {
            let experiment = rule.experiment.and_then(|e| model.experiments.get(e.experiment as usize)?.as_ref());
            self.beside(&mut extent, rule.condition, depth)?;
            self.beside(&mut extent, experiment.and_then(|e| e.audience), depth)?;
            self.beside(&mut extent, experiment.and_then(|e| e.entry), depth)?;
        }
        Ok(extent)
    }

    /// Adds a condition to the extent.
    fn beside(&mut self, extent: &mut Extent, condition: Option<u32>, depth: u32) -> Result<(), Wrong<'d>> {
        if let Some(index) = condition {
            let other = self.condition(index, depth)?;
            extent.height = extent.height.max(other.height);
            extent.cost = extent.cost.saturating_add(other.cost);
        }
        Ok(())
    }

    fn condition(&mut self, index: u32, depth: u32) -> Result<Extent, Wrong<'d>> {
        let model = self.model;
        let mut extent = Extent::default();
        let Some(condition) = model.conditions.get(index as usize) else { return Ok(extent) };
        match condition.kind {
            ConditionKind::Segment(segment) => extent = self.sound(segment, depth + 1)?,
            ConditionKind::Flag(flag, variants) => {
                extent = self.sound(model.segments.len() as u32 + flag, depth + 1)?;
                // The evaluator counts rules even without conditions, because evaluating them takes time.
                let parts =
                    model.flag(flag).map_or(0, |flag| flag.rules.indices().len() + flag.overrides.indices().len());
                extent.cost = extent.cost.saturating_add(parts as u32);
                let unknown = model.numbers_of(variants).iter().find(|variant| **variant >= UNKNOWN_VARIANT);
                if let Some(unknown) = unknown {
                    let name = self.document.node(unknown & !UNKNOWN_VARIANT).text().unwrap_or_default();
                    let flag = self.name(model.segments.len() as u32 + flag);
                    return Err(Wrong(OTHERS_VARIANT, Some([flag, name])));
                }
            }
            _ => {
                for part in model.parts(index) {
                    self.beside(&mut extent, Some(part), depth + 1)?;
                }
            }
        }
        Ok(Extent { height: extent.height + 1, cost: extent.cost.saturating_add(1) })
    }

    /// Adds a reference to a target that works.
    fn sound(&mut self, target: Target, depth: u32) -> Result<Extent, Wrong<'d>> {
        let segment = self.model.segments.get(target as usize).copied().flatten();
        let known = segment.is_some() || self.flag_at(target).is_some();
        if known { self.enter(target, depth) } else { Err(self.broken(target)) }
    }
}

fn within_bounds<'d>(extent: Extent) -> Result<Extent, Wrong<'d>> {
    match extent {
        Extent { height, .. } if height > MAX_DEPTH => Err(Wrong(TOO_DEEP, None)),
        Extent { cost, .. } if cost > MAX_CONDITIONS => {
            Err(Wrong(TOO_MANY, Some(["100000 conditions in one decision", ""])))
        }
        extent => Ok(extent),
    }
}
