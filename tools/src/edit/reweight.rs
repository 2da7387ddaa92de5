//! Changes the weights of a split and moves the fewest units possible.
//!
//! A variant that shrinks gives up the end of its ranges. Variants that grow take these ranges and those without a
//! variant. So a unit changes its variant only where a variant shrinks: the share that moves is the sum of all
//! decreases, and no other way to the new weights moves less.

use super::field_order;
use super::operation::{Percent, Reweight};
use super::outcome::Change;
use super::text::draft::{Draft, steps};
use crate::Error;
use crate::json::Json;
use crate::nodes::{list, text_of};
use crate::snapshot::Snapshot;
use crate::snapshot::ranges::{Range, ranges};
use crate::snapshot::rules::rules_of;
use crate::snapshot::wording::percent;
use burgee::document::{Kind, Node};
use burgee::model::HUNDRED_PERCENT;

/// A range of all units in millionths of a per cent, and its variant.
type Piece<'v> = (u64, u64, Option<&'v str>);

pub(super) fn reweight(fields: &Reweight, snapshot: &Snapshot<'_>, draft: &mut Draft) -> Result<Change, Error> {
    let key = fields.flag.as_str();
    let flag = snapshot.flag(key)?;
    let (index, rule) = split_of(key, flag, fields.experiment.as_deref())?;
    if snapshot.compiled_flag(key).is_none() {
        return Err(format!("`{key}` has an error: fix it first").into());
    }
    let has_no_percentages = |range: &Node<'_>| range.get("positions").is_some() || text_of(*range, "serve").is_none();
    if list(rule.get("split")).iter().any(has_no_percentages) {
        let message = format!("the split of `{key}` has positions or the caller's default: edit the file to change it");
        return Err(message.into());
    }
    let old = ranges(rule);
    let wanted = wanted_shares(fields, flag)?;
    let (new, moved) = distribute(&pieces(&old), &wanted);
    write(draft, key, (index, rule), &Plan { old: &old, new, wanted: &wanted })?;
    let shares: Vec<_> = wanted.iter().map(|(variant, share)| format!("`{variant}` {} %", percent(*share))).collect();
    let summary = format!("`{key}` is split into {}: {} % of units move", shares.join(", "), percent(moved));
    Ok(Change { moved: Some(Percent::from_millionths(moved)), ..Change::to_flag(key, summary) })
}

/// The rule with a split and its index: the one that runs the experiment, or the only one.
fn split_of<'d>(key: &str, flag: Node<'d>, experiment: Option<&str>) -> Result<(usize, Node<'d>), Error> {
    let is_meant = |rule: Node<'_>| experiment.is_none_or(|id| text_of(rule, "experiment") == Some(id));
    let rules = rules_of(flag).into_iter().enumerate();
    let splits = rules.filter(|(_, rule)| rule.get("split").is_some() && is_meant(*rule));
    match (splits.collect::<Vec<_>>().as_slice(), experiment) {
        ([only], _) => Ok(*only),
        ([], Some(id)) => Err(format!("no rule of `{key}` runs `{id}`").into()),
        ([], None) => Err(format!("`{key}` has no split").into()),
        (many, _) => Err(format!("`{key}` has {} splits: name the `experiment` of one", many.len()).into()),
    }
}

fn wanted_shares<'o>(fields: &'o Reweight, flag: Node<'_>) -> Result<Vec<(&'o str, u64)>, Error> {
    let (key, variants) = (&fields.flag, flag.get("variants"));
    if let Some(unknown) = fields.weights.keys().find(|name| variants.is_none_or(|all| all.get(name).is_none())) {
        return Err(format!("`{key}` has no variant `{unknown}`").into());
    }
    let sum: u64 = fields.weights.values().map(|share| share.millionths()).sum();
    if fields.weights.is_empty() {
        return Err("`weights` must be an object with at least one variant".into());
    }
    if sum > HUNDRED_PERCENT {
        return Err(format!("`weights` add up to {} %, expected at most 100 %", percent(sum)).into());
    }
    Ok(fields.weights.iter().map(|(variant, share)| (variant.as_str(), share.millionths())).collect())
}

/// All units as adjacent pieces. Where ranges overlap, the first one counts.
fn pieces<'v>(ranges: &[Range<'v>]) -> Vec<Piece<'v>> {
    let mut edges: Vec<u64> =
        ranges.iter().flat_map(|range| [range.from, range.to]).chain([0, HUNDRED_PERCENT]).collect();
    edges.sort_unstable();
    edges.dedup();
    let owner = |at: u64| ranges.iter().find(|range| range.from <= at && at < range.to).map(|range| range.variant);
    edges.iter().zip(edges.iter().skip(1)).map(|(from, to)| (*from, *to, owner(*from))).collect()
}

