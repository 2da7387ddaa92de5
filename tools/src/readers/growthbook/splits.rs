//! Splits: the SDK's ranges, and the same ranges in the snapshot.

use super::buckets::{Bucket, Range};
use super::values;
use crate::json::Json;
use crate::readers::write::{Members, all, known, not, object};
use burgee::document::Node;

/// Positions and their variant; `None` for positions that are only excluded from others.
type Piece<'t> = (Option<Json<'t>>, Range);

/// Conditions and their pieces, with the node of the weights; nothing if all users pass through. A user in a leaf, but
/// in none of its pieces, goes on to the next rule, not to the next leaf.
pub(super) fn parted<'t>(
    bucket: &Bucket<'_>,
    rule: Node<'t>,
    weighed: Vec<(Json<'t>, Node<'t>)>,
    variants: &[Json<'t>],
    through: &[bool],
) -> Vec<(Json<'t>, Node<'t>, Vec<Piece<'t>>)> {
    let (mut parted, mut others) = (Vec::new(), Vec::new());
    for (who, node) in weighed {
        let pieces = pieces(&ranges(bucket, rule, node, variants.len()), variants, through);
        let condition = all(others.iter().cloned().chain([who.clone()]));
        let taken = pieces.iter().filter(|(variant, _)| variant.is_some()).map(|(_, (from, to))| to - from);
        if known(&who) == Some(true) || taken.sum::<u32>() < bucket.of {
            others.push(not(who));
        }
        if pieces.iter().any(|(variant, _)| variant.is_some()) {
            parted.push((condition, node, pieces));
        }
    }
    parted
}

/// The ranges of a rule's variations: `ranges`, or computed from `coverage` and `weights` with the SDK's arithmetic.
fn ranges(bucket: &Bucket<'_>, rule: Node<'_>, weighed: Node<'_>, variations: usize) -> Vec<Range> {
    if let Some(ranges) = values::truthy_member(rule, "ranges") {
        return ranges.items().map(|range| bucket.range(range)).collect();
    }
    let coverage = rule.get("coverage").map_or(1.0, values::number).clamp(0.0, 1.0);
    let mut weights: Vec<f64> = values::list(weighed, "weights").map(values::number).collect();
    let sum: f64 = weights.iter().fold(0.0, |sum, weight| sum + weight);
    if weights.len() != variations || !(0.99..=1.01).contains(&sum) {
        weights = vec![1.0 / variations as f64; variations];
    }
    let mut end = 0.0;
    let range = |weight| {
        let start = end;
        end += weight;
        bucket.positions(start, start + coverage * weight)
    };
    weights.into_iter().map(range).collect()
}

/// The positions of each variation. Where ranges overlap, the first one counts. Ranges without a variation, and those
/// of a variation that lets users pass through, have no variant.
fn pieces<'t>(ranges: &[Range], variants: &[Json<'t>], through: &[bool]) -> Vec<Piece<'t>> {
    let mut pieces = Vec::new();
    for (nth, range) in ranges.iter().enumerate() {
        let mut left = vec![*range];
        for taken in ranges.iter().take(nth) {
            left = left.into_iter().flat_map(|range| without(range, *taken)).collect();
        }
        if left.is_empty() {
            left.push((0, 0));
        }
        let variant = variants.get(nth).filter(|_| through.get(nth) != Some(&true));
        pieces.extend(left.into_iter().map(|range| (variant.cloned(), range)));
    }
    let rest = variants.iter().skip(ranges.len());
    pieces.extend(rest.map(|variant| (Some(variant.clone()), (0, 0))));
    pieces
}

/// The rest of a range.
fn without((from, to): Range, (start, end): Range) -> impl Iterator<Item = Range> {
    let parts = if start < end { [(from, to.min(start)), (from.max(end), to)] } else { [(from, to), (0, 0)] };
    parts.into_iter().filter(|(from, to)| from < to)
}

/// Shares if the range of each variant starts at the end of the one before; else ranges.
pub(super) fn split<'t>(bucket: &Bucket<'t>, pieces: Vec<Piece<'t>>) -> Json<'t> {
    let mut end = 0;
    let mut shares: Members<'t> = Vec::new();
    let next = |(variant, (from, to)): &Piece<'t>| {
        let Some(Json::String(name)) = variant else { return false };
        let follows = (*from == end || from == to) && !shares.iter().any(|(known, _)| known == name);
        end = end.max(*to);
        shares.push((name.clone(), bucket.percent(to - from)));
        follows
    };
    if pieces.iter().all(next) {
        return Json::object(shares);
    }
    let range = |(variant, (from, to)): Piece<'t>| {
        Some(object([("serve", variant?), ("from", bucket.percent(from)), ("to", bucket.percent(to))]))
    };
    let filled = |(variant, (from, to)): &Piece<'t>| variant.is_some() && from < to;
    let (mut kept, empty): (Vec<_>, Vec<_>) = pieces.into_iter().partition(filled);
    if kept.is_empty() {
        kept = empty;
    }
    Json::Array(kept.into_iter().filter_map(range).collect())
}
