//! Where flagd throws: callers get their own default, whatever the flag's default variant is.

use super::targeting::Lowering;
use super::term::{Lowered, Part, Term};
use crate::json::Json;
use crate::readers::write::{all, any, constant, known, not, sole};

/// Failures of parts that are evaluated in order, as long as the previous parts allow it.
#[derive(Default)]
pub(super) struct Sequence<'t> {
    allowed: Vec<Json<'t>>,
    fails: Vec<Json<'t>>,
}

impl<'t> Sequence<'t> {
    /// Adds the failures of the next part.
    pub(super) fn part(&mut self, fails: Json<'t>, lowering: &mut Lowering<'_, 't>) {
        // A user for whom a previous part fails is not tested again.
        if known(&fails) != Some(false) && !self.fails.contains(&fails) {
            let fails = all(self.allowed.iter().cloned().chain([fails]));
            lowering.spend(super::targeting::size(&fails));
            self.fails.push(fails);
        }
    }

    /// The next parts are evaluated only if this holds.
    pub(super) fn only_if(&mut self, holds: Json<'t>) {
        self.allowed.push(holds);
    }

    pub(super) fn fails(self) -> Json<'t> {
        any(self.fails)
    }
}

impl<'t> Lowering<'_, 't> {
    /// When a part that returns a variant's name throws.
    pub(super) fn failures(&mut self, term: Term<'t>) -> Lowered<Json<'t>> {
        match self.part(term)? {
            Part::Value(_) | Part::Call("var", _) => Ok(constant(false)),
            Part::Call("if" | "?:", of) => self.failures_of_choice(of),
            Part::Call("fractional", of) => self.failures_of_buckets(of),
            Part::Call(..) => Ok(self.condition(term)?.fails),
        }
    }

    /// All buckets are evaluated, whichever the user is in.
    pub(super) fn failures_of_buckets(&mut self, of: Term<'t>) -> Lowered<Json<'t>> {
        let mut fails = Vec::new();
        for bucket in of.items()? {
            if let Some(variant) = bucket.node.items().next() {
                fails.push(self.failures(bucket.part(variant))?);
            }
        }
        Ok(any(fails))
    }

    fn failures_of_choice(&mut self, of: Term<'t>) -> Lowered<Json<'t>> {
        let mut sequence = Sequence::default();
        for pair in of.branches()?.chunks(2) {
            match *pair {
                [asked, then] => {
                    let asked = self.condition(asked)?;
                    let then = self.failures(then)?;
                    sequence.part(asked.fails, self);
                    sequence.part(all([asked.holds.clone(), then]), self);
                    sequence.only_if(not(asked.holds));
                }
                [otherwise] => {
                    let otherwise = self.failures(otherwise)?;
                    sequence.part(otherwise, self);
                }
                _ => {}
            }
        }
        Ok(sequence.fails())
    }

    /// A rule for users for whom flagd throws, unless a previous rule handles them.
    pub(super) fn fail(&mut self, fails: Json<'t>) {
        let mut parts = match fails {
            Json::Object(mut members) if members.len() == 1 => match members.pop() {
                Some((name, Json::Array(parts))) if name == "any" => parts,
                member => Vec::from([Json::object(member)]),
            },
            test => Vec::from([test]),
        };
        parts.retain(|part| !self.dealt_with.contains(part));
        self.dealt_with.extend(parts.iter().cloned());
        self.guards.push(any(parts));
        self.rule("flagd fails", sole("serve", Json::Null));
        self.guards.pop();
    }
}
