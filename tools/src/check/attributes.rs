//! Attribute names that differ by a typing error.

use super::Check;
use super::lints::NEAR_ATTRIBUTE;
use super::parts::distinct;
use crate::snapshot::one_or_many;
use burgee::document::Node;

/// Attributes with a built-in meaning: a name that is almost one of them is a typing error.
const KNOWN: [&str; 3] = ["targetingKey", "email", "emailDomain"];
/// Shorter names are similar to too many others.
const MIN_LENGTH: usize = 5;
/// More names than this are not typed by hand, and comparing all pairs would take long.
const MAX_NAMES: usize = 1_000;

impl<'c> Check<'c> {
    pub(super) fn attributes(&mut self) {
        let uses = self.uses();
        let names = distinct(uses.iter().map(|(name, _)| *name).chain(KNOWN));
        if names.len() > MAX_NAMES {
            return;
        }
        let mut counts = vec![0_u32; names.len()];
        for name in uses.iter().map(|(name, _)| *name).chain(KNOWN).chain(KNOWN) {
            let slot = names.binary_search(&name).ok().and_then(|rank| counts.get_mut(rank));
            slot.into_iter().for_each(|count| *count += 1);
        }
        for (name, node) in uses {
            let once = names.binary_search(&name).ok().and_then(|rank| counts.get(rank)) == Some(&1);
            let mut others = names.iter().zip(&counts).filter(|(other, count)| **count > 1 && is_near(name, other));
            if let Some((other, _)) = others.next().filter(|_| once && name.len() >= MIN_LENGTH) {
                self.warn(node, &NEAR_ATTRIBUTE, &[name, other]);
            }
        }
    }

    /// All places that name an attribute.
    fn uses(&self) -> Vec<(&'c str, Node<'c>)> {
        let mut nodes: Vec<Node<'c>> =
            self.each_condition().into_iter().filter_map(|condition| condition.get("attribute")).collect();
        let buckets = self.each_condition().into_iter().filter_map(|condition| condition.get("bucket"));
        nodes.extend(buckets.flat_map(|bucket| one_or_many(bucket.get("by"))));
        for list in ["segments", "layers", "holdouts"] {
            nodes.extend(self.parts(list).into_iter().flat_map(|part| one_or_many(part.get("by"))));
        }
        for flag in self.flags() {
            nodes.extend(flag.rules().flat_map(|rule| one_or_many(rule.node.get("by"))));
        }
        nodes.into_iter().filter_map(|node| Some((node.text()?, node))).collect()
    }
}

/// Whether two names differ by one added, removed or replaced letter, two swapped letters, or only by case.
fn is_near(one: &str, other: &str) -> bool {
    if one == other {
        return false;
    }
    if one.eq_ignore_ascii_case(other) {
        return true;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(start..).unwrap_or_default(), other.get(start..).unwrap_or_default());
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let cut = |rest: &[char]| rest.get(..rest.len() - end).map(<[char]>::to_vec).unwrap_or_default();
    match (cut(one).as_slice(), cut(other).as_slice()) {
        // Names may differ by a number on purpose: `address1` and `address2`.
        ([a], []) | ([], [a]) => !a.is_numeric() && *a != '.',
        ([a], [b]) => !a.is_numeric() && !b.is_numeric(),
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}
