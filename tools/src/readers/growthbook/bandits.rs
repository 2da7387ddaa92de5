//! Contextual bandits: an experiment's weights come from the leaf that a user falls into.

use super::{Reader, Refused, values};
use crate::json::Json;
use crate::readers::write::constant;
use burgee::document::{Kind, Node};

/// Each leaf may have to say that nobody of the leaves before it is meant.
const MOST: usize = 100;

impl<'t> Reader<'t> {
    /// The leaves of a rule's bandit, in the SDK's order; at `null` it gives up. Where a rule has ranges no weights count.
    pub(super) fn leaves(&self, rule: Node<'t>) -> Vec<Node<'t>> {
        let id = values::text_of(rule, "contextualBanditRef").filter(|_| values::given(rule, "ranges").is_none());
        let Some(bandit) = id.and_then(|id| self.bandits?.get(id)) else { return Vec::new() };
        values::list(bandit, "contexts").take_while(|leaf| leaf.kind() != Kind::Null).collect()
    }

    /// Who has the weights of which node, as it is asked: those in a leaf that leaf's, all others the rule's own.
    pub(super) fn weighed(&mut self, rule: Node<'t>) -> Result<Vec<(Json<'t>, Node<'t>)>, Refused<'t>> {
        let leaves = self.leaves(rule);
        if leaves.len() > MOST {
            return Err((rule, "a contextual bandit of more than 100 leaves"));
        }
        let mut weighed = Vec::new();
        for leaf in leaves {
            let condition = values::given(leaf, "condition");
            weighed.push((condition.map_or(Ok(constant(true)), |condition| self.condition(condition))?, leaf));
        }
        weighed.push((constant(true), rule));
        for (_, node) in &weighed {
            if let Some(weight) = values::list(*node, "weights").find(|weight| weight.kind() != Kind::Number) {
                return Err((weight, "a weight that is no number"));
            }
        }
        Ok(weighed)
    }
}

/// What the rule of a leaf is called, so that explanations tell the leaf.
pub(super) fn name(rule: Node<'_>, leaf: Node<'_>) -> Option<String> {
    let id = leaf.get("leafId")?;
    let rule = values::name_of(rule).or_else(|| values::text_of(rule, "key"))?;
    Some(format!("{rule}, leaf {}", id.text().unwrap_or(id.source())))
}
