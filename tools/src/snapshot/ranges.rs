//! The shares of a rule's rollout or split, as they are written: a model has positions instead of percentages.

use crate::nodes::{list, members, text_of};
use burgee::document::Node;
use burgee::literal::decimal;
use burgee::model::{HUNDRED_PERCENT, POSITIONS};

/// A variant's range of all units, in millionths of a per cent; `to` is exclusive.
#[derive(Clone, Copy)]
pub(crate) struct Range<'d> {
    pub(crate) from: u64,
    pub(crate) to: u64,
    pub(crate) variant: &'d str,
}

/// The ranges of a valid rule; empty for a rollout in steps.
pub(crate) fn ranges(rule: Node<'_>) -> Vec<Range<'_>> {
    let serve = |node| text_of(node, "serve").unwrap_or("the caller's default");
    let positions = rule.get("hash").and_then(|hash| integer(hash.get("of")?)).unwrap_or(POSITIONS);
    let has_share = |rollout: &Node<'_>| ["percent", "positions"].iter().any(|name| rollout.get(name).is_some());
    let rollout = rule.get("rollout").filter(has_share).map(|node| {
        let [from, to] = positions_share(node, positions).unwrap_or([0, share(node.get("percent"))]);
        Range { from, to, variant: serve(node) }
    });
    let split = rule.get("split");
    let listed = list(split).into_iter().map(|node| {
        let percents = || ["from", "to"].map(|name| share(node.get(name)));
        let [from, to] = positions_share(node, positions).unwrap_or_else(percents);
        Range { from, to, variant: serve(node) }
    });
    let mut end = 0;
    let weights = members(split).into_iter().map(|member| {
        let from = end;
        end += share(Some(member.node));
        Range { from, to: end, variant: member.name }
    });
    rollout.into_iter().chain(listed).chain(weights).collect()
}

/// The share of a range that is given as positions, in millionths of a per cent.
fn positions_share(range: Node<'_>, positions: u64) -> Option<[u64; 2]> {
    let ends = list(Some(range.get("positions")?));
    let [from, to] = [ends.first(), ends.get(1)].map(|end| integer(*end?));
    let share = |position| u128::from(position) * u128::from(HUNDRED_PERCENT) / u128::from(positions.max(1));
    Some([from?, to?].map(|position: u64| share(position) as u64))
}

fn integer(node: Node<'_>) -> Option<u64> {
    decimal::scaled(node.number()?, 0)
}

/// A percentage of a valid document, in millionths of a per cent.
pub(crate) fn share(node: Option<Node<'_>>) -> u64 {
    node.and_then(Node::number).and_then(|text| decimal::scaled(text, 6)).unwrap_or_default()
}
