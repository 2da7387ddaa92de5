//! Other hashes than ours, and ranges of positions.

use super::Compiler;
use super::faults::BACKWARDS;
use super::faults::full::{HASH_OF, HASH_ROUNDS, HASH_UNITS, POSITIONS, TOO_FAR};
use super::grammar::{HASH, hash};
use crate::bucket;
use crate::digits;
use crate::document::{At, Kind};
use crate::hash::{Function, Scheme, Units};
use alloc::{string::String, vec::Vec};

impl Compiler<'_> {
    /// Reads how positions are computed, and gives the scheme's number, from 1.
    pub(super) fn scheme(&mut self, at: At) -> u32 {
        let record = self.read(at, &HASH);
        let text = |field| record.node(field).map_or("", |at| self.document.text_at(at)).into();
        let scheme = Scheme {
            function: match record.number(hash::FUNCTION, 0) {
                0 => Function::Fnv,
                1 => Function::Murmur,
                _ => Function::Md5,
            },
            units: match record.number(hash::UNITS, 0) {
                0 => Units::Utf8,
                1 => Units::Utf16,
                _ => Units::LowBytes,
            },
            seed: record.number(hash::SEED, 0) as u32,
            twice: record.number(hash::ROUNDS, 1) == 2,
            before: text(hash::BEFORE),
            after: text(hash::AFTER),
            of: record.number(hash::OF, bucket::POSITIONS),
        };
        if scheme.function == Function::Md5 && scheme.units != Units::Utf8 {
            self.error(at, &HASH_UNITS, &[]);
        }
        if !(1..=bucket::POSITIONS).contains(&scheme.of) {
            self.error(at, &HASH_OF, &[]);
        }
        if !(1..=2).contains(&record.number(hash::ROUNDS, 1)) {
            self.error(at, &HASH_ROUNDS, &[]);
        }
        self.program.schemes.push(scheme);
        self.program.schemes.len() as u32
    }

    /// `[first, end]`, of so many positions.
    pub(super) fn positions(&mut self, at: At, of: u64) -> [u64; 2] {
        if !self.expect(at, Kind::Array) {
            return [0, 0];
        }
        let errors = self.errors;
        let mut ends = Vec::new();
        for item in self.document.parts(at) {
            let position =
                if self.expect(item, Kind::Number) { self.whole(item, bucket::POSITIONS, "4294967296") } else { 0 };
            ends.push(position);
        }
        match <[u64; 2]>::try_from(ends) {
            Err(_) => self.error(at, &POSITIONS, &[]),
            Ok([first, end]) if first > end && self.errors == errors => self.error(at, &BACKWARDS, &[]),
            Ok([_, end]) if end > of => {
                let mut said = String::new();
                digits::push(&mut said, of);
                self.error(at, &TOO_FAR, &[&said]);
            }
            Ok(ends) => return ends,
        }
        [0, 0]
    }
}
