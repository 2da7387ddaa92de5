//! Rules: conditions, windows, and what they serve.

use super::faults::{
    BACKWARDS, BROKEN_EXPERIMENT, EMPTY_SPLIT, EXPERIMENTS_VARIANT, MISSING_FIELD, NEEDS_SPLIT, NO_STEPS, OVER_WHOLE,
    SERVE, STEP_ORDER, TOO_MANY, UNKNOWN_EXPERIMENT,
};
use super::grammar::{RANGE, ROLLOUT, RULE, STEP, range, rollout, rule, step};
use super::overlap::Taken;
use super::reader::Record;
use super::{Compiler, MAX_UNITS};
use crate::document::{At, Kind};
use crate::hash::native::salted;
use crate::model::{Bucket, CALLERS_DEFAULT, Enrolment, Ramp, Rule, Serve, Span, VariantIndex};
use crate::model::{Conversion, TARGETING_KEY, Usage};
use crate::model::{HUNDRED_PERCENT, POSITIONS, end_of_share};
use crate::program::Cut;
use alloc::vec::Vec;

/// The fields that define how a rule hashes its unit: attributes, salt, or another system's hash.
const HASHED: [u32; 3] = [rule::BY, rule::SALT, rule::HASH];

impl<'d> Compiler<'d> {
    pub(super) fn rule(&mut self, at: At, flag_salt: &str) -> Option<Rule> {
        let record = self.read(at, &RULE);
        let window = self.window(&record, [rule::START, rule::END]);
        let experiment = record.node(rule::EXPERIMENT);
        if let Some(experiment) = self.document.member(at, "experiment").filter(|_| !record.has(rule::SPLIT)) {
            self.error(experiment, &NEEDS_SPLIT, &[]);
        }
        let enrolment = experiment.and_then(|id| self.enrolment(id, record.node(rule::SPLIT)));
        let serve = match [rule::SERVE, rule::ROLLOUT, rule::SPLIT].map(|field| record.has(field)) {
            [true, false, false] => {
                self.hashed(record.node(rule::BY));
                self.exclusive(&record, [rule::SALT, rule::HASH], ["salt", "hash"]);
                if let Some(hash) = record.node(rule::HASH) {
                    self.scheme(hash);
                }
                Serve::Variant(record.variant(rule::SERVE).unwrap_or_default())
            }
            [false, true, false] => {
                let bucket = self.bucket(&record, HASHED, [flag_salt, ""]);
                self.rollout(record.node(rule::ROLLOUT)?, bucket)
            }
            [false, false, true] => {
                let bucket = self.bucket(&record, HASHED, self.split_salt(experiment, flag_salt));
                self.split(record.node(rule::SPLIT)?, bucket)
            }
            _ => {
                self.hashed(record.node(rule::BY));
                if self.document.kind(at) == Kind::Object {
                    self.error(at, &SERVE, &[]);
                }
                return None;
            }
        };
        let assigned = enrolment.map(|enrolment| self.assigned(enrolment)).unwrap_or_default();
        let condition = record.index(rule::IF);
        let name = record.node(rule::NAME).map_or(0, At::get);
        Some(Rule { node: at.get(), name, window, condition, serve, experiment: enrolment, assigned })
    }

