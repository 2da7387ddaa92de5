//! Translates splits to the conditions and splits of rules.
//!
//! Eppo serves the first split of which all shards contain the user. A shard is a hash of the user and some of its
//! positions. Shards that all splits have in common (traffic, a layer, a holdout) become a condition. If one hash is
//! left, its positions are the rule's split. Otherwise each split becomes a rule.

use super::{Fault, Flag, Reader, UNEXPECTED};
use crate::json::Json;
use crate::readers::write::{Members, object};
use burgee::document::{Kind, Node};
use burgee::literal::decimal;
use std::borrow::Cow;

/// Positions from the first to the second, exclusive.
type Range = (u64, u64);

/// The parts of one rule.
pub(super) struct Part<'t> {
    pub(super) buckets: Vec<Json<'t>>,
    pub(super) serve: Serve<'t>,
}

/// What a rule serves: a variant, or `null` for the caller's default.
pub(super) enum Serve<'t> {
    Everyone(Json<'t>),
    Spread(Hash<'t>, Vec<(Json<'t>, Range)>),
}

#[derive(Clone, PartialEq)]
pub(super) struct Hash<'t> {
    salt: Cow<'t, str>,
    of: u64,
}

#[derive(Clone, PartialEq)]
struct Shard<'t> {
    hash: Hash<'t>,
    /// In order, without overlaps.
    ranges: Vec<Range>,
}

pub(super) struct Split<'t> {
    serve: Json<'t>,
    /// Without shards that contain everyone.
    shards: Vec<Shard<'t>>,
}

impl<'t> Reader<'t> {
    pub(super) fn split(&self, flag: &Flag<'t>, node: Node<'t>) -> Result<Split<'t>, Fault<'t>> {
        let Some(name) = node.get("variationKey").and_then(|key| self.text(key)) else {
            return Err((node, UNEXPECTED));
        };
        let list = node.get("shards").unwrap_or(node);
        if list.kind() != Kind::Array {
            return Err((list, UNEXPECTED));
        }
        let known = flag.variants.iter().any(|(variant, _)| *variant == name);
        let mut shards = Vec::new();
        for shard in list.items() {
            let shard = self.shard(flag, shard)?;
            if shard.ranges != [(0, shard.hash.of)] {
                shards.push(shard);
            }
        }
        Ok(Split { serve: if known { Json::String(name) } else { Json::Null }, shards })
    }

    fn shard(&self, flag: &Flag<'t>, node: Node<'t>) -> Result<Shard<'t>, Fault<'t>> {
        let Some(salt) = node.get("salt").and_then(|salt| self.text(salt)) else { return Err((node, UNEXPECTED)) };
        // In Eppo's format the number of positions belongs to the flag, in Datadog's to each shard.
        let total = flag.node.get("totalShards").or(node.get("totalShards")).unwrap_or(node);
        let of = total.number().and_then(|text| decimal::scaled(text, 0)).filter(|of| *of > 0);
        let of = of.ok_or((total, UNEXPECTED))?.min(1 << 32);
        let list = node.get("ranges").unwrap_or(node);
        if list.kind() != Kind::Array {
            return Err((list, UNEXPECTED));
        }
        let mut ranges = Vec::new();
        for range in list.items() {
            let end = |name| {
                let at = range.get(name).unwrap_or(range);
                at.number().and_then(decimal::parse).map(|end| first_position(end, of)).ok_or((at, UNEXPECTED))
            };
            ranges.push((end("start")?, end("end")?));
        }
        Ok(Shard { hash: Hash { salt, of }, ranges: joined(ranges) })
    }
}

/// The first position that is not less than a number; at most `of`.
fn first_position(number: f64, of: u64) -> u64 {
    let cut = number as u64;
    (cut.saturating_add(u64::from((cut as f64) < number))).min(of)
}

/// The same positions in order, without empty ranges and overlaps.
fn joined(mut ranges: Vec<Range>) -> Vec<Range> {
    ranges.retain(|(from, to)| from < to);
    ranges.sort_unstable();
    let mut joined: Vec<Range> = Vec::new();
    for (from, to) in ranges {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// The rest of a range.
fn without(range: Range, taken: &[Range]) -> Vec<Range> {
    let mut left = Vec::new();
    let mut from = range.0;
    for (start, end) in taken {
        left.push((from, (*start).min(range.1)));
        from = from.max(*end);
    }
    left.push((from, range.1));
    left.retain(|(from, to)| from < to);
    left
}

/// The rules of an allocation's splits, in order.
pub(super) fn parts(mut splits: Vec<Split<'_>>) -> Vec<Part<'_>> {
    splits.retain(|split| split.shards.iter().all(|shard| !shard.ranges.is_empty()));
    until_everyone(&mut splits);
    let common = common(&mut splits);
    until_everyone(&mut splits);
    let buckets: Vec<_> = common.iter().map(Shard::bucket).collect();
    match spread(&splits) {
        Some(serve) => vec![Part { buckets, serve }],
        None => splits
            .into_iter()
            .map(|split| Part {
                buckets: buckets.iter().cloned().chain(split.shards.iter().map(Shard::bucket)).collect(),
                serve: Serve::Everyone(split.serve),
            })
            .collect(),
    }
}

/// Splits after one that contains everyone are never reached.
fn until_everyone(splits: &mut Vec<Split<'_>>) {
    if let Some(last) = splits.iter().position(|split| split.shards.is_empty()) {
        splits.truncate(last + 1);
    }
}

/// Removes the shards that all splits have in common. A single split keeps its last shard for the rule's split.
fn common<'t>(splits: &mut [Split<'t>]) -> Vec<Shard<'t>> {
    let Some((first, others)) = splits.split_first() else { return Vec::new() };
    let mut common = first.shards.clone();
    common.retain(|shard| others.iter().all(|split| split.shards.contains(shard)));
    if others.is_empty() {
        common.pop();
    }
    for split in splits {
        split.shards.retain(|shard| !common.contains(shard));
    }
    common
}

