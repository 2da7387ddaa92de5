//! Network addresses. Unleash keeps the two families apart: to it `::ffff:10.1.2.3` is in no IPv4 block, and `10.1.2.3` in no
//! IPv6 block. Ours know one from the other, and so a test says how the address has to be written.

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
    let maps = v6.iter().any(|block| block.to_ascii_lowercase().contains("ffff"));
    let family = |blocks: Vec<&'t str>, written: Option<_>| {
        let fields = [("cidr", texts(blocks.iter().copied()))].into_iter().chain(written);
        (!blocks.is_empty()).then(|| test(attribute, fields))
    };
    let written_as_v6 = maps.then(|| ("contains", Tree::text(":")));
    let families = [family(v4, Some(("matches", Tree::text("^[0-9.]+$")))), family(v6, written_as_v6)];
    any(families.into_iter().flatten())
}
