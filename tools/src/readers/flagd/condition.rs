//! What an `if` asks: conditions that hold where flagd finds the logic's value true.

use super::constant::Constant;
use super::failures::Sequence;
use super::targeting::Lowering;
use super::term::{Attribute, Lowered, Operand, Part, Stop, Term, unsaid};
use crate::json::Json;
use crate::readers::write::{all, any, constant, known, not, object, test};
use burgee::document::Kind;

/// What a part of the logic comes to, for each user.
pub(super) struct Condition<'t> {
    /// Its value counts as true. Means nothing for those for whom it fails.
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

/// What of an attribute is compared.
#[derive(Clone, Copy)]
pub(super) enum View {
    /// Itself, and of a list the items.
    Items,
    /// Itself, and no list.
    Itself,
    /// What it is taken for.
    Conversion(&'static str),
    /// A version.
    Version,
    /// That JavaScript makes no number of it.
    NoNumber,
}

impl<'t> Attribute<'t> {
    /// A test of it, and what that comes to when the attribute is missing.
    pub(super) fn test(self, view: View, operator: &'static str, operand: Json<'t>, missing: bool) -> Json<'t> {
        let view_as = match view {
            View::Conversion(name) => name,
            View::Version => "text",
            View::NoNumber => "number",
            View::Items | View::Itself => "",
        };
        let mut fields = Vec::new();
        if !view_as.is_empty() {
            fields.push(("as", Json::text(view_as)));
        }
        fields.push((operator, operand));
        if !matches!(view, View::Items | View::Conversion(_)) {
            fields.push(("items", Json::text("none")));
        }
        for (name, there) in [
            ("loose", matches!(view, View::Version)),
            ("mismatch", matches!(view, View::NoNumber)),
            ("missing", missing),
        ] {
            if there {
                fields.push((name, Json::Bool(true)));
            }
        }
        test(self.path, fields)
    }

    /// That its JSON type is one of these.
    pub(super) fn is_one_of(self, types: &'static str, missing: bool) -> Json<'t> {
        self.test(View::Conversion("type"), "in", words(types), missing)
    }

    /// That it is text.
    pub(super) fn is_text(self) -> Json<'t> {
        let missing = matches!(self.default, Constant::Text(_));
        self.test(View::Conversion("type"), "equals", Json::text("string"), missing)
    }

    pub(super) fn is_missing(self) -> Json<'t> {
        self.test(View::Items, "exists", Json::Bool(false), false)
    }

    /// That it is 0 or false.
    pub(super) fn is_zero(self, missing: bool) -> Json<'t> {
        self.test(View::Items, "in", Json::Array(vec![Json::number("0"), Json::Bool(false)]), missing)
    }

    /// That JavaScript takes it for true; the engine takes empty lists and objects for false.
    fn truthy(self) -> Json<'t> {
        not(self.test(View::Conversion("json"), "in", words("false 0 \"\" [] {}"), !self.default.truthy()))
    }
}

fn words<'t>(text: &'static str) -> Json<'t> {
    Json::Array(text.split(' ').map(Json::text).collect())
}

impl<'t> Lowering<'_, 't> {
    /// An evaluator that is a whole condition is a segment.
    pub(super) fn condition(&mut self, term: Term<'t>) -> Lowered<Condition<'t>> {
        let term = term.condition();
        let Some((name, body)) = self.referred(term) else {
            return self.written(term);
        };
        let Condition { holds, fails } = self.condition(body)?;
        let segments = &mut self.reader.segments;
        let there = segments.iter().find(|segment| segment.0 == name).map(|segment| segment.1 == holds);
        // What depends on the flag's key, or on being interpreted, may be another condition for another flag.
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
                // Interpreted, the others are evaluated too, and may throw.
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

    /// `and`, or `or`: the first that decides is the last that is evaluated.
    fn joined(&mut self, of: Term<'t>, and: bool) -> Lowered<Condition<'t>> {
        let mut holds = Vec::new();
        let mut sequence = Sequence::default();
        for term in of.items()? {
            let part = self.condition(term)?;
            sequence.part(part.fails, self);
            sequence.only_if(if and { part.holds.clone() } else { not(part.holds.clone()) });
            holds.push(part.holds);
        }
        // Nothing at all is `null`.
        let holds = if and && !holds.is_empty() { all(holds) } else { any(holds) };
        Ok(Condition { holds, fails: sequence.fails() })
    }

    /// An `if` that says yes or no itself.
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
                    // Only so much that no condition need be written twice.
                    let yes = known(&then);
                    chosen.push((
                        asked.holds,
                        yes.ok_or(Stop::at(of.node, "such an `if` in a condition can't be said"))?,
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

    /// That a part whose value is true, false or `null` has the value `null`.
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
                    // `and` stops at a `null`, `or` only at the end.
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
