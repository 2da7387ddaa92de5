//! What a rule's rollout or split says, as those ask for it who look at a document.

use super::parts::{list, members, text_of};
use burgee::document::Node;
use burgee::literal::decimal;
use burgee::model::HUNDRED_PERCENT;
use burgee::model::POSITIONS;

/// The part of all units from `from` to `to`, in millionths of a per cent, that a variant has.
#[derive(Clone, Copy)]
pub(crate) struct Range<'d> {
    pub(crate) from: u64,
    pub(crate) to: u64,
    pub(crate) variant: &'d str,
}

/// What a sound rule's rollout or split says, as it is written: a model knows positions instead of percentages.
/// Steps are no ranges.
pub(crate) fn ranges(rule: Node<'_>) -> Vec<Range<'_>> {
    let serve = |node| text_of(node, "serve").unwrap_or("the caller's default");
    let of = rule.get("hash").and_then(|hash| whole(hash.get("of")?)).unwrap_or(POSITIONS);
    let said = ["percent", "positions"];
    let rollout = rule.get("rollout").filter(|rollout| said.iter().any(|name| rollout.get(name).is_some()));
    let rollout = rollout.map(|node| {
        let [from, to] = placed(node, of).unwrap_or([0, share(node.get("percent"))]);
        Range { from, to, variant: serve(node) }
    });
    let split = rule.get("split");
    let written = list(split).into_iter().map(|node| {
        let [from, to] = placed(node, of).unwrap_or(["from", "to"].map(|name| share(node.get(name))));
        Range { from, to, variant: serve(node) }
    });
    let mut end = 0;
    let weights = members(split).into_iter().map(|member| {
        let from = end;
        end += share(Some(member.node));
        Range { from, to: end, variant: member.name }
    });
    rollout.into_iter().chain(written).chain(weights).collect()
}

/// The share of so many positions that a range has which names them, in millionths.
fn placed(range: Node<'_>, of: u64) -> Option<[u64; 2]> {
    let ends = list(Some(range.get("positions")?));
    let [first, end] = [ends.first(), ends.get(1)].map(|end| whole(*end?));
    Some(
        [first?, end?]
            .map(|position| (u128::from(position) * u128::from(HUNDRED_PERCENT) / u128::from(of.max(1))) as u64),
    )
}

fn whole(node: Node<'_>) -> Option<u64> {
    decimal::scaled(node.number()?, 0)
}

/// A percentage of a sound document, in millionths.
pub(crate) fn share(node: Option<Node<'_>>) -> u64 {
    node.and_then(Node::number).and_then(|text| decimal::scaled(text, 6)).unwrap_or_default()
}
