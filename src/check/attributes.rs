//! Attributes whose names differ by a slip of the pen.

use super::Check;
use super::lints::NEAR_ATTRIBUTE;
use super::view::{items, members, text};
use crate::document::Node;
use alloc::{collections::BTreeMap, vec::Vec};

/// Attributes that mean something by themselves: whoever writes them nearly so, means them.
const KNOWN: [&str; 3] = ["targetingKey", "email", "emailDomain"];
/// Shorter names are near to too many others.
const SHORTEST: usize = 5;
/// With more names than this nobody can have typed them all by hand, and comparing them all would take long.
const MOST: usize = 1_000;

impl<'c> Check<'c> {
    pub(super) fn attributes(&mut self) {
        let uses = self.uses();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (name, _) in &uses {
            *counts.entry(name).or_default() += 1;
        }
        KNOWN.iter().for_each(|name| *counts.entry(name).or_default() += 2);
        if counts.len() > MOST {
            return;
        }
        for (name, node) in uses {
            let once = counts.get(name) == Some(&1);
            let meant = counts.iter().find(|(other, count)| **count > 1 && is_near(name, other));
            if let Some((other, _)) = meant.filter(|_| once && name.len() >= SHORTEST) {
                self.warn(node, &NEAR_ATTRIBUTE, &[name, other]);
            }
        }
    }

    /// Every place where an attribute is named.
    fn uses(&self) -> Vec<(&'c str, &'c Node<'c>)> {
        let mut nodes: Vec<&'c Node<'c>> =
            self.each_condition().into_iter().filter_map(|condition| condition.get("attribute")).collect();
        for list in ["segments", "layers", "holdouts"] {
            nodes.extend(members(self.root.get(list)).iter().flat_map(|member| items(member.node.get("by"))));
        }
        for flag in self.flags() {
            nodes.extend(flag.rules().flat_map(|rule| items(rule.node.get("by"))));
        }
        nodes.into_iter().filter_map(|node| Some((text(Some(node))?, node))).collect()
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
