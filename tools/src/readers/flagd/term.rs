//! The syntax of the logic: calls of operators, values, and references to evaluators.

use super::constant::Constant;
use super::targeting::Lowering;
use burgee::document::{Kind, Node};
use burgee::model::EMAIL_DOMAIN;

/// Why a flag cannot be translated.
pub(super) struct Stop {
    /// The offset of the part that is the reason.
    pub(super) at: u32,
    pub(super) why: &'static str,
}

pub(super) type Lowered<T> = Result<T, Stop>;

impl Stop {
    pub(super) fn at(node: Node<'_>, why: &'static str) -> Stop {
        Stop { at: node.start(), why }
    }
}

/// A part of the logic, and its context.
#[derive(Clone, Copy)]
pub(super) struct Term<'t> {
    pub(super) node: Node<'t>,
    /// The first evaluator that may be referred to here: flagd inserts evaluators in order, each once.
    from: usize,
    /// The remaining depth.
    room: u8,
    /// Whether flagd interprets this part instead of compiling it, as below an `if` without `else`.
    pub(super) interpreted: bool,
}

/// The largest depth of a condition. Its translation is at most four times as deep.
const CONDITION: u8 = 12;
/// The largest depth of a flag's logic.
const LOGIC: u8 = 32;

impl<'t> Term<'t> {
    pub(super) fn new(node: Node<'t>) -> Term<'t> {
        Term { node, from: 0, room: LOGIC, interpreted: false }
    }

    /// A part of this part.
    pub(super) fn part(self, node: Node<'t>) -> Term<'t> {
        Term { node, ..self }
    }

    /// A part of this part, used as a condition.
    pub(super) fn condition(self) -> Term<'t> {
        Term { room: self.room.min(CONDITION), ..self }
    }

    /// The items of a list; any other node as the only item.
    pub(super) fn arguments(self) -> impl Iterator<Item = Term<'t>> {
        let alone = Some(self).filter(|_| self.node.kind() != Kind::Array);
        self.node.items().map(move |node| self.part(node)).chain(alone)
    }

    /// The items of a list.
    pub(super) fn items(self) -> Lowered<Vec<Term<'t>>> {
        if self.node.kind() == Kind::Array { Ok(self.arguments().collect()) } else { Err(unsaid(self)) }
    }

    /// The arguments of an `if`: pairs of a condition and a value, and a value for all other users.
    pub(super) fn branches(self) -> Lowered<Vec<Term<'t>>> {
        let mut items = self.items()?;
        if items.len() < 3 {
            items.iter_mut().for_each(|item| item.interpreted = true);
        }
        Ok(items)
    }

    /// The items of a list with this length.
    pub(super) fn exactly<const N: usize>(self) -> Lowered<[Term<'t>; N]> {
        self.items()?.try_into().map_err(|_| unsaid(self))
    }
}

/// The kinds of parts.
pub(super) enum Part<'t> {
    Value(Node<'t>),
    /// An operator and its arguments.
    Call(&'t str, Term<'t>),
}

/// One side of a comparison.
#[derive(Clone, Copy)]
pub(super) enum Operand<'t> {
    Constant(Constant<'t>),
    /// The flag's key.
    Key,
    Attribute(Attribute<'t>),
    /// The time of the evaluation, in whole seconds.
    Now,
}

#[derive(Clone, Copy)]
pub(super) struct Attribute<'t> {
    pub(super) path: &'t str,
    /// Its default.
    pub(super) default: Constant<'t>,
}

impl<'t> Lowering<'_, 't> {
    /// The name and the body of the evaluator that a part refers to.
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
            return Err(Stop::at(term.node, "the logic is too large or too deep"));
        }
        if term.node.kind() != Kind::Object {
            return Ok(Part::Value(term.node));
        }
        let (operator, node) =
            only_member(term.node).ok_or(Stop::at(term.node, "an object must have one member, an operator"))?;
        Ok(Part::Call(operator, Term { node, room: term.room - 1, ..term }))
    }

    /// A constant, an attribute or the time; nothing else can be compared.
    pub(super) fn operand(&mut self, term: Term<'t>) -> Lowered<Operand<'t>> {
        match self.part(term)? {
            Part::Value(node) => Ok(Operand::Constant(Constant::of(node))),
            Part::Call("var", of) => self.variable(of),
            Part::Call(_, of) => Err(unsaid(of)),
        }
    }

    /// The same, with the flag's key as a text.
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
            self.reader.leave(of.node.start(), "where this attribute is missing, Burgee derives it from `email`");
        }
        match path.strip_prefix("$flagd.") {
            Some("flagKey") => return Ok(Operand::Key),
            Some("timestamp") => return Ok(Operand::Now),
            Some(_) => return Ok(Operand::Constant(default)),
            None => {}
        }
        // JavaScript follows paths into texts and lists, and past a name with a dot. Attributes of a snapshot do not.
        let own = |(nth, name): (usize, &str)| {
            nth == 0 || name != "length" && !name.bytes().all(|byte| byte.is_ascii_digit())
        };
        let plain = path != "$flagd"
            && !["\\", "../"].iter().any(|step| path.contains(step))
            && path.split('.').all(|name| !name.is_empty());
        if plain && path.split('.').enumerate().all(own) {
            Ok(Operand::Attribute(Attribute { path, default }))
        } else {
            Err(Stop::at(of.node, "a snapshot cannot express this path"))
        }
    }
}

/// A part without a counterpart in a snapshot.
pub(super) fn unsaid(of: Term<'_>) -> Stop {
    Stop::at(of.node, "a snapshot cannot express this as a condition or a split")
}

fn only_member(node: Node<'_>) -> Option<(&str, Node<'_>)> {
    let mut members = node.members();
    let first = members.next().filter(|_| members.next().is_none())?;
    Some((first.name, first.node))
}
