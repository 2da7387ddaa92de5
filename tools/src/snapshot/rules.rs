//! The rules of a flag.

use crate::nodes::list;
use burgee::document::Node;

pub(crate) fn rules_of(flag: Node<'_>) -> Vec<Node<'_>> {
    list(flag.get("rules"))
}
