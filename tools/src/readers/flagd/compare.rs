//! Translates comparisons, with JavaScript's conversions and the values that the engine rejects.

use super::condition::{Aspect, Condition};
use super::constant::Constant;
use super::failures::Sequence;
use super::targeting::Lowering;
use super::term::{Attribute, Lowered, Operand, Stop, Term, unsaid};
use crate::json::Json;
use crate::readers::write::{all, any, constant, object};
use burgee::literal::date;
use std::cmp::Ordering;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    Equal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Relation {
    fn holds(self, order: Option<Ordering>) -> bool {
        order.is_some_and(|order| match self {
            Relation::Equal => order.is_eq(),
            Relation::Less => order.is_lt(),
            Relation::AtMost => order.is_le(),
            Relation::Greater => order.is_gt(),
            Relation::AtLeast => order.is_ge(),
        })
    }

    /// The comparison with swapped sides.
    fn mirrored(self) -> Relation {
        match self {
            Relation::Equal => Relation::Equal,
            Relation::Less => Relation::Greater,
            Relation::AtMost => Relation::AtLeast,
            Relation::Greater => Relation::Less,
            Relation::AtLeast => Relation::AtMost,
        }
    }

    /// The operator of a test.
    fn field(self) -> &'static str {
        match self {
            Relation::Equal => "equals",
            Relation::Less => "lt",
            Relation::AtMost => "lte",
            Relation::Greater => "gt",
            Relation::AtLeast => "gte",
        }
    }
}

#[derive(Clone, Copy)]
struct Comparison {
    relation: Relation,
    /// `===`: compares types too.
    strict: bool,
    /// A value that is not a number is neither less nor greater, instead of rejected: compiled logic with the constant
    /// first does this.
    lenient: bool,
}

impl<'t> Lowering<'_, 't> {
    pub(super) fn compared(&mut self, operator: &str, of: Term<'t>) -> Lowered<Condition<'t>> {
        let relation = match operator {
            "==" | "!=" | "===" | "!==" => Relation::Equal,
            "<" => Relation::Less,
            "<=" => Relation::AtMost,
            ">" => Relation::Greater,
            ">=" => Relation::AtLeast,
            _ => return Err(unsaid(of)),
        };
        let how = Comparison { relation, strict: operator.len() == 3, lenient: !of.interpreted };
        let mut sides = Vec::new();
        for term in of.items()? {
            sides.push(self.operand(term)?);
        }
        // The engine compares the key with an attribute in a special way.
        if !sides.iter().any(|side| matches!(side, Operand::Attribute(_))) {
            let key = Operand::Constant(Constant::Text(self.key));
            sides.iter_mut().filter(|side| matches!(side, Operand::Key)).for_each(|side| *side = key);
        }
        let condition = match *sides.as_slice() {
            [left, right] => how.between(left, right),
            // Only for these operators two adjacent comparisons are the same as one.
            [low @ Operand::Constant(_), middle @ Operand::Attribute(_), high @ Operand::Constant(_)]
                if relation != Relation::Equal =>
            {
                how.between(low, middle).zip(how.between(middle, high)).map(|(low, high)| {
                    let mut sequence = Sequence::default();
                    sequence.part(low.fails, self);
                    sequence.only_if(low.holds.clone());
                    sequence.part(high.fails, self);
                    Condition { holds: all([low.holds, high.holds]), fails: sequence.fails() }
                })
            }
            _ => None,
        };
        let condition = condition.ok_or(Stop::at(of.node, "a snapshot cannot express this comparison"))?;
        Ok(if operator.starts_with('!') { condition.negated() } else { condition })
    }
}

impl Comparison {
    /// `None` if a snapshot cannot express it, or if flagd never can compare it.
    fn between<'t>(self, left: Operand<'t>, right: Operand<'t>) -> Option<Condition<'t>> {
        let mirrored = Comparison { relation: self.relation.mirrored(), ..self };
        let checked = Comparison { lenient: false, ..self };
        match (left, right) {
            (Operand::Constant(one), Operand::Constant(other)) => {
                checked.of(one, other).map(|holds| Condition::never_fails(constant(holds)))
            }
            (Operand::Attribute(attribute), Operand::Constant(with)) => checked.test(attribute, with),
            (Operand::Constant(with), Operand::Attribute(attribute)) => mirrored.test(attribute, with),
            (Operand::Now, Operand::Constant(with)) => self.now(with),
            (Operand::Constant(with), Operand::Now) => mirrored.now(with),
            _ => None,
        }
    }

