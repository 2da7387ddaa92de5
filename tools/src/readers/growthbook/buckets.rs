//! The SDK's positions: 1,000 or 10,000 floating-point numbers from 0 to 1. Ranges of these become ranges of positions
//! with the SDK's own comparisons.

use super::{Part, Reader, values};
use crate::json::Json;
use crate::readers::write::{Members, all, constant, object};
use burgee::document::{Kind, Node};
use burgee::literal::{decimal, dotted};
use std::borrow::Cow;

/// How the position of a unit is computed.
pub(super) struct Bucket<'t> {
    pub(super) hash: Json<'t>,
    pub(super) by: Json<'t>,
    /// The number of positions.
    pub(super) of: u32,
}

/// Positions from the first to the second, exclusive.
pub(super) type Range = (u32, u32);

impl<'t> Reader<'t> {
    /// `None` for a version of the hash that the SDK does not know: no user has a position.
    pub(super) fn bucket(&self, seed: Cow<'t, str>, by: Json<'t>, version: f64) -> Option<Bucket<'t>> {
        let second = version == 2.0;
        if !second && version != 1.0 {
            return None;
        }
        let mut hash: Members<'t> = vec![("function".into(), Json::text("fnv1a-32"))];
        if !seed.is_empty() {
            hash.push((if second { "before" } else { "after" }.into(), Json::text(seed)));
        }
        if second {
            hash.push(("rounds".into(), Json::number("2")));
        }
        if self.utf16 {
            hash.push(("units".into(), Json::text("utf-16")));
        }
        let of = if second { 10_000 } else { 1_000 };
        hash.push(("of".into(), Json::number(format!("{of}"))));
        Some(Bucket { hash: Json::object(hash), by, of })
    }

    /// The user is in all filters.
    pub(super) fn filters(&self, filters: Node<'t>) -> Part<'t> {
        let mut parts = Vec::new();
        for filter in filters.items() {
            let ranges = filter.get("ranges").filter(|ranges| ranges.kind() == Kind::Array);
            let ranges = ranges.ok_or((filter, "a filter has no ranges"))?;
            let by = unit(filter, "attribute")?;
            let seed = filter.get("seed").and_then(Node::text).unwrap_or_default();
            let bucket = self.bucket(seed.into(), by, version(filter, 2.0));
            parts.push(bucket.map_or(constant(false), |bucket| {
                let ranges = ranges.items().map(|range| bucket.range(range)).collect();
                bucket.condition(ranges)
            }));
        }
        Ok(all(parts))
    }

    /// The user is in a namespace, `[name, from, to]`.
    pub(super) fn namespace(&self, namespace: Node<'t>, by: Json<'t>) -> Part<'t> {
        let name = namespace.items().next().and_then(Node::text).ok_or((namespace, "a namespace has no name"))?;
        let bucket = self.bucket(format!("__{name}").into(), by, 1.0);
        Ok(bucket.map_or(constant(false), |bucket| {
            let range = bucket.between(namespace.items().skip(1));
            bucket.condition(vec![range])
        }))
    }
}

/// The attribute that a member names; `id` by default.
pub(super) fn unit<'t>(node: Node<'t>, name: &str) -> Part<'t> {
    let path = values::text_of(node, name).unwrap_or("id");
    if dotted(path.as_bytes()).any(<[u8]>::is_empty) {
        return Err((node, "the path of the hashed attribute has an empty step"));
    }
    Ok(Json::text(path))
}

/// The version of the hash of a rule or a filter.
pub(super) fn version(node: Node<'_>, default: f64) -> f64 {
    let number = |version: Node<'_>| if version.kind() == Kind::Number { values::number(version) } else { f64::NAN };
    values::truthy_member(node, "hashVersion").map_or(default, number)
}

impl<'t> Bucket<'t> {
    /// The range of a list `[from, to]`.
    pub(super) fn range(&self, range: Node<'_>) -> Range {
        self.between(range.items())
    }

    fn between<'n>(&self, mut bounds: impl Iterator<Item = Node<'n>>) -> Range {
        let mut next = || bounds.next().map_or(f64::NAN, values::number);
        self.positions(next(), next())
    }

    /// The positions that are at least `from` and less than `to`.
    pub(super) fn positions(&self, from: f64, to: f64) -> Range {
        if from < to {
            (self.count(from, |position, bound| position < bound), self.count(to, |position, bound| position < bound))
        } else {
            (0, 0)
        }
    }

    /// The number of positions of a coverage, with its upper bound.
    pub(super) fn covered(&self, coverage: f64) -> u32 {
        self.count(coverage, |position, bound| position <= bound)
    }

    /// The number of positions before the first that does not pass. The estimate is at most one off, by rounding.
    fn count(&self, bound: f64, passes: fn(f64, f64) -> bool) -> u32 {
        let of = f64::from(self.of);
        let mut count = ((bound * of) as u32).min(self.of).saturating_sub(1);
        while count < self.of && passes(f64::from(count) / of, bound) {
            count += 1;
        }
        count
    }

    /// A number of positions in per cent. It is exact, because there are 1,000 or 10,000 positions.
    pub(super) fn percent(&self, positions: u32) -> Json<'t> {
        Json::number(decimal::print(u64::from(positions), if self.of == 1_000 { 1 } else { 2 }))
    }

    /// The field of a rollout with these positions.
    pub(super) fn share(&self, range: Range) -> (Cow<'t, str>, Json<'t>) {
        match range {
            (0, to) => ("percent".into(), self.percent(to)),
            range => ("positions".into(), pair(range)),
        }
    }

    /// The user is in one of these ranges.
    pub(super) fn condition(&self, mut ranges: Vec<Range>) -> Json<'t> {
        ranges.retain(|(from, to)| from < to);
        if ranges.is_empty() {
            return constant(false);
        }
        let mut bucket: Members<'t> = vec![("hash".into(), self.hash.clone()), ("by".into(), self.by.clone())];
        bucket.push(match ranges.as_slice() {
            [(0, to)] => ("percent".into(), self.percent(*to)),
            _ => ("positions".into(), Json::Array(ranges.into_iter().map(pair).collect())),
        });
        object([("bucket", Json::object(bucket))])
    }
}

fn pair<'t>((from, to): Range) -> Json<'t> {
    Json::Array([from, to].map(|at| Json::number(format!("{at}"))).into())
}
