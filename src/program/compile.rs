//! Model → program.

use super::vocabulary::{TARGETING_KEY, Vocabulary, units};
use super::{
    Affix, Condition, Experiment, Flag, OneOf, Operator, Override, Program, Ramp, Rule, Serve, Sticky, Test, Window,
};
use crate::bucket::{Bucket, Cut, position_of};
use crate::model::{self, Bucketing, FlagBody, Literal, Share, Snapshot};
use alloc::{boxed::Box, vec::Vec};

/// Compiles a snapshot. Nothing can fail any more: what could, failed in the model.
#[must_use]
pub fn compile(snapshot: &Snapshot<'_>) -> Program {
    let compiler = Compiler { snapshot, vocabulary: Vocabulary::of(snapshot) };
    let segments = snapshot.segments.iter().map(|s| compiler.optional(s.condition.as_ref())).collect();
    let experiments = snapshot.experiments.iter().map(|e| e.as_ref().map(|e| compiler.experiment(e)));
    let experiments = experiments.collect();
    let flags = snapshot.flags.iter().map(|f| f.body.as_ref().map(|body| compiler.flag(f.key, body)));
    let flags = flags.collect();
    Program { flags, segments, experiments, attributes: compiler.vocabulary.into_attributes() }
}

struct Compiler<'s, 'n> {
    snapshot: &'s Snapshot<'n>,
    vocabulary: Vocabulary<'n>,
}

