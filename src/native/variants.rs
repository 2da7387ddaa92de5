//! The variants of all flags, with their values.

use super::value::Value;
use crate::document::{Document, Kind};
use crate::model::{Model, VariantIndex};
use alloc::{vec, vec::Vec};

/// How many values a string is compared with.
const RECENT: usize = 4;

/// The variants of all flags. Values are read once, when the snapshot is loaded.
#[derive(Clone, Debug)]
pub(super) struct Variants {
    /// By flag, the index of its first variant.
    first: Vec<u32>,
    variants: Vec<Variant>,
    /// `null`, `false` and `true`, which most variants share, and then all other values.
    values: Vec<Value>,
}

#[derive(Clone, Copy, Debug)]
struct Variant {
    /// The index of the node with its value.
    node: u32,
    /// The index of its value.
    value: u32,
}

impl Variants {
    pub(super) fn new(document: &Document, model: &Model) -> Variants {
        let mut all = Variants {
            first: Vec::with_capacity(model.flags.len()),
            variants: Vec::with_capacity(model.flags.len() * 2),
            values: vec![Value::Null, Value::Bool(false), Value::Bool(true)],
        };
        for flag in &model.flags {
            all.first.push(all.variants.len() as u32);
            for at in document.parts_of(flag.as_ref().map_or(0, |flag| flag.variants)) {
                all.push(document, at.get());
            }
        }
        all
    }

    fn push(&mut self, document: &Document, node: u32) {
        let value = document.node(node);
        let index = match value.kind() {
            Kind::Null => 0,
            Kind::False => 1,
            Kind::True => 2,
            _ => self.recent(value.text()).unwrap_or_else(|| {
                self.values.push(Value::from_node(value));
                self.values.len() as u32 - 1
            }),
        };
        self.variants.push(Variant { node, value: index });
    }

    /// The index of a string among the latest values: neighbouring flags often have the same few.
    fn recent(&self, text: Option<&str>) -> Option<u32> {
        let text = text?;
        let distance = self.values.iter().rev().take(RECENT).position(|value| value.as_str() == Some(text))?;
        Some((self.values.len() - 1 - distance) as u32)
    }

    /// The node and the value of a variant.
    pub(super) fn get(&self, flag: u32, variant: VariantIndex) -> Option<(u32, &Value)> {
        let first = self.first.get(flag as usize)?;
        let variant = self.variants.get(*first as usize + usize::from(variant))?;
        Some((variant.node, self.values.get(variant.value as usize)?))
    }
}
