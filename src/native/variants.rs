//! The variants of all flags, with their values.

use super::value::Value;
use crate::document::Document;
use crate::manifest::FlagType;
use crate::model::{Model, VariantIndex};
use alloc::vec::Vec;

/// The variants of all flags. Values are read once, when the snapshot is loaded.
#[derive(Clone, Debug, Default)]
pub(super) struct Variants {
    /// By flag: the index of its first variant, and the type that it is read as.
    flags: Vec<(u32, FlagType)>,
    /// The node of each variant's value, and the value.
    variants: Vec<(u32, Value)>,
}

impl Variants {
    pub(super) fn new(document: &Document, model: &Model) -> Variants {
        let mut all = Variants::default();
        for flag in &model.flags {
            let flag_type = flag.as_ref().map_or(FlagType::Object, |flag| FlagType::new(document, flag));
            all.flags.push((all.variants.len() as u32, flag_type));
            let nodes = flag.iter().flat_map(|flag| document.node(flag.variants).members());
            all.variants.extend(nodes.map(|member| (member.node.index(), Value::from_node(member.node))));
        }
        all
    }

    /// The node and the value of a variant.
    pub(super) fn get(&self, flag: u32, variant: VariantIndex) -> Option<(u32, &Value)> {
        let (first, _) = self.flags.get(flag as usize)?;
        self.variants.get(*first as usize + usize::from(variant)).map(|(node, value)| (*node, value))
    }

    /// The type that a flag is read as.
    pub(super) fn type_of(&self, flag: u32) -> Option<FlagType> {
        self.flags.get(flag as usize).map(|(_, flag_type)| *flag_type)
    }
}