/// The positions of one hash per split, if no split has shards of another hash.
fn spread<'t>(splits: &[Split<'t>]) -> Option<Serve<'t>> {
    let Some(hash) = splits.first()?.shards.first().map(|shard| shard.hash.clone()) else {
        return splits.first().map(|split| Serve::Everyone(split.serve.clone()));
    };
    let (mut taken, mut ranges) = (Vec::new(), Vec::new());
    for split in splits {
        let own = match split.shards.as_slice() {
            [] => vec![(0, hash.of)],
            [shard] if shard.hash == hash => shard.ranges.clone(),
            _ => return None,
        };
        let left = own.iter().flat_map(|range| without(*range, &taken)).collect::<Vec<_>>();
        ranges.extend(left.into_iter().map(|range| (split.serve.clone(), range)));
        taken.extend(own);
        taken = joined(taken);
    }
    Some(Serve::Spread(hash, ranges))
}

impl<'t> Shard<'t> {
    fn bucket(&self) -> Json<'t> {
        let share = match self.ranges.as_slice() {
            [(0, to)] => self.hash.percent(*to).map(|percent| ("percent", percent)),
            _ => None,
        };
        let positions = || ("positions", Json::Array(self.ranges.iter().map(positions).collect()));
        object([("bucket", object([share.unwrap_or_else(positions), ("hash", self.hash.tree())]))])
    }
}

impl<'t> Hash<'t> {
    fn tree(&self) -> Json<'t> {
        object([
            ("function", Json::text("md5")),
            ("before", Json::text(format!("{}-", self.salt))),
            ("of", Json::number(self.of.to_string())),
        ])
    }

    /// A number of positions in per cent, if six decimals are exact.
    fn percent(&self, positions: u64) -> Option<Json<'t>> {
        let scaled = positions * 100_000_000;
        scaled.is_multiple_of(self.of).then(|| Json::number(decimal::print(scaled / self.of, 6)))
    }
}

fn positions<'t>((from, to): &Range) -> Json<'t> {
    Json::Array([from, to].map(|end| Json::number(end.to_string())).into())
}

impl<'t> Serve<'t> {
    /// Whether the split compares variants: it has more than one, and no caller's default.
    pub(super) fn compares(&self) -> bool {
        match self {
            Serve::Everyone(_) => false,
            Serve::Spread(_, ranges) => {
                let several = ranges.iter().any(|(serve, _)| ranges.first().is_some_and(|first| first.0 != *serve));
                several && ranges.iter().all(|(serve, _)| *serve != Json::Null)
            }
        }
    }

    pub(super) fn write(self, fields: &mut Members<'t>) {
        let (hash, mut ranges) = match self {
            Serve::Everyone(serve) => return fields.push(("serve".into(), serve)),
            Serve::Spread(hash, ranges) => (hash, ranges),
        };
        let field = match weights(&hash, &ranges) {
            Some(weights) if ranges.len() > 1 => ("split".into(), Json::object(weights)),
            _ => match (ranges.len(), ranges.pop()) {
                (1, Some((serve @ Json::String(_), range))) => ("rollout".into(), rollout(&hash, serve, range)),
                (_, last) => {
                    let list = ranges.into_iter().chain(last);
                    let part = |(serve, range)| object([("serve", serve), ("positions", positions(&range))]);
                    ("split".into(), Json::Array(list.map(part).collect()))
                }
            },
        };
        fields.push(field);
        fields.push(("hash".into(), hash.tree()));
    }
}

fn rollout<'t>(hash: &Hash<'t>, serve: Json<'t>, (from, to): Range) -> Json<'t> {
    let percent = if from == 0 { hash.percent(to).map(|percent| ("percent", percent)) } else { None };
    object([("serve", serve), percent.unwrap_or_else(|| ("positions", positions(&(from, to))))])
}

/// The ranges as percentages of variants, if each range follows the one before and six decimals are exact.
fn weights<'t>(hash: &Hash<'t>, ranges: &[(Json<'t>, Range)]) -> Option<Members<'t>> {
    let mut weights: Members<'t> = Vec::new();
    let mut end = 0;
    for (serve, (from, to)) in ranges {
        let Json::String(name) = serve else { return None };
        let again = weights.iter().any(|(known, _)| known == name);
        if *from != end || again {
            return None;
        }
        weights.push((name.clone(), hash.percent(to - from)?));
        end = *to;
    }
    Some(weights)
}
