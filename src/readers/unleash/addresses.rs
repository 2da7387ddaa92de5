//! Network addresses. Unleash keeps the two families apart: `::ffff:10.1.2.3` is in no IPv4 block, as it is in ours.

use super::text::texts;
use crate::document::Tree;
use crate::literal::cidr::Block;
use crate::readers::write::{any, test};
use alloc::vec::Vec;

pub(super) fn is_block(text: &str) -> bool {
    Block::parse(text).is_some()
}

pub(super) fn is_v4(text: &str) -> bool {
    is_block(text) && !text.contains(':')
}

/// That an attribute is an address in one of these blocks, of the block's own family.
pub(super) fn within<'t>(attribute: &'t str, blocks: Vec<&'t str>) -> Tree<'t> {
    let (v4, v6): (Vec<_>, Vec<_>) = blocks.into_iter().partition(|block| is_v4(block));
    let family = |blocks: Vec<&'t str>, written| {
        let test = test(attribute, [("cidr", texts(blocks.iter().copied())), written]);
        (!blocks.is_empty()).then_some(test)
    };
    let families = [
        family(v4, ("matches", Tree::text("^[0-9.]+$"))),
        family(v6, ("contains", Tree::text(":"))),
    ];
    any(families.into_iter().flatten())
}
