//! Model → program. Names, values and source offsets, which only people need, are not part of the program.
//!
//! | condition | contents after its size |
//! |---|---|
//! | all, any, not | its parts |
//! | segment | index (`u32`) |
//! | flag | index (`u32`), list of variants (`u32`) |
//! | bucket | bucket, cuts |
//! | now | first instant, last instant (`i64`) |
//! | test | bits (`u8`: 0–3 outcome if missing, 12 outcome of a mismatch, 48 lists, 64 see below), slot (`u32`), and: |
//! | exists | nothing; bit 64: must exist |
//! | one of | set |
//! | number, date | lower and upper bound, both included (`f64`) |
//! | starts with, ends with, contains | list of texts; bit 64: ignores the case of ASCII letters |
//! | between | lower and upper bound: 0 open, 1 included, 2 excluded (`u8`), then its text unless it is open |
//! | semver | range (see `literal/semver.rs`); bit 64: versions may be loose |
//! | cidr | list of blocks (see `literal/cidr.rs`) |
//! | matches | pattern (see `literal/pattern`) |
//! | md5 | list of texts with 32 hexadecimal digits |

mod source_map;

pub use source_map::SourceMap;

use crate::literal::semver::Policy;
use crate::model::{
    Affix, Bucket, ConditionKind, Experiment, Flag, Model, Operator, Rule, Serve, Share, Span, Test, Window,
};
use crate::program::{CALLERS_DEFAULT, Cut, Program, VariantIndex, Write, bits, kind};
use alloc::vec::Vec;

/// Encodes a model. `place` is called for each condition with its address in the program and its offset in the text.
pub fn assemble(model: &Model, place: &mut dyn FnMut(u32, u32)) -> Program {
    let mut assembler = Assembler { model, out: Vec::new(), place };
    let lists = [model.flags.len(), model.segments.len(), model.experiments.len(), model.holdouts.len()];
    lists.iter().for_each(|count| assembler.out.word(*count as u32));
    let mut entry = assembler.out.len();
    assembler.out.resize(entry + lists.iter().sum::<usize>() * 4, 0);
    for flag in &model.flags {
        assembler.listed(&mut entry, flag.as_ref(), Assembler::flag);
    }
    for segment in &model.segments {
        assembler.listed(&mut entry, segment.as_ref(), |assembler, condition| assembler.condition(*condition));
    }
    for experiment in &model.experiments {
        assembler.listed(&mut entry, experiment.as_ref(), Assembler::experiment);
    }
    for holdout in &model.holdouts {
        assembler.listed(&mut entry, Some(holdout), Assembler::share);
    }
    Program::of_bytes(assembler.out)
}

struct Assembler<'a> {
    model: &'a Model,
    out: Vec<u8>,
    place: &'a mut dyn FnMut(u32, u32),
}

