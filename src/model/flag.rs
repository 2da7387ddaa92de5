//! Flags: variants, the switch, rules, and what is served when none applies.

use super::condition::Condition;
use super::faults::{MIXED_TYPES, NO_VARIANTS, TOO_LARGE, TOO_MANY, UNKNOWN_VARIANT};
use super::reader::Reader;
use super::rule::Rule;
use super::{MAX_RULES, MAX_VARIANTS, VariantIndex};
use crate::document::{Member, Node, Severity, Value};
use crate::literal::decimal;
use crate::names::Names;
use alloc::vec::Vec;

/// A flag: its key, and its body unless that is broken.
#[derive(Clone, Debug)]
pub struct Flag<'n> {
    /// Its name in code.
    pub key: &'n str,
    /// What it means; `None` when an issue says why it can't be used.
    pub body: Option<FlagBody<'n>>,
}

/// What a flag means.
#[derive(Clone, Debug)]
pub struct FlagBody<'n> {
    /// The type of all its values.
    pub kind: Kind,
    /// Its variants in the author's order.
    pub variants: Vec<Variant<'n>>,
    /// The switch. Off serves `off` to everyone.
    pub enabled: bool,
    /// The variant of a flag that is off; the caller's default when absent.
    pub off: Option<VariantIndex>,
    /// Variants forced for single units.
    pub overrides: Vec<Override<'n>>,
    /// Other flags' results without which this one counts as off.
    pub prerequisites: Vec<Condition<'n>>,
    /// The decision list.
    pub rules: Vec<Rule<'n>>,
    /// What is served when no rule applies; the caller's default when absent.
    pub fallthrough: Option<VariantIndex>,
    /// What keeps this flag's positions apart from others'; the key when absent.
    pub salt: Option<&'n str>,
    /// Owner, ticket, description, tags, dates: whatever the author wrote.
    pub metadata: Option<&'n Node<'n>>,
}

/// A named value.
#[derive(Clone, Copy, Debug)]
pub struct Variant<'n> {
    /// Its name.
    pub name: &'n str,
    /// Its value.
    pub value: &'n Node<'n>,
}

/// The type of a flag's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`
    Boolean = 0,
    /// Text.
    String = 1,
    /// A number.
    Number = 2,
    /// An object, a list or `null`.
    Object = 3,
}

/// A variant forced for some units.
#[derive(Clone, Debug)]
pub struct Override<'n> {
    /// What they get.
    pub variant: VariantIndex,
    /// Their targeting keys.
    pub units: Vec<&'n str>,
}

const FIELDS: &str = "variants enabled off overrides prerequisites rules fallthrough salt metadata";

impl<'n> Reader<'n> {
    /// A flag without a body when anything in it is wrong.
    pub(super) fn flag(&mut self, member: &'n Member<'n>) -> Flag<'n> {
        let before = self.errors;
        let body = self.body(&member.node);
        Flag { key: self.name(member), body: body.filter(|_| self.errors == before) }
    }

    fn body(&mut self, node: &'n Node<'n>) -> Option<FlagBody<'n>> {
        let fields = self.fields(node, FIELDS, Severity::Warning)?;
        let listed = self.need(fields, "variants").and_then(|node| self.variants(node));
        let (kind, variants) = listed.unwrap_or((Kind::Boolean, Vec::new()));
        let names = &Names::of(fields.members_of("variants"));
        if let Some(metadata) = fields.get("metadata") {
            self.object(metadata);
        }
        Some(FlagBody {
            kind,
            variants,
            enabled: fields.get("enabled").and_then(|node| self.boolean(node)).unwrap_or(true),
            off: fields.get("off").and_then(|node| self.variant(node, names)),
            overrides: fields.get("overrides").and_then(|node| self.overrides(node, names)).unwrap_or_default(),
            prerequisites: fields.get("prerequisites").and_then(|node| self.prerequisites(node)).unwrap_or_default(),
            rules: fields.get("rules").and_then(|node| self.rules(node, names)).unwrap_or_default(),
            fallthrough: fields.get("fallthrough").and_then(|node| self.variant(node, names)),
            salt: self.text_at(fields, "salt"),
            metadata: fields.get("metadata"),
        })
    }

    fn variants(&mut self, node: &'n Node<'n>) -> Option<(Kind, Vec<Variant<'n>>)> {
        let members = self.object(node)?;
        let Some(first) = members.first() else {
            self.error(node, &NO_VARIANTS, &[]);
            return None;
        };
        if members.len() > MAX_VARIANTS {
            self.error(node, &TOO_MANY, &["1000 variants"]);
        }
        let kind = Kind::of(&first.node);
        for member in members {
            self.name(member);
            if let Value::Number(text) = member.node.value
                && decimal::parse(text).is_none()
            {
                self.error(&member.node, &TOO_LARGE, &[text]);
            }
            let found = Kind::of(&member.node);
            if found != kind {
                self.error(&member.node, &MIXED_TYPES, &[&first.name, kind.name(), &member.name, found.name()]);
            }
        }
        let variants = members.iter().map(|m| Variant { name: &m.name, value: &m.node });
        Some((kind, variants.collect()))
    }

    /// A reference to one of the flag's variants.
    pub(super) fn variant(&mut self, node: &'n Node<'n>, variants: &Names<'n>) -> Option<VariantIndex> {
        let name = self.text(node)?;
        self.variant_named(name, node, variants)
    }

    /// A flag without variants has an issue of its own, and this would only repeat it.
    pub(super) fn variant_named(&mut self, name: &str, at: &Node<'_>, variants: &Names<'n>) -> Option<VariantIndex> {
        let index = variants.index(name);
        if index.is_none() && variants.len() > 0 {
            self.error(at, &UNKNOWN_VARIANT, &[name]);
        }
        index.and_then(|index| VariantIndex::try_from(index).ok())
    }

    fn rules(&mut self, node: &'n Node<'n>, variants: &Names<'n>) -> Option<Vec<Rule<'n>>> {
        let items = self.list(node)?;
        if items.len() > MAX_RULES {
            self.error(node, &TOO_MANY, &["10000 rules"]);
        }
        Some(items.iter().filter_map(|item| self.rule(item, variants)).collect())
    }

    fn overrides(&mut self, node: &'n Node<'n>, variants: &Names<'n>) -> Option<Vec<Override<'n>>> {
        let mut overrides = Vec::new();
        for member in self.object(node)? {
            let variant = self.variant_named(&member.name, &member.node, variants);
            let units = self.texts(&member.node);
            if let (Some(variant), Some(units)) = (variant, units) {
                overrides.push(Override { variant, units });
            }
        }
        Some(overrides)
    }

    fn prerequisites(&mut self, node: &'n Node<'n>) -> Option<Vec<Condition<'n>>> {
        let items = self.list(node)?;
        Some(items.iter().filter_map(|item| self.flag_result(item)).collect())
    }
}

impl Kind {
    fn of(node: &Node<'_>) -> Kind {
        match node.value {
            Value::Bool(_) => Kind::Boolean,
            Value::String(_) => Kind::String,
            Value::Number(_) => Kind::Number,
            Value::Null | Value::Array(_) | Value::Object(_) => Kind::Object,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Kind::Boolean => "a boolean",
            Kind::String => "a string",
            Kind::Number => "a number",
            Kind::Object => "an object",
        }
    }
}
