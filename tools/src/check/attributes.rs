//! Attributes whose names differ by a slip of the pen.

use super::Check;
use super::lints::NEAR_ATTRIBUTE;
use super::view::distinct;
use crate::requests::parts::items;
use burgee::document::Node;

/// Attributes that mean something by themselves: whoever writes them nearly so, means them.
const KNOWN: [&str; 3] = ["targetingKey", "email", "emailDomain"];
/// Shorter names are near to too many others.
const SHORTEST: usize = 5;
/// With more names than this nobody can have typed them all by hand, and comparing them all would take long.
const MOST: usize = 1_000;

impl<'c> Check<'c> {
    pub(super) fn attributes(&mut self) {
        let uses = self.uses();
        let names = distinct(uses.iter().map(|(name, _)| *name).chain(KNOWN));
        if names.len() > MOST {
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
            if let Some((other, _)) = others.next().filter(|_| once && name.len() >= SHORTEST) {
                self.warn(node, &NEAR_ATTRIBUTE, &[name, other]);
            }
        }
    }

    /// Every place where an attribute is named.
    fn uses(&self) -> Vec<(&'c str, Node<'c>)> {
        let mut nodes: Vec<Node<'c>> =
            self.each_condition().into_iter().filter_map(|condition| condition.get("attribute")).collect();
        let buckets = self.each_condition().into_iter().filter_map(|condition| condition.get("bucket"));
        nodes.extend(buckets.flat_map(|bucket| items(bucket.get("by"))));
        for list in ["segments", "layers", "holdouts"] {
            nodes.extend(self.parts(list).into_iter().flat_map(|part| items(part.get("by"))));
        }
        for flag in self.flags() {
            nodes.extend(flag.rules().flat_map(|rule| items(rule.node.get("by"))));
        }
        nodes.into_iter().filter_map(|node| Some((node.text()?, node))).collect()
    }
}

/// Whether one letter more, less or another, two exchanged, or upper case for lower makes one name of the other.
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
        // A number in a name tells attributes apart: `address1` and `address2`.
        ([a], []) | ([], [a]) => !a.is_numeric() && *a != '.',
        ([a], [b]) => !a.is_numeric() && !b.is_numeric(),
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}
