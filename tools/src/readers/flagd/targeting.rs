//! Translates the result of the logic to rules. Each branch has a result for every user who enters it, so the order of
//! rules is sufficient.

use super::Reader;
use super::constant::Constant;
use super::term::{Lowered, Operand, Part, Stop, Term, unsaid};
use crate::json::Json;
use crate::readers::write::{Members, all, known, put, sole};
use burgee::document::{Kind, Node};
use std::borrow::Cow;

/// The largest logic of one flag: parts that are read, inserted evaluators, and parts that are written.
const BUDGET: u32 = 100_000;

/// The translation of one flag's logic.
pub(super) struct Lowering<'r, 't> {
    pub(super) reader: &'r mut Reader<'t>,
    pub(super) key: &'t str,
    variants: Node<'t>,
    default: Json<'t>,
    budget: u32,
    rules: Vec<Json<'t>>,
    /// The condition of the current branch.
    pub(super) guards: Vec<Json<'t>>,
    /// Failures that a previous rule handles.
    pub(super) dealt_with: Vec<Json<'t>>,
    /// What users without a matching rule get.
    rest: Option<Json<'t>>,
}

impl<'r, 't> Lowering<'r, 't> {
    pub(super) fn new(
        key: &'t str,
        variants: Node<'t>,
        default: Option<&'t str>,
        reader: &'r mut Reader<'t>,
    ) -> Lowering<'r, 't> {
        let (rules, guards, dealt_with) = (Vec::new(), Vec::new(), Vec::new());
        let default = default.map_or(Json::Null, Json::text);
        Lowering { reader, key, variants, default, budget: BUDGET, rules, guards, dealt_with, rest: None }
    }

    /// Reduces the budget; returns whether some is left.
    pub(super) fn spend(&mut self, parts: u32) -> bool {
        self.budget = self.budget.saturating_sub(parts);
        self.budget > 0
    }

    /// The rules, and the variant for all other users, if that is not the caller's default.
    pub(super) fn finish(mut self) -> (Vec<Json<'t>>, Option<Json<'t>>) {
        let rest = self.rest.unwrap_or(Json::Null);
        // Last rules that serve the same as the fallthrough have no effect.
        let says = |rule: &Json<'t>| {
            let Json::Object(members) = rule else { return true };
            !members.iter().any(|(name, what)| name == "serve" && *what == rest)
        };
        self.rules.truncate(self.rules.iter().rposition(says).map_or(0, |last| last + 1));
        (self.rules, Some(rest).filter(|rest| *rest != Json::Null))
    }

    pub(super) fn targeting(&mut self, logic: Option<Node<'t>>) -> Lowered<()> {
        match logic {
            Some(logic) if logic.kind() == Kind::Array && logic.items().next().is_some() => {
                Err(unsaid(Term::new(logic)))
            }
            Some(logic) if logic.members().next().is_some() || logic.text().is_some_and(|text| !text.is_empty()) => {
                self.value(Term::new(logic))
            }
            _ => {
                self.serve_default();
                Ok(())
            }
        }
    }

    /// Translates a part that returns a variant's name.
    pub(super) fn value(&mut self, term: Term<'t>) -> Lowered<()> {
        let outcome = match self.part(term)? {
            Part::Value(node) => self.named(Constant::of(node)).ok_or_else(|| unsaid(term))?,
            Part::Call("if" | "?:", of) => return self.choice(of),
            Part::Call("fractional", of) => return self.fractional(of),
            Part::Call("var", of) => match self.settled(term)? {
                Operand::Constant(name) => self.named(name).ok_or_else(|| unsaid(of))?,
                _ => return Err(Stop::at(of.node, "a snapshot cannot serve a variant that an attribute names")),
            },
            Part::Call(..) => return self.yes_or_no(term),
        };
        self.serve(outcome);
        Ok(())
    }

    /// `[condition, value, …, value]`; a missing last value is `null`.
    fn choice(&mut self, of: Term<'t>) -> Lowered<()> {
        for pair in of.branches()?.chunks(2) {
            match *pair {
                [asked, then] => {
                    let asked = self.condition(asked)?;
                    self.fail(asked.fails);
                    self.within(asked.holds, &mut |lowering| lowering.value(then))?;
                }
                [otherwise] => return self.value(otherwise),
                _ => {}
            }
        }
        self.serve_default();
        Ok(())
    }

    /// The value of a condition: the variants have the names `true` and `false`.
    fn yes_or_no(&mut self, term: Term<'t>) -> Lowered<()> {
        let condition = self.condition(term)?;
        let nullish = self.nullish(term)?;
        self.fail(condition.fails);
        let [yes, no] = ["true", "false"].map(|name| self.variant(name.into()));
        for (asked, outcome) in [(condition.holds, yes), (nullish, self.default.clone())] {
            self.within(asked, &mut |lowering| {
                lowering.serve(outcome.clone());
                Ok(())
            })?;
        }
        self.serve(no);
        Ok(())
    }

    /// The variant of a name; `None` if the value is not a name.
    pub(super) fn named(&self, name: Constant<'t>) -> Option<Json<'t>> {
        match name {
            Constant::Null => Some(self.default.clone()),
            name => Some(self.variant(name.text()?)),
        }
    }

    /// An unknown name is an error: callers get their own default.
    fn variant(&self, name: Cow<'t, str>) -> Json<'t> {
        if self.variants.get(&name).is_some() { Json::text(name) } else { Json::Null }
    }

    pub(super) fn serve_default(&mut self) {
        self.serve(self.default.clone());
    }

    pub(super) fn serve(&mut self, outcome: Json<'t>) {
        if self.rest.is_none() && self.guards.is_empty() {
            self.rest = Some(outcome);
        } else {
            self.rule("", sole("serve", outcome));
        }
    }

    /// Adds a rule of this branch, unless its condition never holds or a previous rule serves everyone.
    pub(super) fn rule(&mut self, name: &'static str, what: Members<'t>) {
        let asked = all(self.guards.iter().cloned());
        if self.rest.is_some() || known(&asked) == Some(false) {
            return;
        }
        self.spend(size(&asked));
        let mut rule: Members<'t> = Vec::new();
        if !name.is_empty() {
            put(&mut rule, "name", Json::text(name));
        }
        if known(&asked).is_none() {
            put(&mut rule, "if", asked);
        }
        rule.extend(what);
        self.rules.push(Json::object(rule));
    }

    /// A branch for the users who meet a condition.
    pub(super) fn within(&mut self, guard: Json<'t>, branch: &mut dyn FnMut(&mut Self) -> Lowered<()>) -> Lowered<()> {
        let dealt_with = self.dealt_with.len();
        let everyone = known(&guard) == Some(true);
        if !everyone {
            self.guards.push(guard);
        }
        let done = branch(self);
        if !everyone {
            self.guards.pop();
        }
        self.dealt_with.truncate(dealt_with);
        done
    }
}

/// The number of parts of a condition.
pub(super) fn size(tree: &Json<'_>) -> u32 {
    match tree {
        Json::Array(items) => items.iter().map(size).fold(1, u32::saturating_add),
        Json::Object(members) => members.iter().map(|(_, part)| size(part)).fold(1, u32::saturating_add),
        _ => 1,
    }
}
