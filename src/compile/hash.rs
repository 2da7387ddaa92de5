//! Other systems' hashes, and ranges of positions.

use super::Compiler;
use super::faults::{BACKWARDS, HASH_OF, HASH_ROUNDS, HASH_UNITS, POSITIONS, TOO_FAR};
use super::grammar::{HASH, hash};
use crate::document::{At, Kind};
use crate::hash::{Function, Scheme, Units};
use crate::literal::digits;
use crate::model::POSITIONS as ALL_POSITIONS;
use crate::model::Span;
use alloc::{string::String, vec::Vec};

impl Compiler<'_> {
    /// Compiles a hash scheme: its range of the literals, and the number of positions.
    pub(super) fn scheme(&mut self, at: At) -> (Span, u64) {
        let record = self.read(at, &HASH);
        let text = |field| record.node(field).map_or("", |at| self.document.text_at(at)).as_bytes();
        let scheme = Scheme {
            function: Function::of(record.number(hash::FUNCTION, 0)),
            units: Units::of(record.number(hash::UNITS, 0)),
            seed: record.number(hash::SEED, 0) as u32,
            twice: record.number(hash::ROUNDS, 1) == 2,
            before: text(hash::BEFORE),
            after: text(hash::AFTER),
            of: record.number(hash::OF, ALL_POSITIONS),
        };
        if scheme.function == Function::Md5 && scheme.units != Units::Utf8 {
            self.error(at, &HASH_UNITS, &[]);
        }
        if !(1..=ALL_POSITIONS).contains(&scheme.of) {
            self.error(at, &HASH_OF, &[]);
        }
        if !(1..=2).contains(&record.number(hash::ROUNDS, 1)) {
            self.error(at, &HASH_ROUNDS, &[]);
        }
        let of = scheme.of;
        (self.literal(|out| scheme.write(out)), of)
    }

    /// `[first, end]`, out of `of` positions.
    pub(super) fn positions(&mut self, at: At, of: u64) -> [u64; 2] {
        if !self.expect(at, Kind::Array) {
            return [0, 0];
        }
        let errors = self.errors;
        let mut ends = Vec::new();
        for item in self.document.parts(at) {
            let position =
                if self.expect(item, Kind::Number) { self.whole_number(item, ALL_POSITIONS, "4294967296") } else { 0 };
            ends.push(position);
        }
        match <[u64; 2]>::try_from(ends) {
            Err(_) => self.error(at, &POSITIONS, &[]),
            Ok([first, end]) if first > end && self.errors == errors => self.error(at, &BACKWARDS, &[]),
            Ok([_, end]) if end > of => {
                let mut count = String::new();
                digits::push(&mut count, of);
                self.error(at, &TOO_FAR, &[&count]);
            }
            Ok(ends) => return ends,
        }
        [0, 0]
    }
}