impl<'n> Compiler<'_, 'n> {
    fn flag(&self, key: &str, body: &FlagBody<'n>) -> Flag {
        let salt = body.salt.unwrap_or(key);
        Flag {
            enabled: body.enabled,
            off: body.off,
            fallthrough: body.fallthrough,
            overrides: body.overrides.iter().map(|o| self.forced(o)).collect(),
            prerequisites: self.conditions(&body.prerequisites),
            rules: body.rules.iter().map(|rule| self.rule(salt, body, rule)).collect(),
        }
    }

    fn forced(&self, forced: &model::Override<'n>) -> Override {
        let slot = self.vocabulary.slot(TARGETING_KEY);
        let symbols = forced.units.iter().map(|unit| self.vocabulary.symbol(slot, unit)).collect();
        Override { slot, units: OneOf::new(symbols, Vec::new(), 0), variant: forced.variant }
    }

    fn rule(&self, salt: &str, body: &FlagBody<'n>, rule: &model::Rule<'n>) -> Rule {
        Rule {
            window: window(rule.start, rule.end),
            condition: rule.condition.as_ref().map(|c| self.condition(c)),
            serve: self.serve(salt, rule),
            experiment: rule.experiment,
            assigned: self.assigned(body, rule),
        }
    }

    /// The symbols by which a context names the variants that a sticky experiment's rule can assign.
    fn assigned(
        &self,
        body: &FlagBody<'n>,
        rule: &model::Rule<'n>,
    ) -> Box<[(super::sets::Symbol, model::VariantIndex)]> {
        let experiment = rule.experiment.and_then(|e| self.snapshot.experiments.get(e.experiment as usize));
        let sticky = experiment.and_then(Option::as_ref).filter(|e| e.sticky);
        let slot = sticky.map(|e| self.vocabulary.assignment_slot(e.id));
        let variants = (0..)
            .zip(&body.variants)
            .filter_map(|(index, variant)| Some((self.vocabulary.symbol(slot?, variant.name), index)));
        variants.collect()
    }

    /// The default salt keeps an experiment, the splits and the rollouts of a flag apart from each other: were a
    /// split hashed like the rollout before it, those who are left for it would all sit at one end.
    fn serve(&self, flag_salt: &str, rule: &model::Rule<'n>) -> Serve {
        let experiment = rule.experiment.and_then(|e| self.snapshot.experiments.get(e.experiment as usize));
        let experiment = experiment.and_then(Option::as_ref).map(|e| e.salt.unwrap_or(e.id));
        let bucket = |parts: &[&str]| match rule.bucketing.salt {
            Some(salt) => self.bucket(&rule.bucketing, &[salt]),
            None => self.bucket(&rule.bucketing, parts),
        };
        match &rule.serve {
            model::Serve::Variant(variant) => Serve::Variant(*variant),
            model::Serve::Ramp(ramp) => Serve::Ramp(bucket(&[flag_salt]), steps(ramp)),
            model::Serve::Split(ranges) => {
                let bucket = match experiment {
                    Some(salt) => bucket(&[salt]),
                    None if rule.is_rollout => bucket(&[flag_salt]),
                    None => bucket(&[flag_salt, "/split"]),
                };
                let cuts = ranges.iter().filter_map(|r| Some((Cut::new(r.from, r.to)?, r.variant)));
                Serve::Split(bucket, cuts.collect())
            }
        }
    }

    fn bucket(&self, bucketing: &Bucketing<'n>, salt: &[&str]) -> Bucket {
        Bucket::new(salt, units(bucketing).map(|path| self.vocabulary.slot(path)).collect())
    }

    fn experiment(&self, experiment: &model::Experiment<'n>) -> Experiment {
        Experiment {
            status: experiment.status,
            window: window(experiment.start, experiment.end),
            audience: experiment.audience.as_ref().map(|c| self.condition(c)),
            requires_consent: experiment.requires_consent,
            sticky: experiment.sticky.then(|| Sticky {
                slot: self.vocabulary.assignment_slot(experiment.id),
                current: experiment.version,
                least: experiment.min_version,
            }),
            layer: experiment.layer.as_ref().map(|share| self.share(share)),
            holdouts: experiment.holdouts.iter().map(|share| self.share(share)).collect(),
        }
    }

    fn share(&self, share: &Share<'n>) -> (Bucket, Option<Cut>) {
        let salt = share.bucketing.salt.unwrap_or(share.name);
        (self.bucket(&share.bucketing, &[salt]), Cut::new(share.from, share.to))
    }

    /// A broken segment is never referred to; nobody belongs to it.
    fn optional(&self, condition: Option<&model::Condition<'n>>) -> Condition {
        condition.map_or_else(|| Condition::Any(Box::default()), |c| self.condition(c))
    }

    fn conditions(&self, conditions: &[model::Condition<'n>]) -> Box<[Condition]> {
        conditions.iter().map(|c| self.condition(c)).collect()
    }

    fn condition(&self, condition: &model::Condition<'n>) -> Condition {
        match condition {
            model::Condition::All(conditions) => Condition::All(self.conditions(conditions)),
            model::Condition::Any(conditions) => Condition::Any(self.conditions(conditions)),
            model::Condition::Not(condition) => Condition::Not(Box::new(self.condition(condition))),
            model::Condition::Segment(index) => Condition::Segment(*index),
            model::Condition::Flag(index, names) => Condition::Flag(*index, self.variants(*index, names)),
            model::Condition::Test(test) => Condition::Test(Box::new(self.test(test))),
        }
    }

    fn variants(&self, flag: u32, names: &[&str]) -> Box<[model::VariantIndex]> {
        let body = self.snapshot.flags.get(flag as usize).and_then(|f| f.body.as_ref());
        let variants = body.map(|b| b.variants.as_slice()).unwrap_or_default();
        (0..).zip(variants).filter(|(_, v)| names.contains(&v.name)).map(|(i, _)| i).collect()
    }

    fn test(&self, test: &model::Test<'n>) -> Test {
        let slot = self.vocabulary.slot(test.attribute);
        let (missing, mismatch, items, at) = (test.missing, test.mismatch, test.items, test.at);
        Test { slot, missing, mismatch, items, at, operator: self.operator(slot, &test.operator) }
    }

    fn operator(&self, slot: super::Slot, operator: &model::Operator<'n>) -> Operator {
        match operator {
            model::Operator::In(literals) => Operator::OneOf(self.one_of(slot, literals)),
            model::Operator::StartsWith(texts, ignore) => affix(Affix::Start, texts, *ignore),
            model::Operator::EndsWith(texts, ignore) => affix(Affix::End, texts, *ignore),
            model::Operator::Contains(texts, ignore) => affix(Affix::Anywhere, texts, *ignore),
            model::Operator::Number(bounds) => Operator::Number(*bounds),
            model::Operator::Date(bounds) => Operator::Date(*bounds),
            model::Operator::Semver(range) => Operator::Semver(range.clone()),
            model::Operator::Cidr(blocks) => Operator::Cidr(blocks.as_slice().into()),
            model::Operator::Matches(pattern) => Operator::Matches(pattern.clone()),
            model::Operator::Exists(wanted) => Operator::Exists(*wanted),
        }
    }

    fn one_of(&self, slot: super::Slot, literals: &[Literal<'n>]) -> OneOf {
        let (mut symbols, mut numbers, mut booleans) = (Vec::new(), Vec::new(), 0);
        for literal in literals {
            match literal {
                Literal::Text(text) => symbols.push(self.vocabulary.symbol(slot, text)),
                Literal::Number(number) => numbers.push(*number),
                Literal::Bool(value) => booleans |= 1 << u8::from(*value),
            }
        }
        OneOf::new(symbols, numbers, booleans)
    }
}

fn affix(affix: Affix, texts: &[&str], ignore_case: bool) -> Operator {
    Operator::Affix(affix, texts.iter().map(|text| Box::from(*text)).collect(), ignore_case)
}

fn window(start: Option<i64>, end: Option<i64>) -> Window {
    Window { start: start.unwrap_or(i64::MIN), end: end.unwrap_or(i64::MAX) }
}

fn steps(ramp: &model::Ramp) -> Ramp {
    let steps = ramp.steps.iter().map(|(at, share)| (*at, position_of(*share))).collect();
    Ramp { variant: ramp.variant, steps, linear: ramp.linear }
}