    /// The default salt, which differs for an experiment, the splits and the rollouts of a flag. If a split used the same
    /// positions as a rollout before it, the units that remain for it would all be in one part of its range.
    fn split_salt<'s>(&self, experiment: Option<At>, flag_salt: &'s str) -> [&'s str; 2]
    where
        'd: 's,
    {
        let Some(id) = experiment.map(|id| self.document.text_at(id)) else { return [flag_salt, "/split"] };
        let found = self.experiments.and_then(|experiments| self.document.member(experiments, id));
        let own = found.and_then(|experiment| self.document.member(experiment, "salt"));
        [own.map_or(id, |own| self.document.text_at(own)), ""]
    }

    /// The bucket of a record: its salt, or the default, and the attributes to hash. Another system's hash converts each
    /// attribute to text.
    pub(super) fn bucket(&mut self, record: &Record, [by, own, hash]: [u32; 3], salt: [&str; 2]) -> Bucket {
        let view = if record.has(hash) { Conversion::Text } else { Conversion::Itself };
        let mut slots = Vec::new();
        for (path, at) in self.hashed(record.node(by)) {
            slots.push(self.slot_as(view, path, Usage::Text, at));
        }
        if slots.is_empty() {
            slots.push(self.slot_as(view, TARGETING_KEY, Usage::Text, record.at));
        }
        self.exclusive(record, [own, hash], ["salt", "hash"]);
        let salt = record.node(own).map_or(salt, |own| [self.document.text_at(own), ""]);
        let slots = self.keep(&slots);
        let (hash, positions) = record.node(hash).map_or((Span::default(), POSITIONS), |at| self.scheme(at));
        Bucket { state: salted(&salt), slots, hash, positions }
    }

    /// The attributes to hash, with their nodes.
    fn hashed(&mut self, by: Option<At>) -> Vec<(&'d str, At)> {
        let mut paths = Vec::new();
        let Some(by) = by else { return paths };
        for at in self.document.items_or_itself(by) {
            paths.push((self.attribute(at), at));
        }
        if self.document.parts(by).count() > MAX_UNITS {
            self.error(by, &TOO_MANY, &["8 attributes to hash"]);
        }
        paths
    }

    fn rollout(&mut self, at: At, bucket: Bucket) -> Serve {
        let record = self.read(at, &ROLLOUT);
        let variant = record.variant(rollout::SERVE).unwrap_or_default();
        let of = bucket.positions;
        let shares = [rollout::PERCENT, rollout::STEPS, rollout::POSITIONS];
        self.exclusive(&record, [rollout::PERCENT, rollout::STEPS], ["percent", "steps"]);
        self.exclusive(&record, [rollout::PERCENT, rollout::POSITIONS], ["percent", "positions"]);
        self.exclusive(&record, [rollout::STEPS, rollout::POSITIONS], ["steps", "positions"]);
        if let Some(steps) = record.node(rollout::STEPS) {
            return Serve::Ramp(
                bucket,
                Ramp { variant, steps: self.steps(steps, of), linear: record.is_true(rollout::PROGRESS) },
            );
        }
        if !shares.iter().any(|field| record.has(*field)) && self.document.kind(at) == Kind::Object {
            self.error(at, &MISSING_FIELD, &["percent"]);
        }
        let first = self.model.cuts.len();
        let share = [0, end_of_share(record.number(rollout::PERCENT, 0), of)];
        let positions = self.named_positions(&record, rollout::POSITIONS, of);
        self.cut(positions.unwrap_or(share), variant);
        Serve::Split(bucket, Span::new(first, self.model.cuts.len()))
    }

    fn steps(&mut self, list: At, of: u64) -> Span {
        self.model.timed = true;
        let first = self.model.steps.len();
        let mut last = i64::MIN;
        for at in self.document.parts(list) {
            let errors = self.errors;
            let record = self.read(at, &STEP);
            let instant = record.number(step::AT, 0) as i64;
            if self.errors > errors {
                continue;
            }
            if last >= instant {
                self.error(at, &STEP_ORDER, &[]);
            }
            last = instant;
            self.model.steps.push((instant, end_of_share(record.number(step::PERCENT, 0), of)));
        }
        if self.document.parts(list).next().is_none() {
            self.error(list, &NO_STEPS, &[]);
        }
        Span::new(first, self.model.steps.len())
    }

    /// The cut of positions from the first to the exclusive end.
    pub(super) fn cut(&mut self, [first, end]: [u64; 2], variant: VariantIndex) {
        if let Some(cut) = Cut::new(first, end) {
            self.model.cuts.push((cut, variant));
        }
    }

    fn split(&mut self, at: At, bucket: Bucket) -> Serve {
        let first = self.model.cuts.len();
        let of = bucket.positions;
        let mut parts = self.document.parts(at);
        match self.document.kind(at) {
            Kind::Array => self.ranges(at, of),
            Kind::Object => self.weights(at, of),
            _ => {
                self.expect(at, Kind::Object);
                parts.next();
            }
        }
        if let (None, Kind::Array | Kind::Object) = (parts.next(), self.document.kind(at)) {
            self.error(at, &EMPTY_SPLIT, &[]);
        }
        Serve::Split(bucket, Span::new(first, self.model.cuts.len()))
    }

    fn ranges(&mut self, list: At, of: u64) {
        let mut taken = Vec::new();
        for at in self.document.parts(list) {
            let errors = self.errors;
            let record = self.read(at, &RANGE);
            let [from, to] = self.range(&record, of);
            if self.errors > errors {
                continue;
            }
            let name = self.document.member(at, "serve").map_or("", |serve| self.document.text_at(serve));
            taken.push(Taken { from, to, at, name });
            self.cut([from, to], record.variant(range::SERVE).unwrap_or_default());
        }
        self.no_overlap(&taken);
    }

    fn named_positions(&mut self, record: &Record, field: u32, of: u64) -> Option<[u64; 2]> {
        record.node(field).map(|at| self.positions(at, of))
    }

    /// The positions of a range, from percentages or positions.
    fn range(&mut self, record: &Record, of: u64) -> [u64; 2] {
        if let Some(positions) = self.named_positions(record, range::POSITIONS, of) {
            self.exclusive(record, [range::FROM, range::POSITIONS], ["from", "positions"]);
            self.exclusive(record, [range::TO, range::POSITIONS], ["to", "positions"]);
            return positions;
        }
        let ends = [range::FROM, range::TO];
        for (field, name) in ends.into_iter().zip(["from", "to"]) {
            if !record.has(field) && self.document.kind(record.at) == Kind::Object {
                self.error(record.at, &MISSING_FIELD, &[name]);
            }
        }
        let [from, to] = ends.map(|field| record.number(field, 0));
        if from > to && ends.iter().all(|field| record.is_sound(*field)) {
            self.error(record.at, &BACKWARDS, &[]);
        }
        [from, to].map(|share| end_of_share(share, of))
    }

    /// Percentages in the order of the text; each range starts where the one before ends.
    fn weights(&mut self, object: At, of: u64) {
        let mut from = 0;
        for at in self.document.parts(object) {
            let variant = self.variant(self.document.name_of(at), at);
            if self.expect(at, Kind::Number) {
                let to = from + self.percent(at);
                self.cut([end_of_share(from, of), end_of_share(to, of)], variant);
                from = to;
            }
        }
        if from > HUNDRED_PERCENT {
            self.error(object, &OVER_WHOLE, &[]);
        }
    }

    /// A reference to an experiment, whose winner and control are looked up among the flag's variants.
    fn enrolment(&mut self, at: At, split: Option<At>) -> Option<Enrolment> {
        let id = self.document.text_at(at);
        let experiment = self.named(self.experiments, id, at, &UNKNOWN_EXPERIMENT)?;
        let Some(Some(found)) = self.model.experiments.get(experiment as usize) else {
            self.error(at, &BROKEN_EXPERIMENT, &[id]);
            return None;
        };
        let found = At::new(found.node)?;
        let winner = self.experiments_variant("winner", found, at);
        let control = self.experiments_variant("control", found, at);
        Some(Enrolment { experiment, control: control.or_else(|| self.first_of(split)).unwrap_or_default(), winner })
    }

    /// The first variant of a split, which is the control unless the experiment names another.
    fn first_of(&self, split: Option<At>) -> Option<VariantIndex> {
        let first = self.parts(split).next()?;
        let name = match self.document.kind(first) {
            Kind::Object => {
                let serve = self.document.member(first, "serve")?;
                if self.document.kind(serve) == Kind::Null {
                    return Some(CALLERS_DEFAULT);
                }
                self.document.text_at(serve)
            }
            _ => self.document.name_of(first),
        };
        self.position(self.variants, name).map(|index| index as VariantIndex)
    }

    fn experiments_variant(&mut self, role: &str, experiment: At, at: At) -> Option<VariantIndex> {
        let name = self.document.text_at(self.document.member(experiment, role)?);
        let index = self.position(self.variants, name);
        if index.is_none() {
            self.error(at, &EXPERIMENTS_VARIANT, &[role, name]);
        }
        index.map(|index| index as VariantIndex)
    }

    /// The symbols of the variants that a sticky experiment can assign, in the order of the variants.
    fn assigned(&mut self, enrolment: Enrolment) -> Span {
        let experiment = self.model.experiments.get(enrolment.experiment as usize).and_then(Option::as_ref);
        let Some(sticky) = experiment.and_then(|experiment| experiment.sticky) else { return Span::default() };
        let mut symbols = Vec::new();
        for at in self.parts(self.variants) {
            symbols.push(self.symbol(sticky.slot, self.document.name_of(at), at));
        }
        self.keep(&symbols)
    }
}
