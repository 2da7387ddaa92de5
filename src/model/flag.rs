//! Flags: variants, the switch, rules, and what is served when none applies.

use super::condition::Condition;
use super::reader::{Reader, members};
use super::rule::Rule;
use super::{MAX_RULES, MAX_VARIANTS, VariantIndex};
use crate::document::{Member, Node, Place, Severity, Value};
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

const FIELDS: [&str; 9] = [
    "variants",
    "enabled",
    "off",
    "overrides",
    "prerequisites",
    "rules",
    "fallthrough",
    "salt",
    "metadata",
];

impl<'n> Reader<'n> {
    /// A flag without a body when anything in it is wrong.
    pub(crate) fn flag(&mut self, member: &'n Member<'n>, place: Place<'_>) -> Flag<'n> {
        let before = self.errors();
        let body = self.body(&member.node, place.key(&member.name));
        let sound = self.errors() == before;
        Flag {
            key: &member.name,
            body: body.filter(|_| sound),
        }
    }

    fn body(&mut self, node: &'n Node<'n>, place: Place<'_>) -> Option<FlagBody<'n>> {
        let fields = self.fields(node, place, &FIELDS, Severity::Warning)?;
        let listed = self.required((fields, node), "variants", place, Self::variants);
        let (kind, variants) = listed.unwrap_or((Kind::Boolean, Vec::new()));
        let named = &Names::of(members(fields.get("variants")));
        let variant = |r: &mut Self, n, p: Place<'_>| r.variant(n, p, named);
        let enabled = self
            .optional(fields, "enabled", place, |r, n, p| r.boolean(n, p))
            .unwrap_or(true);
        let off = self.optional(fields, "off", place, variant);
        let overrides = self.optional(fields, "overrides", place, |r, n, p| {
            r.overrides(n, p, named)
        });
        let prerequisites = self.optional(fields, "prerequisites", place, Self::prerequisites);
        let rules = self.optional(fields, "rules", place, |r, n, p| r.rules(n, p, named));
        let fallthrough = self.optional(fields, "fallthrough", place, variant);
        let salt = self.optional(fields, "salt", place, Self::text);
        self.optional(fields, "metadata", place, Self::object);
        Some(FlagBody {
            kind,
            variants,
            enabled,
            off,
            overrides: overrides.unwrap_or_default(),
            prerequisites: prerequisites.unwrap_or_default(),
            rules: rules.unwrap_or_default(),
            fallthrough,
            salt,
            metadata: fields.get("metadata"),
        })
    }

    fn variants(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
    ) -> Option<(Kind, Vec<Variant<'n>>)> {
        let members = self.object(node, place)?;
        let Some(first) = members.first() else {
            self.error("variants", place, node, &["expected at least one variant"]);
            return None;
        };
        if members.len() > MAX_VARIANTS {
            self.error("too-many", place, node, &["more than 1000 variants"]);
        }
        let kind = Kind::of(&first.node);
        for member in members.iter().filter(|m| Kind::of(&m.node) != kind) {
            let (wanted, found) = (kind.name(), Kind::of(&member.node).name());
            let message = [
                "`",
                &first.name,
                "` is ",
                wanted,
                " and `",
                &member.name,
                "` is ",
                found,
            ];
            self.error(
                "mixed-types",
                place.key(&member.name),
                &member.node,
                &message,
            );
        }
        let variants = members.iter().map(|m| Variant {
            name: &m.name,
            value: &m.node,
        });
        Some((kind, variants.collect()))
    }

    /// A reference to one of the flag's variants.
    pub(crate) fn variant(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        variants: &Names<'n>,
    ) -> Option<VariantIndex> {
        let name = self.text(node, place)?;
        self.variant_named(name, node, place, variants)
    }

    pub(crate) fn variant_named(
        &mut self,
        name: &str,
        node: &Node<'_>,
        place: Place<'_>,
        variants: &Names<'n>,
    ) -> Option<VariantIndex> {
        let index = variants.index(name);
        if index.is_none() {
            self.error(
                "unknown-variant",
                place,
                node,
                &["there is no variant `", name, "`"],
            );
        }
        index.and_then(|i| VariantIndex::try_from(i).ok())
    }

    fn rules(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        variants: &Names<'n>,
    ) -> Option<Vec<Rule<'n>>> {
        let items = self.list(node, place)?;
        if items.len() > MAX_RULES {
            self.error("too-many", place, node, &["more than 10000 rules"]);
        }
        let read = items
            .iter()
            .enumerate()
            .filter_map(|(i, item)| self.rule(item, place.item(i), variants));
        Some(read.collect())
    }

    fn overrides(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
        variants: &Names<'n>,
    ) -> Option<Vec<Override<'n>>> {
        let mut overrides = Vec::new();
        for member in self.object(node, place)? {
            let place = place.key(&member.name);
            let variant = self.variant_named(&member.name, &member.node, place, variants);
            let units = self.list(&member.node, place).unwrap_or_default();
            let units = units
                .iter()
                .enumerate()
                .filter_map(|(i, unit)| self.text(unit, place.item(i)));
            let units = units.collect();
            overrides.extend(variant.map(|variant| Override { variant, units }));
        }
        Some(overrides)
    }

    fn prerequisites(
        &mut self,
        node: &'n Node<'n>,
        place: Place<'_>,
    ) -> Option<Vec<Condition<'n>>> {
        let items = self.list(node, place)?;
        let read = items
            .iter()
            .enumerate()
            .filter_map(|(i, item)| self.flag_result(item, place.item(i)));
        Some(read.collect())
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
