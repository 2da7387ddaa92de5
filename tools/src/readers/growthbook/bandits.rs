//! Contextual bandits: the weights of an experiment depend on the user's leaf.

use super::{Reader, Untranslatable, values};
use crate::json::Json;
use crate::readers::write::constant;
use burgee::document::{Kind, Node};

/// Limited, because the condition of each leaf may have to exclude all leaves before it.
const MOST: usize = 100;

impl<'t> Reader<'t> {
    /// The leaves of a rule's bandit in the SDK's order, up to a `null`. In a rule with ranges, weights have no effect.
    pub(super) fn leaves(&self, rule: Node<'t>) -> Vec<Node<'t>> {
        let id =
            values::text_of(rule, "contextualBanditRef").filter(|_| values::truthy_member(rule, "ranges").is_none());
        let Some(bandit) = id.and_then(|id| self.bandits?.get(id)) else { return Vec::new() };
        values::list(bandit, "contexts").take_while(|leaf| leaf.kind() != Kind::Null).collect()
    }

    /// Conditions and the nodes with their weights: one per leaf, then the rule's own weights for all other users.
    pub(super) fn weighed(&mut self, rule: Node<'t>) -> Result<Vec<(Json<'t>, Node<'t>)>, Untranslatable<'t>> {
        let leaves = self.leaves(rule);
        if leaves.len() > MOST {
            return Err((rule, "a contextual bandit with more than 100 leaves"));
        }
        let mut weighed = Vec::new();
        for leaf in leaves {
            let condition = values::truthy_member(leaf, "condition");
            weighed.push((condition.map_or(Ok(constant(true)), |condition| self.condition(condition))?, leaf));
        }
        weighed.push((constant(true), rule));
        for (_, node) in &weighed {
            if let Some(weight) = values::list(*node, "weights").find(|weight| weight.kind() != Kind::Number) {
                return Err((weight, "a weight is not a number"));
            }
        }
        Ok(weighed)
    }
}

/// The name of a leaf's rule, so that explanations show the leaf.
pub(super) fn name(rule: Node<'_>, leaf: Node<'_>) -> Option<String> {
    let id = leaf.get("leafId")?;
    let rule = values::name_of(rule).or_else(|| values::text_of(rule, "key"))?;
    Some(format!("{rule}, leaf {}", id.text().unwrap_or(id.source())))
}