impl Assembler<'_> {
    /// Writes a part, unless it is broken, and its address into the next entry of the lists.
    fn listed<T>(&mut self, entry: &mut usize, part: Option<&T>, write: impl FnOnce(&mut Self, &T)) {
        if let Some(part) = part {
            let address = self.out.len() as u32;
            self.out.put(*entry, address);
            write(self, part);
        }
        *entry += 4;
    }

    fn flag(&mut self, flag: &Flag) {
        let model = self.model;
        let [overrides, prerequisites] = [flag.overrides, flag.prerequisites].map(|span| span.indices().len() as u32);
        let rules = model.rules_of(flag);
        self.out.byte(
            bit(bits::ENABLED, flag.enabled)
                | bit(bits::OVERRIDES, overrides > 0)
                | bit(bits::PREREQUISITES, prerequisites > 0),
        );
        self.variant(flag.off);
        self.variant(flag.fallthrough);
        self.out.short(rules.len() as u16);
        if overrides > 0 {
            self.out.word(overrides);
        }
        for forced in flag.overrides.of(&model.overrides) {
            let size = self.out.open();
            self.out.short(forced.variant);
            self.out.word(forced.slot);
            self.literal(forced.units);
            self.out.close(size);
        }
        if prerequisites > 0 {
            self.out.word(prerequisites);
        }
        flag.prerequisites.indices().for_each(|condition| self.condition(condition));
        rules.iter().for_each(|rule| self.rule(rule));
    }

    fn variant(&mut self, variant: Option<VariantIndex>) {
        self.out.short(variant.unwrap_or(CALLERS_DEFAULT));
    }

    fn rule(&mut self, rule: &Rule) {
        let size = self.out.open();
        let always = rule.window.start == i64::MIN && rule.window.end == i64::MAX;
        let (serve, variant) = match &rule.serve {
            Serve::Variant(variant) => (0, *variant),
            Serve::Split(..) => (bits::SPLIT, 0),
            Serve::Ramp(_, ramp) => (if ramp.linear { bits::LINE } else { bits::STEPS }, ramp.variant),
        };
        self.out.byte(
            serve
                | bit(bits::WINDOW, !always)
                | bit(bits::CONDITION, rule.condition.is_some())
                | bit(bits::EXPERIMENT, rule.experiment.is_some()),
        );
        self.out.short(variant);
        if !always {
            self.window(rule.window);
        }
        rule.condition.into_iter().for_each(|condition| self.condition(condition));
        if let Some(enrolment) = rule.experiment {
            self.out.word(enrolment.experiment);
            self.out.short(enrolment.control);
            self.variant(enrolment.winner);
            self.numbers(rule.assigned);
        }
        match &rule.serve {
            Serve::Variant(_) => {}
            Serve::Split(bucket, cuts) => {
                self.bucket(bucket);
                self.cuts(*cuts);
            }
            Serve::Ramp(bucket, ramp) => {
                self.bucket(bucket);
                let steps = ramp.steps.of(&self.model.steps);
                self.out.word(steps.len() as u32);
                for (at, positions) in steps {
                    self.out.instant(*at);
                    self.out.long(*positions);
                }
            }
        }
        self.out.close(size);
    }

    fn window(&mut self, window: Window) {
        self.out.instant(window.start);
        self.out.instant(window.end);
    }

    fn bucket(&mut self, bucket: &Bucket) {
        let own = bucket.hash.is_empty();
        let slots = self.model.numbers_of(bucket.slots);
        self.out.byte(slots.len() as u8 | bit(bits::HASH, !own));
        slots.iter().for_each(|slot| self.out.word(*slot));
        if own {
            self.out.long(bucket.state);
        } else {
            self.literal(bucket.hash);
        }
    }

    fn cuts(&mut self, cuts: Span) {
        let cuts = cuts.of(&self.model.cuts);
        self.out.word(cuts.len() as u32);
        for (cut, variant) in cuts {
            self.cut(Some(*cut));
            self.out.short(*variant);
        }
    }

    /// The first and the last position; for an empty share the first is greater.
    fn cut(&mut self, cut: Option<Cut>) {
        let Cut { first, last } = cut.unwrap_or(Cut { first: 1, last: 0 });
        self.out.word(first);
        self.out.word(last);
    }

    fn experiment(&mut self, experiment: &Experiment) {
        self.out.byte(
            experiment.status as u8
                | bit(bits::CONSENT, experiment.requires_consent)
                | bit(bits::AUDIENCE, experiment.audience.is_some())
                | bit(bits::STICKY, experiment.sticky.is_some())
                | bit(bits::ENTRY, experiment.entry.is_some())
                | bit(bits::LAYER, experiment.layer.is_some()),
        );
        self.out.word(experiment.version);
        self.window(experiment.window);
        experiment.audience.into_iter().for_each(|condition| self.condition(condition));
        if let Some(sticky) = experiment.sticky {
            self.out.word(sticky.slot);
            self.out.word(sticky.least);
        }
        experiment.entry.into_iter().for_each(|condition| self.condition(condition));
        self.numbers(experiment.holdouts);
        experiment.layer.iter().for_each(|layer| self.share(layer));
    }

    fn share(&mut self, share: &Share) {
        self.bucket(&share.bucket);
        self.cut(share.cut);
    }

    fn condition(&mut self, index: u32) {
        let model = self.model;
        let Some(condition) = model.conditions.get(index as usize) else { return };
        (self.place)(self.out.len() as u32, condition.at);
        self.out.byte(kind_of(&condition.kind));
        let size = self.out.open();
        match &condition.kind {
            ConditionKind::All | ConditionKind::Any | ConditionKind::Not => {
                model.parts(index).for_each(|part| self.condition(part));
            }
            ConditionKind::Segment(segment) => self.out.word(*segment),
            ConditionKind::Flag(flag, variants) => {
                self.out.word(*flag);
                self.numbers(*variants);
            }
            ConditionKind::Bucket(bucket, cuts) => {
                self.bucket(bucket);
                self.cuts(*cuts);
            }
            ConditionKind::Now(least, most) => {
                self.out.instant(*least);
                self.out.instant(*most);
            }
            ConditionKind::Test(test) => self.test(test),
        }
        self.out.close(size);
    }

    fn test(&mut self, test: &Test) {
        let marked = matches!(
            test.operator,
            Operator::Exists(true) | Operator::Affix(_, _, true) | Operator::Semver(_, Policy::Lenient)
        );
        self.out
            .byte(test.missing as u8 | (test.mismatch as u8) << 2 | (test.items as u8) << 4 | u8::from(marked) << 6);
        self.out.word(test.slot);
        match test.operator {
            Operator::Exists(_) => {}
            Operator::Number(least, most) | Operator::Date(least, most) => {
                self.out.float(least);
                self.out.float(most);
            }
            Operator::OneOf(literal)
            | Operator::Affix(_, literal, _)
            | Operator::Between(literal)
            | Operator::Semver(literal, _)
            | Operator::Cidr(literal)
            | Operator::Matches(literal)
            | Operator::Md5(literal) => self.literal(literal),
        }
    }

    #[inline(never)]
    fn literal(&mut self, span: Span) {
        self.out.extend_from_slice(span.of(&self.model.literals));
    }

    #[inline(never)]
    fn numbers(&mut self, span: Span) {
        let numbers = self.model.numbers_of(span);
        self.out.word(numbers.len() as u32);
        numbers.iter().for_each(|number| self.out.word(*number));
    }
}

