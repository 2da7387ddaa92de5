//! Network addresses. Unleash separates the two families: `::ffff:10.1.2.3` is in no IPv4 block, and `10.1.2.3` in no
//! IPv6 block. `cidr` converts one to the other, so a test also checks how the address is written.

use super::text::has;
use crate::json::Json;
use crate::readers::write::{any, test};
use burgee::literal::cidr::Block;

pub(super) fn is_block(text: &str) -> bool {
    Block::parse(text).is_some()
}

pub(super) fn is_v4(text: &str) -> bool {
    is_block(text) && !text.contains(':')
}

/// An attribute is an address in one of these blocks, of the same family as the block.
pub(super) fn within<'t>(attribute: &'t str, blocks: Vec<&'t str>) -> Json<'t> {
    let (mut v4, mut v6, mut maps) = (Vec::new(), Vec::new(), false);
    for block in blocks {
        if is_v4(block) {
            v4.push(Json::text(block));
        } else {
            maps |= has(block, "ffff");
            v6.push(Json::text(block));
        }
    }
    let mut families = Vec::new();
    if !v4.is_empty() {
        families.push(test(attribute, vec![("cidr", Json::Array(v4)), ("matches", Json::text("^[0-9.]+$"))]));
    }
    if !v6.is_empty() {
        let mut fields = vec![("cidr", Json::Array(v6))];
        if maps {
            fields.push(("contains", Json::text(":")));
        }
        families.push(test(attribute, fields));
    }
    any(families)
}
