//! Strategies: whom one takes, and which share of them.

use super::Reader;
use super::addresses::{is_v4, within};
use super::constraint::one_of;
use super::text::{number, split, texts};
use crate::digits;
use crate::document::{Kind, Node, Tree};
use crate::literal::decimal;
use crate::program::vocabulary::TARGETING_KEY;
use crate::readers::write::{Members, all, any, constant, known, object, test};
use crate::tools::parts::{list, text_of};
use alloc::{borrow::Cow, format, string::String, vec, vec::Vec};

/// A strategy that takes somebody.
pub(super) struct Way<'t> {
    pub(super) strategy: Node<'t>,
    condition: Tree<'t>,
    /// Of those whom the condition takes; all of them when there is none.
    share: Option<Share<'t>>,
}

#[derive(Clone)]
struct Share<'t> {
    percent: (Cow<'static, str>, Tree<'t>),
    /// `by` and `hash`.
    spread: Members<'t>,
}

impl<'t> Way<'t> {
    pub(super) fn takes_everyone(&self) -> bool {
        self.share.is_none() && known(&self.condition) == Some(true)
    }

    /// What people call it.
    pub(super) fn name(&self) -> &'t str {
        let title = text_of(self.strategy, "title").filter(|title| !title.is_empty());
        title.or(text_of(self.strategy, "name")).unwrap_or_default()
    }

    /// Whom it takes, as one condition.
    pub(super) fn whole(&self) -> Tree<'t> {
        let bucket = self.share.clone().map(|Share { percent, spread }| {
            object([("bucket", Tree::object([percent].into_iter().chain(spread)))])
        });
        all([self.condition.clone()].into_iter().chain(bucket))
    }

    /// The rule that turns the flag on.
    pub(super) fn rule(&self) -> Tree<'t> {
        let on = ("serve".into(), Tree::text("on"));
        let rest = match self.share.clone() {
            None => vec![on],
            Some(Share { percent, mut spread }) => {
                spread.insert(0, ("rollout".into(), Tree::object([on, percent])));
                spread
            }
        };
        rule(self.name(), self.condition.clone(), rest)
    }
}

/// A rule: its name, for whom, and what it serves.
pub(super) fn rule<'t>(name: &'t str, condition: Tree<'t>, rest: Members<'t>) -> Tree<'t> {
    let mut members = Vec::new();
    if !name.is_empty() {
        members.push(("name".into(), Tree::text(name)));
    }
    if known(&condition) != Some(true) {
        members.push(("if".into(), condition));
    }
    members.extend(rest);
    Tree::Object(members)
}

