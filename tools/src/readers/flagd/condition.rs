//! Translates the logic of an `if` to conditions that hold if the logic's value is truthy.

use super::constant::Constant;
use super::failures::Sequence;
use super::targeting::Lowering;
use super::term::{Attribute, Lowered, Operand, Part, Stop, Term, unsaid};
use crate::json::Json;
use crate::readers::write::{all, any, constant, known, not, object, test};
use burgee::document::Kind;

/// The result of a part of the logic for each user.
pub(super) struct Condition<'t> {
    /// Holds if the value is truthy. Undefined for users for whom the part fails.
    pub(super) holds: Json<'t>,
    /// flagd throws.
    pub(super) fails: Json<'t>,
}

impl<'t> Condition<'t> {
    pub(super) fn never_fails(holds: Json<'t>) -> Condition<'t> {
        Condition { holds, fails: constant(false) }
    }

    pub(super) fn negated(self) -> Condition<'t> {
        Condition { holds: not(self.holds), fails: self.fails }
    }
}

/// What is compared of an attribute.
#[derive(Clone, Copy)]
pub(super) enum Aspect {
    /// The value, or the items of a list.
    Items,
    /// The value, unless it is a list.
    Itself,
    /// The converted value.
    Conversion(&'static str),
    /// The value as a version.
    Version,
    /// Whether JavaScript converts it to `NaN`.
    NoNumber,
}

impl<'t> Attribute<'t> {
    /// A test of it, and the result for a missing attribute.
    pub(super) fn test(self, view: Aspect, operator: &'static str, operand: Json<'t>, missing: bool) -> Json<'t> {
        let view_as = match view {
            Aspect::Conversion(name) => name,
            Aspect::Version => "text",
            Aspect::NoNumber => "number",
            Aspect::Items | Aspect::Itself => "",
        };
        let mut fields = Vec::new();
        if !view_as.is_empty() {
            fields.push(("as", Json::text(view_as)));
        }
        fields.push((operator, operand));
        if !matches!(view, Aspect::Items | Aspect::Conversion(_)) {
            fields.push(("items", Json::text("none")));
        }
        for (name, there) in [
            ("loose", matches!(view, Aspect::Version)),
            ("mismatch", matches!(view, Aspect::NoNumber)),
            ("missing", missing),
        ] {
            if there {
                fields.push((name, Json::Bool(true)));
            }
        }
        test(self.path, fields)
    }

    /// Its JSON type is one of these.
    pub(super) fn is_one_of(self, types: &'static str, missing: bool) -> Json<'t> {
        self.test(Aspect::Conversion("type"), "in", words(types), missing)
    }

    /// It is a text.
    pub(super) fn is_text(self) -> Json<'t> {
        let missing = matches!(self.default, Constant::Text(_));
        self.test(Aspect::Conversion("type"), "equals", Json::text("string"), missing)
    }

    pub(super) fn is_missing(self) -> Json<'t> {
        self.test(Aspect::Items, "exists", Json::Bool(false), false)
    }

    /// It is 0 or false.
    pub(super) fn is_zero(self, missing: bool) -> Json<'t> {
        self.test(Aspect::Items, "in", Json::Array(vec![Json::number("0"), Json::Bool(false)]), missing)
    }

    /// It is truthy. In this engine, empty lists and objects are falsy.
    fn truthy(self) -> Json<'t> {
        not(self.test(Aspect::Conversion("json"), "in", words("false 0 \"\" [] {}"), !self.default.truthy()))
    }
}

fn words<'t>(text: &'static str) -> Json<'t> {
    Json::Array(text.split(' ').map(Json::text).collect())
}

