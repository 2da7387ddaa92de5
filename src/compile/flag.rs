//! Flags: variants, the switch, overrides, rules and the fallthrough.

use super::faults::{MIXED_TYPES, NO_VARIANTS, TOO_MANY};
use super::grammar::{FLAG, flag};
use super::{Compiler, MAX_RULES, MAX_VARIANTS};
use crate::document::{At, Kind};
use crate::model::{Flag, FlagType, Override, Slot, Span};
use crate::model::{TARGETING_KEY, Usage};
use crate::program::set;
use alloc::vec::Vec;

impl Compiler<'_> {
    /// Compiles a flag; `None` if it has an error.
    pub(super) fn flag(&mut self, at: At) -> Option<Flag> {
        let before = self.errors;
        let key = self.name(at);
        self.variants = self.document.member(at, "variants");
        let record = self.read(at, &FLAG);
        let declared = record.index(flag::TYPE);
        self.variants_of_one_type(declared);
        let salt = record.node(flag::SALT).map_or(key, |salt| self.document.text_at(salt));
        let flag = Flag {
            node: at.get(),
            variants: self.variants.map_or(0, At::get),
            flag_type: self.flag_type(declared),
            enabled: record.number(flag::ENABLED, 1) == 1,
            off: record.variant(flag::OFF),
            fallthrough: record.variant(flag::FALLTHROUGH),
            overrides: self.overrides(record.node(flag::OVERRIDES)),
            prerequisites: self.prerequisites(record.node(flag::PREREQUISITES)),
            rules: self.rules(record.node(flag::RULES), salt),
        };
        (self.errors == before).then_some(flag)
    }

    /// The type of the first variant, unless the flag declares `object`.
    fn flag_type(&self, declared: Option<u32>) -> FlagType {
        let first = self.parts(self.variants).next().map(|at| self.document.kind(at));
        match first.filter(|_| declared != Some(FlagType::Object as u32)) {
            Some(Kind::False | Kind::True) => FlagType::Boolean,
            Some(Kind::String) => FlagType::String,
            Some(Kind::Number) => FlagType::Number,
            _ => FlagType::Object,
        }
    }

    /// Checks the types of variants: all have the declared type, or that of the first variant.
    fn variants_of_one_type(&mut self, declared: Option<u32>) {
        let Some(variants) = self.variants.filter(|at| self.document.kind(*at) == Kind::Object) else { return };
        let Some(first) = self.document.parts(variants).next() else {
            return self.error(variants, &NO_VARIANTS, &[]);
        };
        if self.document.parts(variants).count() > MAX_VARIANTS {
            self.error(variants, &TOO_MANY, &["1000 variants"]);
        }
        for at in self.document.parts(variants) {
            let name = self.name(at);
            if self.document.kind(at) == Kind::Number {
                self.float(at);
            }
            let (kind, found) = (self.kind_description(first), self.kind_description(at));
            if let Some(declared) = declared {
                let kinds = [Kind::True, Kind::String, Kind::Number];
                let wanted = kinds.get(declared as usize).map(|kind| kind.description());
                if let Some(wanted) = wanted.filter(|wanted| *wanted != found) {
                    self.wrong_type(at, wanted);
                }
            } else if kind != found {
                self.error(at, &MIXED_TYPES, &[self.document.name_of(first), kind, name, found]);
            }
        }
    }

    /// The type of a value for messages; lists and `null` are read as objects.
    fn kind_description(&self, at: At) -> &'static str {
        match self.document.kind(at) {
            Kind::Null | Kind::Array => Kind::Object.description(),
            kind => kind.description(),
        }
    }

    fn rules(&mut self, list: Option<At>, salt: &str) -> Span {
        let first = self.model.rules.len();
        for at in self.parts(list) {
            if let Some(rule) = self.rule(at, salt) {
                self.model.rules.push(rule);
            }
        }
        let rules = Span::new(first, self.model.rules.len());
        if let Some(list) = list.filter(|_| rules.indices().len() > MAX_RULES) {
            self.error(list, &TOO_MANY, &["10000 rules"]);
        }
        rules
    }

    fn overrides(&mut self, object: Option<At>) -> Span {
        let first = self.model.overrides.len();
        for at in self.parts(object) {
            let variant = self.variant(self.document.name_of(at), at);
            if self.expect(at, Kind::Array) {
                let (slot, units) = self.units(TARGETING_KEY, at);
                self.model.overrides.push(Override { slot, units, variant });
            }
        }
        Span::new(first, self.model.overrides.len())
    }

    /// A set of strings that an attribute may equal.
    pub(super) fn units(&mut self, attribute: &str, list: At) -> (Slot, Span) {
        let slot = self.slot(attribute, Usage::Symbols, list);
        let mut symbols = Vec::new();
        for at in self.document.parts(list) {
            let text = self.text(at);
            symbols.push(self.symbol(slot, text, at));
        }
        (slot, self.literal(|out| set::write(out, symbols, &[], 0)))
    }

    /// Compiles conditions one after the other.
    fn prerequisites(&mut self, list: Option<At>) -> Span {
        let first = self.model.conditions.len();
        for at in self.parts(list) {
            self.flag_result(at);
        }
        Span::new(first, self.model.conditions.len())
    }
}