    /// Whether it holds for two values; `None` if flagd throws.
    fn of(self, one: Constant<'_>, other: Constant<'_>) -> Option<bool> {
        if self.strict {
            return Some(one.same(other));
        }
        let textual = |value| matches!(value, Constant::Null | Constant::Text(_));
        let raw = self.lenient || textual(one) && textual(other);
        let order = match (one, other) {
            (Constant::Other, _) | (_, Constant::Other) => return None,
            (Constant::Null, Constant::Null) => Some(Ordering::Equal),
            (Constant::Text(one), Constant::Text(other)) => Some(one.encode_utf16().cmp(other.encode_utf16())),
            (Constant::Null, _) | (_, Constant::Null) if raw && self.relation == Relation::Equal => None,
            _ if raw => one.number().zip(other.number()).and_then(|(one, other)| one.partial_cmp(&other)),
            _ => one.number()?.partial_cmp(&other.number()?),
        };
        Some(self.relation.holds(order))
    }

    fn test<'t>(self, attribute: Attribute<'t>, with: Constant<'t>) -> Option<Condition<'t>> {
        let missing = self.of(attribute.default, with);
        let holds = self.holds(attribute, with, missing == Some(true))?;
        if self.strict {
            return Some(Condition::never_fails(holds));
        }
        let number = matches!(with, Constant::Bool(_) | Constant::Number(_));
        let fails = if self.lenient || !number && with.number().is_some() {
            attribute.is_one_of("array object", missing.is_none())
        } else if number {
            attribute.test(Aspect::NoNumber, "in", Json::Array(Vec::new()), missing.is_none())
        } else {
            attribute.is_one_of("boolean number array object", missing.is_none())
        };
        Some(Condition { holds, fails })
    }

    fn holds<'t>(self, attribute: Attribute<'t>, with: Constant<'t>, missing: bool) -> Option<Json<'t>> {
        let equal = self.relation == Relation::Equal;
        let field = self.relation.field();
        Some(match with {
            Constant::Other => return self.strict.then(|| constant(false)),
            Constant::Null if self.strict || equal && self.lenient => {
                if missing {
                    attribute.is_missing()
                } else {
                    constant(false)
                }
            }
            _ if self.strict => attribute.test(Aspect::Itself, field, with.tree(), missing),
            Constant::Null if equal => attribute.is_zero(missing),
            Constant::Text(_) => match with.number() {
                Some(value) if equal => attribute.test(Aspect::Items, "in", Json::Array(equals(with, value)), missing),
                Some(value) => {
                    let text = attribute.test(Aspect::Items, field, with.tree(), missing);
                    let number = self.as_number(attribute, value, false);
                    any([text, all([attribute.is_one_of("boolean number", false), number])])
                }
                None => attribute.test(Aspect::Items, field, with.tree(), missing),
            },
            _ => self.as_number(attribute, with.number()?, missing),
        })
    }

    fn as_number<'t>(self, attribute: Attribute<'t>, value: f64, missing: bool) -> Json<'t> {
        attribute.test(Aspect::Conversion("number"), self.relation.field(), Constant::Number(value).tree(), missing)
    }

    /// flagd's time is in whole seconds.
    fn now<'t>(self, with: Constant<'_>) -> Option<Condition<'t>> {
        if self.strict && !matches!(with, Constant::Number(_)) {
            return Some(Condition::never_fails(constant(false)));
        }
        let seconds = with.number().filter(|_| !matches!(with, Constant::Null))?;
        // The years that a date can have.
        let (floor, ceil) = floor_and_ceil(seconds.clamp(-62_135_596_800.0, 253_402_300_798.0));
        let since = |seconds: i64| ("since", Json::text(date::format(seconds * 1000)));
        let before = |seconds: i64| ("before", Json::text(date::format(seconds * 1000)));
        let interval = match self.relation {
            Relation::Less => object([before(ceil)]),
            Relation::AtMost => object([before(floor + 1)]),
            Relation::Greater => object([since(floor + 1)]),
            Relation::AtLeast => object([since(ceil)]),
            Relation::Equal if floor == ceil => object([since(floor), before(floor + 1)]),
            Relation::Equal => return Some(Condition::never_fails(constant(false))),
        };
        Some(Condition::never_fails(object([("now", interval)])))
    }
}

/// The nearest integers below (or equal) and above (or equal).
fn floor_and_ceil(number: f64) -> (i64, i64) {
    let cut = number as i64;
    let (below, above) = (i64::from(cut as f64 > number), i64::from((cut as f64) < number));
    (cut - below, cut + above)
}

/// The values that equal a text with a number: the text, the number, and the boolean with that numeric value.
fn equals<'t>(text: Constant<'t>, value: f64) -> Vec<Json<'t>> {
    let boolean = [false, true].into_iter().filter(|boolean| f64::from(u8::from(*boolean)) == value);
    let mut equals = vec![text.tree(), Constant::Number(value).tree()];
    equals.extend(boolean.map(Json::Bool));
    equals
}
