//! Other weights for a split, with the fewest units moved.
//!
//! A variant that shrinks gives up the end of what it has, and those that grow take what was given up or belonged to
//! nobody. So a unit changes sides only where its variant shrinks: the sum of all decreases, and no way of reaching
//! the new weights moves less.

use super::Done;
use super::draft::{Draft, steps};
use super::request::Request;
use super::rules::{self, rules_of};
use super::words::{percent, share_of};
use crate::json::Tree;
use crate::requests::Refusal;
use crate::requests::parts::{list, members, text_of};
use crate::requests::ranges::{Range, ranges};
use burgee::document::{Kind, Node};
use burgee::model::HUNDRED_PERCENT;

/// A part of all units and who has it, in the order of positions.
type Piece<'v> = (u64, u64, Option<&'v str>);

/// `{"kind": "reweight", "flag", "experiment"?, "weights": {variant: per cent}}` → also `moved`, the per cent of units
/// that change sides.
pub(super) fn reweight(request: &Request<'_>, draft: &mut Draft) -> Result<Done, Refusal> {
    let (key, flag) = request.flag()?;
    let (index, rule) = split_of(request, key, flag)?;
    if request.meaning(key).is_none() {
        return Err(format!("`{key}` is broken").into());
    }
    let by_hand = |range: &Node<'_>| range.get("positions").is_some() || text_of(*range, "serve").is_none();
    if list(rule.get("split")).iter().any(by_hand) {
        return Err(format!("the split of `{key}` names positions or the caller's default: change it by hand").into());
    }
    let old = ranges(rule);
    let wanted = wanted(request, key, flag)?;
    let (new, moved) = distribute(&pieces(&old), &wanted);
    let moved = percent(moved);
    write(draft, key, index, rule, &Plan { old: &old, new, wanted: &wanted })?;
    let shares: Vec<_> = wanted.iter().map(|(variant, share)| format!("`{variant}` {} %", percent(*share))).collect();
    let summary = format!("`{key}` is split into {}: {moved} % of units move", shares.join(", "));
    let more = vec![("moved", serde_json::from_str(&moved).unwrap_or_default())];
    Ok(Done { more, ..Done::to_flag(key, summary) })
}

/// The rule with a split: of an experiment if one is named, else the only one.
fn split_of<'d>(request: &Request<'_>, key: &str, flag: Node<'d>) -> Result<(usize, Node<'d>), Refusal> {
    let experiment = request.optional("experiment")?;
    let meant = |rule: Node<'_>| experiment.is_none_or(|id| text_of(rule, "experiment") == Some(id));
    let splits = rules_of(flag).into_iter().enumerate().filter(|(_, rule)| rule.get("split").is_some() && meant(*rule));
    match (splits.collect::<Vec<_>>().as_slice(), experiment) {
        ([only], _) => Ok(*only),
        ([], Some(id)) => Err(format!("no rule of `{key}` runs `{id}`").into()),
        ([], None) => Err(format!("`{key}` has no split").into()),
        (many, _) => Err(format!("`{key}` has {} splits: say which by its `experiment`", many.len()).into()),
    }
}

fn wanted<'r>(request: &Request<'r>, key: &str, flag: Node<'r>) -> Result<Vec<(&'r str, u64)>, Refusal> {
    let mut wanted = Vec::new();
    for member in members(request.get("weights")) {
        if flag.get("variants").and_then(|variants| variants.get(member.name)).is_none() {
            return Err(format!("`{key}` has no variant `{}`", member.name).into());
        }
        wanted.push((member.name, share_of(member.node)?));
    }
    let sum: u64 = wanted.iter().map(|(_, share)| share).sum();
    match sum {
        _ if wanted.is_empty() => Err("`weights` must be an object with at least one variant".into()),
        sum if sum > HUNDRED_PERCENT => Err(format!("the weights add up to {} %, more than 100", percent(sum)).into()),
        _ => Ok(wanted),
    }
}

/// Every part of the whole with who has it: of ranges that overlap, the first.
fn pieces<'v>(ranges: &[Range<'v>]) -> Vec<Piece<'v>> {
    let mut edges: Vec<u64> =
        ranges.iter().flat_map(|range| [range.from, range.to]).chain([0, HUNDRED_PERCENT]).collect();
    edges.sort_unstable();
    edges.dedup();
    let owner = |at: u64| ranges.iter().find(|range| range.from <= at && at < range.to).map(|range| range.variant);
    edges.iter().zip(edges.iter().skip(1)).map(|(from, to)| (*from, *to, owner(*from))).collect()
}

/// The new pieces, and how much of the whole changed hands.
fn distribute<'v>(old: &[Piece<'v>], wanted: &[(&'v str, u64)]) -> (Vec<Piece<'v>>, u64) {
    let total: u64 = wanted.iter().map(|(_, share)| share).sum();
    let mut keep: Vec<(Option<&str>, u64)> = wanted.iter().map(|(variant, share)| (Some(*variant), *share)).collect();
    keep.push((None, HUNDRED_PERCENT.saturating_sub(total)));
    // First round: everyone keeps what they had, up to what they are to have.
    let mut free = Vec::new();
    let mut new: Vec<Piece<'_>> = Vec::new();
    for (from, to, owner) in old {
        let left = keep.iter_mut().find(|(variant, _)| variant == owner);
        let kept = left.map_or(0, |(_, left)| take(left, to - from));
        new.push((*from, from + kept, *owner));
        free.push((from + kept, *to));
    }
    // Second round: what was given up goes to those who lack.
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

/// Up to `most` of what is left.
fn take(left: &mut u64, most: u64) -> u64 {
    let taken = most.min(*left);
    *left -= taken;
    taken
}

/// Without empty pieces and nobody's, and neighbours of one owner as one.
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

/// A split before and after.
struct Plan<'p> {
    old: &'p [Range<'p>],
    new: Vec<Piece<'p>>,
    wanted: &'p [(&'p str, u64)],
}

impl<'p> Plan<'p> {
    /// Whether weights in the order of the old ranges say the same as the new pieces.
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
        let mut laid: Vec<Piece<'_>> = Vec::new();
        for (variant, share) in &weights {
            laid.push((from, from + share, Some(*variant)));
            from += share;
        }
        (merged(laid) == self.new).then_some(weights)
    }

    /// The ranges, that of the first variant first: it is the control of an experiment that names none.
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

fn write(draft: &mut Draft, key: &str, index: usize, rule: Node<'_>, plan: &Plan<'_>) -> Result<(), Refusal> {
    let at = steps!["flags", key, "rules", index];
    let is_weights = rule.get("split").is_some_and(|split| split.kind() == Kind::Object);
    if let Some(weights) = plan.as_weights().filter(|_| is_weights) {
        let split = weights.into_iter().map(|(variant, share)| (variant.into(), Tree::number(percent(share))));
        return draft.put(at, "split", &Tree::object(split), rules::ORDER);
    }
    let items = plan.as_ranges().into_iter().map(|(variant, from, to)| {
        let [from, to] = [from, to].map(|share| Tree::number(percent(share)));
        Tree::object([("serve".into(), Tree::text(variant)), ("from".into(), from), ("to".into(), to)])
    });
    draft.put(at, "split", &Tree::Array(items.collect()), rules::ORDER)
}