impl<'t> Lowering<'_, 't> {
    /// An evaluator that is a complete condition becomes a segment.
    pub(super) fn condition(&mut self, term: Term<'t>) -> Lowered<Condition<'t>> {
        let term = term.condition();
        let Some((name, body)) = self.referred(term) else {
            return self.written(term);
        };
        let Condition { holds, fails } = self.condition(body)?;
        let segments = &mut self.reader.segments;
        let there = segments.iter().find(|segment| segment.0 == name).map(|segment| segment.1 == holds);
        // A part that depends on the flag's key, or on being interpreted, may differ from flag to flag.
        if known(&holds).is_some() || there == Some(false) || name.is_empty() {
            return Ok(Condition { holds, fails });
        }
        if there.is_none() {
            segments.push((name.into(), holds));
        }
        Ok(Condition { holds: object([("segment", Json::text(name))]), fails })
    }

    fn written(&mut self, term: Term<'t>) -> Lowered<Condition<'t>> {
        let (operator, of) = match self.part(term)? {
            Part::Value(node) if node.kind() == Kind::Array => return Err(unsaid(term)),
            Part::Value(node) => return Ok(Condition::never_fails(constant(Constant::of(node).truthy()))),
            Part::Call(operator, of) => (operator, of),
        };
        match operator {
            "and" => self.joined(of, true),
            "or" => self.joined(of, false),
            "!" | "not" | "!!" => {
                let mut arguments = of.arguments();
                // Interpreted logic evaluates the other parts too, and they may throw.
                let (Some(first), false) = (arguments.next(), of.interpreted && arguments.next().is_some()) else {
                    return Err(unsaid(of));
                };
                let condition = self.condition(first)?;
                Ok(if operator == "!!" { condition } else { condition.negated() })
            }
            "if" | "?:" => self.chosen(of),
            "var" => Ok(Condition::never_fails(match self.settled(term)? {
                Operand::Attribute(attribute) => attribute.truthy(),
                Operand::Constant(value) => constant(value.truthy()),
                _ => constant(true),
            })),
            "in" => self.included(of),
            "starts_with" => self.affixed(of, "startsWith"),
            "ends_with" => self.affixed(of, "endsWith"),
            "sem_ver" => self.version(of),
            _ => self.compared(operator, of),
        }
    }

    /// `and` or `or`: evaluation stops at the first part that decides.
    fn joined(&mut self, of: Term<'t>, and: bool) -> Lowered<Condition<'t>> {
        let mut holds = Vec::new();
        let mut sequence = Sequence::default();
        for term in of.items()? {
            let part = self.condition(term)?;
            sequence.part(part.fails, self);
            sequence.only_if(if and { part.holds.clone() } else { not(part.holds.clone()) });
            holds.push(part.holds);
        }
        // Without parts the value is `null`.
        let holds = if and && !holds.is_empty() { all(holds) } else { any(holds) };
        Ok(Condition { holds, fails: sequence.fails() })
    }

    /// An `if` with constant results.
    fn chosen(&mut self, of: Term<'t>) -> Lowered<Condition<'t>> {
        let mut sequence = Sequence::default();
        let mut chosen = Vec::new();
        let mut others = constant(false);
        for pair in of.branches()?.chunks(2) {
            match *pair {
                [asked, then] => {
                    let asked = self.condition(asked)?;
                    let then = self.condition(then)?.holds;
                    sequence.part(asked.fails, self);
                    sequence.only_if(not(asked.holds.clone()));
                    // Limited, so that no condition is written twice.
                    let yes = known(&then);
                    chosen.push((
                        asked.holds,
                        yes.ok_or(Stop::at(of.node, "a snapshot cannot express this `if` in a condition"))?,
                    ));
                }
                [otherwise] => {
                    let otherwise = self.condition(otherwise)?;
                    sequence.part(otherwise.fails, self);
                    others = otherwise.holds;
                }
                _ => {}
            }
        }
        let holds = chosen
            .into_iter()
            .rev()
            .fold(others, |others, (asked, yes)| if yes { any([asked, others]) } else { all([not(asked), others]) });
        Ok(Condition { holds, fails: sequence.fails() })
    }

    /// A part with the value true, false or `null` has the value `null`.
    pub(super) fn nullish(&mut self, term: Term<'t>) -> Lowered<Json<'t>> {
        let Part::Call(operator, of) = self.part(term)? else {
            return Err(unsaid(term));
        };
        match operator {
            "and" | "or" => {
                let terms = of.items()?;
                let last = terms.len().saturating_sub(1);
                let mut nullish = Sequence::default();
                for (nth, term) in terms.iter().enumerate() {
                    // `and` stops at `null`; `or` has the value `null` only at its end.
                    let value = self.nullish(*term)?;
                    nullish.part(if operator == "and" || nth == last { value } else { constant(false) }, self);
                    let holds = self.condition(*term)?.holds;
                    nullish.only_if(if operator == "and" { holds } else { not(holds) });
                }
                Ok(if terms.is_empty() { constant(true) } else { nullish.fails() })
            }
            "starts_with" | "ends_with" | "sem_ver" => self.not_searched(operator, of),
            "var" | "if" | "?:" => Err(unsaid(of)),
            _ => Ok(constant(false)),
        }
    }
}
