//! Translates operators on texts and lists: `in`, `starts_with`, `ends_with`, `sem_ver`.

use super::condition::{Aspect, Condition};
use super::constant::Constant;
use super::targeting::Lowering;
use super::term::{Attribute, Lowered, Operand, Part, Stop, Term, unsaid};
use crate::json::Json;
use crate::readers::write::{all, any, constant, not};
use burgee::document::{Kind, Node};
use burgee::literal::semver::{Policy, Range, Version};

impl<'t> Lowering<'_, 't> {
    /// `[what, where]`
    pub(super) fn included(&mut self, of: Term<'t>) -> Lowered<Condition<'t>> {
        let [item, list] = of.exactly()?;
        if let Part::Value(list) = self.part(list)?
            && list.kind() == Kind::Array
        {
            return self.one_of(item, list);
        }
        match (self.settled(item)?, self.settled(list)?) {
            (Operand::Constant(item), Operand::Attribute(attribute)) => contains(attribute, item),
            _ => None,
        }
        .ok_or_else(|| unsaid(of))
    }

    /// Whether the list contains the value, with the same type.
    fn one_of(&mut self, item: Term<'t>, list: Node<'t>) -> Lowered<Condition<'t>> {
        // Lists and objects equal no other value, but an object may be logic.
        if let Some(logic) = list.items().find(|item| item.kind() == Kind::Object) {
            return Err(Stop::at(logic, "a snapshot cannot express a list that contains logic"));
        }
        let has = |value: Constant<'_>| list.items().any(|item| Constant::of(item).same(value));
        Ok(Condition::never_fails(match self.settled(item)? {
            Operand::Constant(value) => constant(has(value)),
            Operand::Attribute(attribute) => {
                let scalar = |item: &Node<'_>| !matches!(Constant::of(*item), Constant::Null | Constant::Other);
                let values = list.items().filter(scalar).map(Json::of).collect();
                attribute.test(Aspect::Itself, "in", Json::Array(values), has(attribute.default))
            }
            _ => return Err(Stop::at(list, "a snapshot cannot express the time in a list")),
        }))
    }

    /// `[text, affix]`
    pub(super) fn affixed(&mut self, of: Term<'t>, field: &'static str) -> Lowered<Condition<'t>> {
        let (attribute, affix) = self.searched(of)?;
        let has = |text: &str| if field == "startsWith" { text.starts_with(affix) } else { text.ends_with(affix) };
        let missing = matches!(attribute.default, Constant::Text(text) if has(text));
        Ok(Condition::never_fails(attribute.test(Aspect::Itself, field, Json::text(affix), missing)))
    }

    fn searched(&mut self, of: Term<'t>) -> Lowered<(Attribute<'t>, &'t str)> {
        let [text, affix] = of.exactly()?;
        match (self.settled(text)?, self.settled(affix)?) {
            (Operand::Attribute(attribute), Operand::Constant(Constant::Text(affix))) => Ok((attribute, affix)),
            _ => Err(unsaid(of)),
        }
    }

    /// `[version, operator, version]`
    pub(super) fn version(&mut self, of: Term<'t>) -> Lowered<Condition<'t>> {
        let (attribute, operator, version) = self.versions(of)?;
        let [major, minor] = version.core;
        let in_range = |range: String| versioned(attribute, &range);
        let same = |low: String, high: String| in_range(format!(">={low}-0 <{high}-0"));
        Ok(Condition::never_fails(match operator {
            "=" | "<" | "<=" | ">" | ">=" => in_range(format!("{operator}{}", version.text)),
            "!=" => any(["<", ">"].map(|order| in_range(format!("{order}{}", version.text)))),
            "^" => same(format!("{major}.0.0"), format!("{}.0.0", major + 1)),
            "~" => same(format!("{major}.{minor}.0"), format!("{major}.{}.0", minor + 1)),
            _ => return Err(unsaid(of)),
        }))
    }

    fn versions(&mut self, of: Term<'t>) -> Lowered<(Attribute<'t>, &'t str, Bound)> {
        let [left, operator, right] = of.exactly()?;
        let bound = match self.settled(right)? {
            Operand::Constant(value) => Bound::read(value),
            _ => None,
        };
        match (self.settled(left)?, operator.node.text(), bound) {
            (Operand::Attribute(attribute), Some(operator), Some(bound)) => Ok((attribute, operator, bound)),
            _ => Err(unsaid(of)),
        }
    }

    /// The value of the operator is `null`: the attribute does not have a type that it compares.
    pub(super) fn not_searched(&mut self, operator: &str, of: Term<'t>) -> Lowered<Json<'t>> {
        Ok(not(if operator == "sem_ver" {
            versioned(self.versions(of)?.0, ">=0.0.0-0")
        } else {
            self.searched(of)?.0.is_text()
        }))
    }
}

/// `attribute.includes(item)` of a text or a list. Other truthy values throw.
fn contains<'t>(attribute: Attribute<'t>, item: Constant<'t>) -> Option<Condition<'t>> {
    let text = item.text().filter(|_| item.truthy())?;
    let missing = match attribute.default {
        Constant::Null => false,
        Constant::Text(default) => default.contains(&*text),
        _ => return None,
    };
    let holds = [
        attribute.test(Aspect::Itself, "contains", Json::text(text), missing),
        attribute.test(Aspect::Items, "equals", item.tree(), false),
    ];
    let others = attribute.is_one_of("boolean number object", false);
    Some(Condition { holds: any(holds), fails: all([others, not(attribute.is_zero(false))]) })
}

fn versioned<'t>(attribute: Attribute<'t>, range: &str) -> Json<'t> {
    let default = attribute.default.text();
    let default = default.as_deref().and_then(|text| Version::parse_as(text, Policy::Lenient));
    let missing = default.is_some_and(|version| Range::parse(range).is_some_and(|range| range.contains(&version)));
    attribute.test(Aspect::Version, "semver", Json::text(String::from(range)), missing)
}

/// A version in a comparison.
struct Bound {
    /// The full version.
    text: String,
    /// The major and the minor number.
    core: [u64; 2],
}

impl Bound {
    fn read(value: Constant<'_>) -> Option<Bound> {
        let text = value.text()?;
        let text = text.strip_prefix(['v', 'V']).unwrap_or(&text);
        let zeros = match text.bytes().filter(|byte| *byte == b'.').count() {
            0 => ".0.0",
            1 => ".0",
            _ => "",
        };
        let text = format!("{text}{zeros}");
        Version::parse(&text)?;
        let mut numbers = text.split('.').map(|number| number.parse::<u32>().ok());
        let core = [numbers.next()??.into(), numbers.next()??.into()];
        Some(Bound { text, core })
    }
}
