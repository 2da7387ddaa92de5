//! Conditions on the unit's position and on the instant.

use super::Compiler;
use super::faults::MISSING_FIELD;
use super::grammar::{BUCKET, NOW, bucket, now};
use crate::document::{At, Kind};
use crate::model::end_of_share;
use crate::model::{ConditionKind, Span};

impl Compiler<'_> {
    /// `{"bucket": {"salt" | "hash", "by", "percent" | "positions"}}`
    pub(super) fn bucket_condition(&mut self, at: At) -> u32 {
        let record = self.read(at, &BUCKET);
        let object = self.document.kind(at) == Kind::Object;
        for (fields, names) in
            [([bucket::SALT, bucket::HASH], "salt"), ([bucket::PERCENT, bucket::POSITIONS], "percent")]
        {
            if object && !fields.iter().any(|field| record.has(*field)) {
                self.error(at, &MISSING_FIELD, &[names]);
            }
        }
        self.exclusive(&record, [bucket::PERCENT, bucket::POSITIONS], ["percent", "positions"]);
        let hashed = self.bucket(&record, [bucket::BY, bucket::SALT, bucket::HASH], ["", ""]);
        let of = hashed.positions;
        let first = self.model.cuts.len();
        self.cut([0, end_of_share(record.number(bucket::PERCENT, 0), of)], 0);
        for range in self.parts(record.node(bucket::POSITIONS)) {
            let positions = self.positions(range, of);
            self.cut(positions, 0);
        }
        let cuts = Span::new(first, self.model.cuts.len());
        self.open(ConditionKind::Bucket(hashed, cuts), at)
    }

    /// `{"now": {"after" | "since" | "before" | "until": instant}}`
    pub(super) fn now_condition(&mut self, at: At) -> u32 {
        self.model.timed = true;
        let record = self.read(at, &NOW);
        self.exclusive(&record, [now::AFTER, now::SINCE], ["after", "since"]);
        self.exclusive(&record, [now::BEFORE, now::UNTIL], ["before", "until"]);
        let instant = |field| record.has(field).then(|| record.number(field, 0) as i64);
        let after = instant(now::AFTER).map(|ms| ms.saturating_add(1)).or(instant(now::SINCE));
        let before = instant(now::BEFORE).map(|ms| ms.saturating_sub(1)).or(instant(now::UNTIL));
        self.open(ConditionKind::Now(after.unwrap_or(i64::MIN), before.unwrap_or(i64::MAX)), at)
    }
}