/// Which of those whom a strategy's constraints take it takes.
enum Taken<'t> {
    All,
    Nobody,
    Those(Tree<'t>),
    Share(Share<'t>),
}

impl<'t> Reader<'t> {
    /// What a strategy does; `None` when it takes nobody.
    pub(super) fn way(&mut self, strategy: Node<'t>) -> Option<Way<'t>> {
        let mut parts = vec![self.constraints(strategy)];
        for id in list(strategy.get("segments")) {
            parts.push(match self.state.segment_name(id) {
                Some(name) => object([("segment", Tree::text(name))]),
                None => {
                    self.leave(id, "there is no such segment: the strategy takes nobody, as in Unleash");
                    constant(false)
                }
            });
        }
        let mut share = None;
        match self.taken(strategy) {
            Taken::All => {}
            Taken::Nobody => return None,
            Taken::Those(condition) => parts.push(condition),
            Taken::Share(part) => share = Some(part),
        }
        let condition = all(parts);
        (known(&condition) != Some(false)).then_some(Way { strategy, condition, share })
    }

    fn taken(&mut self, strategy: Node<'t>) -> Taken<'t> {
        let parameters = strategy.get("parameters").unwrap_or(strategy.nothing());
        let parameter = |name| text_of(parameters, name).unwrap_or_default();
        match text_of(strategy, "name").unwrap_or_default() {
            "default" => Taken::All,
            "userWithId" => {
                let users = split(parameter("userIds"));
                Taken::Those(test(self.attribute(strategy, "userId"), [("in", texts(users))]))
            }
            "remoteAddress" => Taken::Those(self.addresses(strategy, parameter("IPs"))),
            "applicationHostname" => {
                self.leave(strategy, "Unleash asks the machine for its name: give it as the attribute `hostname`");
                let names = parameter("hostNames").to_lowercase();
                let names = split(&names).map(|name| Tree::text(String::from(name))).collect();
                Taken::Those(test("hostname", [("as", Tree::text("lowercase")), ("in", Tree::Array(names))]))
            }
            "gradualRolloutUserId" => self.share(strategy, "percentage", "userId"),
            "gradualRolloutSessionId" => self.share(strategy, "percentage", "sessionId"),
            "gradualRolloutRandom" => self.share(strategy, "percentage", "random"),
            "flexibleRollout" => {
                let stickiness = Some(parameter("stickiness")).filter(|by| !by.is_empty());
                self.share(strategy, "rollout", stickiness.unwrap_or("default"))
            }
            other => {
                let reason = format!("`{other}` is a strategy of your own: whom it takes is not known here, so it takes nobody");
                self.leave(strategy, reason);
                Taken::Nobody
            }
        }
    }

    /// Addresses and IPv4 blocks; what is neither is compared as text.
    fn addresses(&mut self, strategy: Node<'t>, list: &'t str) -> Tree<'t> {
        let attribute = self.attribute(strategy, "remoteAddress");
        let (blocks, others): (Vec<_>, Vec<_>) = split(list).partition(|part| is_v4(part));
        any([one_of(attribute, others), within(attribute, blocks)])
    }

    /// The share of users whose hash is low enough: positions count from 0, where Unleash counts from 1.
    fn share(&mut self, strategy: Node<'t>, percentage: &str, stickiness: &'t str) -> Taken<'t> {
        let parameters = strategy.get("parameters").unwrap_or(strategy.nothing());
        let percent = parameters.get(percentage).and_then(number).and_then(|percent| decimal::parse(&percent));
        let Some(percent) = percent.map(|percent| percent.clamp(0.0, 100.0) as u64) else {
            self.leave(strategy, format!("`{percentage}` is no number: the strategy takes nobody"));
            return Taken::Nobody;
        };
        match (stickiness, percent) {
            ("random" | "default", 100) => return Taken::All,
            ("random", 0) => return Taken::Nobody,
            ("random", _) => {
                self.leave(strategy, "Unleash deals users at random, at each call: here the strategy takes nobody");
                return Taken::Nobody;
            }
            ("default", 1..) => self.warn_of_dice(strategy),
            _ => {}
        }
        let group = parameters.get("groupId").filter(|group| group.kind() != Kind::Null).map_or("", as_text);
        let by: &[&str] = if stickiness == "default" { &["userId", "sessionId"] } else { &[stickiness] };
        let spread = self.spread(strategy, by, group, [0, 100]);
        Taken::Share(Share { percent: ("percent".into(), whole(percent)), spread })
    }

    /// `by` and `hash`: the first of these fields that is there, in a group, by a seed over so many positions.
    pub(super) fn spread(
        &mut self,
        at: Node<'t>,
        by: &[&'t str],
        group: &str,
        [seed, positions]: [u64; 2],
    ) -> Members<'t> {
        let mut members: Members<'t> = Vec::new();
        let fields: Vec<_> = by.iter().map(|field| self.attribute(at, field)).collect();
        match fields.as_slice() {
            [field] if *field == TARGETING_KEY => {}
            [field] => members.push(("by".into(), Tree::text(*field))),
            _ => members.push(("by".into(), texts(fields))),
        }
        let mut hash = vec![
            ("function".into(), Tree::text("murmur3-32")),
            ("before".into(), Tree::text(format!("{group}:"))),
        ];
        if seed > 0 {
            hash.push(("seed".into(), whole(seed)));
        }
        if self.low_bytes {
            hash.push(("units".into(), Tree::text("low-bytes")));
        }
        hash.push(("of".into(), whole(positions)));
        members.push(("hash".into(), Tree::Object(hash)));
        members
    }
}

/// A whole number.
pub(super) fn whole<'t>(number: u64) -> Tree<'t> {
    let mut written = String::new();
    digits::push(&mut written, number);
    Tree::number(written)
}

/// A value in a text, as JavaScript puts it there.
pub(super) fn as_text(node: Node<'_>) -> &str {
    node.text().unwrap_or(node.source())
}