/// The new pieces, and the share that changes its variant.
fn distribute<'v>(old: &[Piece<'v>], wanted: &[(&'v str, u64)]) -> (Vec<Piece<'v>>, u64) {
    let total: u64 = wanted.iter().map(|(_, share)| share).sum();
    let mut keep: Vec<(Option<&str>, u64)> = wanted.iter().map(|(variant, share)| (Some(*variant), *share)).collect();
    keep.push((None, HUNDRED_PERCENT.saturating_sub(total)));
    // First round: each variant keeps its pieces up to its new share.
    let mut free = Vec::new();
    let mut new: Vec<Piece<'_>> = Vec::new();
    for (from, to, owner) in old {
        let left = keep.iter_mut().find(|(variant, _)| variant == owner);
        let kept = left.map_or(0, |(_, left)| take(left, to - from));
        new.push((*from, from + kept, *owner));
        free.push((from + kept, *to));
    }
    // Second round: the rest goes to the variants that are below their new share.
    let moved = free.iter().map(|(from, to)| to - from).sum();
    for (mut from, to) in free {
        for (variant, left) in &mut keep {
            let taken = take(left, to - from);
            new.push((from, from + taken, *variant));
            from += taken;
        }
    }
    new.sort_unstable();
    (merged(new), moved)
}

/// Takes up to `most` of the rest.
fn take(left: &mut u64, most: u64) -> u64 {
    let taken = most.min(*left);
    *left -= taken;
    taken
}

/// Removes pieces that are empty or have no variant, and joins neighbours of one variant.
fn merged(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut merged: Vec<Piece<'_>> = Vec::new();
    for piece in pieces.into_iter().filter(|(from, to, owner)| from < to && owner.is_some()) {
        match merged.last_mut() {
            Some(last) if last.1 == piece.0 && last.2 == piece.2 => last.1 = piece.1,
            _ => merged.push(piece),
        }
    }
    merged
}

/// A split before and after the change.
struct Plan<'p> {
    old: &'p [Range<'p>],
    new: Vec<Piece<'p>>,
    wanted: &'p [(&'p str, u64)],
}

impl<'p> Plan<'p> {
    /// The weights in the order of the old ranges, if they result in exactly the new pieces.
    fn as_weights(&self) -> Option<Vec<(&'p str, u64)>> {
        let mut order: Vec<&str> = Vec::new();
        for variant in self.old.iter().map(|range| range.variant).chain(self.wanted.iter().map(|(variant, _)| *variant))
        {
            if !order.contains(&variant) {
                order.push(variant);
            }
        }
        let share = |variant| self.wanted.iter().find(|(known, _)| *known == variant).map_or(0, |(_, share)| *share);
        let weights: Vec<_> = order.into_iter().map(|variant| (variant, share(variant))).collect();
        let mut from = 0;
        let mut adjacent: Vec<Piece<'_>> = Vec::new();
        for (variant, share) in &weights {
            adjacent.push((from, from + share, Some(*variant)));
            from += share;
        }
        (merged(adjacent) == self.new).then_some(weights)
    }

    /// The ranges. One of the old first variant comes first: it is the control of an experiment that names none.
    fn as_ranges(&self) -> Vec<(&'p str, u64, u64)> {
        let pieces = self.new.iter().filter_map(|(from, to, owner)| Some(((*owner)?, *from, *to)));
        let mut ranges: Vec<_> = pieces.collect();
        if let Some(first) = self.old.first().map(|range| range.variant) {
            let at = ranges.iter().position(|(variant, ..)| *variant == first);
            let range = at.map_or((first, 0, 0), |at| ranges.remove(at));
            ranges.insert(0, range);
        }
        ranges
    }
}

fn write(draft: &mut Draft, key: &str, (index, rule): (usize, Node<'_>), plan: &Plan<'_>) -> Result<(), Error> {
    let path = steps!["flags", key, "rules", index];
    let is_weights = rule.get("split").is_some_and(|split| split.kind() == Kind::Object);
    if let Some(weights) = plan.as_weights().filter(|_| is_weights) {
        let split = weights.into_iter().map(|(variant, share)| (variant.into(), Json::number(percent(share))));
        return draft.put(path, "split", &Json::object(split), field_order::RULE);
    }
    let items = plan.as_ranges().into_iter().map(|(variant, from, to)| {
        let [from, to] = [from, to].map(|share| Json::number(percent(share)));
        Json::object([("serve".into(), Json::text(variant)), ("from".into(), from), ("to".into(), to)])
    });
    draft.put(path, "split", &Json::Array(items.collect()), field_order::RULE)
}
