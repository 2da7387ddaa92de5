//! The logic as it is written: calls of operators, values, and references to evaluators.

use super::constant::Constant;
use super::targeting::Lowering;
use burgee::document::{Kind, Node};
use burgee::model::EMAIL_DOMAIN;

/// Why a flag can't be carried over.
pub(super) struct Stop {
    /// The offset of what is at fault.
    pub(super) at: u32,
    pub(super) why: &'static str,
}

pub(super) type Lowered<T> = Result<T, Stop>;

impl Stop {
    pub(super) fn at(node: Node<'_>, why: &'static str) -> Stop {
        Stop { at: node.start(), why }
    }
}

/// A part of the logic, and what is known of its place.
#[derive(Clone, Copy)]
pub(super) struct Term<'t> {
    pub(super) node: Node<'t>,
    /// The first evaluator that may be referred to from here: flagd puts them in one after the other, each once.
    from: usize,
    /// How much deeper parts may be.
    room: u8,
    /// Whether flagd interprets this part instead of compiling it, as it does below an `if` without `else`.
    pub(super) interpreted: bool,
}

/// How deep conditions may be: what is written for one is at most four times as deep.
const CONDITION: u8 = 12;
/// How deep a flag's logic may be.
const LOGIC: u8 = 32;

impl<'t> Term<'t> {
    pub(super) fn new(node: Node<'t>) -> Term<'t> {
        Term { node, from: 0, room: LOGIC, interpreted: false }
    }

    /// A part of this one.
    pub(super) fn part(self, node: Node<'t>) -> Term<'t> {
        Term { node, ..self }
    }

    /// The same as a condition.
    pub(super) fn condition(self) -> Term<'t> {
        Term { room: self.room.min(CONDITION), ..self }
    }

    /// The items of a list, or what is no list as the only one.
    pub(super) fn arguments(self) -> impl Iterator<Item = Term<'t>> {
        let alone = Some(self).filter(|_| self.node.kind() != Kind::Array);
        self.node.items().map(move |node| self.part(node)).chain(alone)
    }

    /// Its items, if it is a list.
    pub(super) fn items(self) -> Lowered<Vec<Term<'t>>> {
        if self.node.kind() == Kind::Array { Ok(self.arguments().collect()) } else { Err(unsaid(self)) }
    }

    /// The arguments of an `if`: conditions and values in turn, and one for all others.
    pub(super) fn branches(self) -> Lowered<Vec<Term<'t>>> {
        let mut items = self.items()?;
        if items.len() < 3 {
            items.iter_mut().for_each(|item| item.interpreted = true);
        }
        Ok(items)
    }

    /// The items of a list of so many.
    pub(super) fn exactly<const N: usize>(self) -> Lowered<[Term<'t>; N]> {
        self.items()?.try_into().map_err(|_| unsaid(self))
    }
}

/// What a part of the logic is.
pub(super) enum Part<'t> {
    Value(Node<'t>),
    /// An operator, and what it is applied to.
    Call(&'t str, Term<'t>),
}

/// A side of a comparison.
#[derive(Clone, Copy)]
pub(super) enum Operand<'t> {
    Constant(Constant<'t>),
    /// The key of the flag.
    Key,
    Attribute(Attribute<'t>),
    /// The instant of the evaluation, in whole seconds.
    Now,
}

#[derive(Clone, Copy)]
pub(super) struct Attribute<'t> {
    pub(super) path: &'t str,
    /// What it is when it is missing.
    pub(super) default: Constant<'t>,
}

impl<'t> Lowering<'_, 't> {
    /// The name and the body of the evaluator that a term refers to.
    pub(super) fn referred(&self, term: Term<'t>) -> Option<(&'t str, Term<'t>)> {
        let (operator, name) = only_member(term.node)?;
        let name = name.text().filter(|_| operator == "$ref")?;
        let at = self.reader.evaluators.iter().position(|evaluator| evaluator.name == name)?;
        let body = self.reader.evaluators.get(at).filter(|_| at >= term.from)?.node;
        Some((name, Term { node: body, from: at + 1, room: term.room.saturating_sub(1), ..term }))
    }

    pub(super) fn part(&mut self, mut term: Term<'t>) -> Lowered<Part<'t>> {
        while let Some((_, body)) = self.referred(term) {
            term = body;
        }
        if !self.spend(1) || term.room == 0 {
            return Err(Stop::at(term.node, "too much logic, or too deep"));
        }
        if term.node.kind() != Kind::Object {
            return Ok(Part::Value(term.node));
        }
        let (operator, node) =
            only_member(term.node).ok_or(Stop::at(term.node, "an object here must name one operator"))?;
        Ok(Part::Call(operator, Term { node, room: term.room - 1, ..term }))
    }

    /// A constant, an attribute or the clock; nothing else can be compared.
    pub(super) fn operand(&mut self, term: Term<'t>) -> Lowered<Operand<'t>> {
        match self.part(term)? {
            Part::Value(node) => Ok(Operand::Constant(Constant::of(node))),
            Part::Call("var", of) => self.variable(of),
            Part::Call(_, of) => Err(unsaid(of)),
        }
    }

    /// The same where a key is as good as a text.
    pub(super) fn settled(&mut self, term: Term<'t>) -> Lowered<Operand<'t>> {
        let operand = self.operand(term)?;
        Ok(if matches!(operand, Operand::Key) { Operand::Constant(Constant::Text(self.key)) } else { operand })
    }

    /// `"path"`, `["path"]` or `["path", default]`.
    fn variable(&mut self, of: Term<'t>) -> Lowered<Operand<'t>> {
        let mut arguments = of.arguments();
        let path = arguments.next().and_then(|path| path.node.text());
        let default = arguments.next().map_or(Constant::Null, |default| Constant::of(default.node));
        let (Some(path), None) = (path, arguments.next()) else {
            return Err(unsaid(of));
        };
        if of.interpreted && !matches!(default, Constant::Null) {
            let reason = "below an `if` without `else` flagd gives this default only for a missing attribute: \
                          here one that is `null` has it too";
            self.reader.leave(of.node.start(), reason);
        }
        if path == EMAIL_DOMAIN {
            self.reader.leave(of.node.start(), "an attribute that is taken from `email` here where it is missing");
        }
        match path.strip_prefix("$flagd.") {
            Some("flagKey") => return Ok(Operand::Key),
            Some("timestamp") => return Ok(Operand::Now),
            Some(_) => return Ok(Operand::Constant(default)),
            None => {}
        }
        // Whose steps into texts and lists, or beyond a name with a dot, JavaScript follows and we don't.
        let own = |(nth, name): (usize, &str)| {
            nth == 0 || name != "length" && !name.bytes().all(|byte| byte.is_ascii_digit())
        };
        let plain = path != "$flagd"
            && !["\\", "../"].iter().any(|step| path.contains(step))
            && path.split('.').all(|name| !name.is_empty());
        if plain && path.split('.').enumerate().all(own) {
            Ok(Operand::Attribute(Attribute { path, default }))
        } else {
            Err(Stop::at(of.node, "no such path can be said"))
        }
    }
}

/// What has no counterpart in our conditions.
pub(super) fn unsaid(of: Term<'_>) -> Stop {
    Stop::at(of.node, "this can't be said as a condition or a split")
}

fn only_member(node: Node<'_>) -> Option<(&str, Node<'_>)> {
    let mut members = node.members();
    let first = members.next().filter(|_| members.next().is_none())?;
    Some((first.name, first.node))
}