/// The bit, if `set`; otherwise zero.
fn bit(bit: u8, set: bool) -> u8 {
    if set { bit } else { 0 }
}

fn kind_of(condition: &ConditionKind) -> u8 {
    match condition {
        ConditionKind::All => kind::ALL,
        ConditionKind::Any => kind::ANY,
        ConditionKind::Not => kind::NOT,
        ConditionKind::Segment(_) => kind::SEGMENT,
        ConditionKind::Flag(..) => kind::FLAG,
        ConditionKind::Bucket(..) => kind::BUCKET,
        ConditionKind::Now(..) => kind::NOW,
        ConditionKind::Test(test) => match test.operator {
            Operator::Exists(_) => kind::EXISTS,
            Operator::OneOf(_) => kind::ONE_OF,
            Operator::Number(..) => kind::NUMBER,
            Operator::Date(..) => kind::DATE,
            Operator::Affix(Affix::Start, ..) => kind::STARTS_WITH,
            Operator::Affix(Affix::End, ..) => kind::ENDS_WITH,
            Operator::Affix(Affix::Anywhere, ..) => kind::CONTAINS,
            Operator::Between(_) => kind::BETWEEN,
            Operator::Semver(..) => kind::SEMVER,
            Operator::Cidr(_) => kind::CIDR,
            Operator::Matches(_) => kind::MATCHES,
            Operator::Md5(_) => kind::MD5,
        },
    }
}
