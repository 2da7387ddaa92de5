//! Translates strategies: conditions and shares.

use super::Reader;
use super::addresses::{is_v4, within};
use super::constraint::one_of;
use super::text::{number, split, texts};
use crate::json::Json;
use crate::nodes::{list, text_of};
use crate::readers::write::{Members, all, any, constant, known, put, sole, test};
use burgee::document::{Kind, Node};
use burgee::literal::decimal;
use burgee::literal::digits;
use burgee::model::TARGETING_KEY;
use std::borrow::Cow;

/// A strategy that may apply.
pub(super) struct Way<'t> {
    pub(super) strategy: Node<'t>,
    condition: Json<'t>,
    /// The share of the users who meet the condition; `None` for all of them.
    share: Option<Share<'t>>,
}

#[derive(Clone)]
struct Share<'t> {
    percent: u64,
    /// `by` and `hash`.
    spread: Members<'t>,
}

impl<'t> Way<'t> {
    pub(super) fn takes_everyone(&self) -> bool {
        self.share.is_none() && known(&self.condition) == Some(true)
    }

    /// Its name for people.
    pub(super) fn name(&self) -> &'t str {
        let title = text_of(self.strategy, "title").filter(|title| !title.is_empty());
        title.or(text_of(self.strategy, "name")).unwrap_or_default()
    }

    /// The strategy as one condition.
    pub(super) fn condition(&self) -> Json<'t> {
        let mut parts = vec![self.condition.clone()];
        if let Some(Share { percent, spread }) = self.share.clone() {
            let mut bucket = sole("percent", integer(percent));
            bucket.extend(spread);
            parts.push(Json::Object(sole("bucket", Json::Object(bucket))));
        }
        all(parts)
    }

    /// The rule that turns the flag on.
    pub(super) fn rule(&self) -> Json<'t> {
        let mut rest = sole("serve", Json::text("on"));
        if let Some(Share { percent, spread }) = self.share.clone() {
            put(&mut rest, "percent", integer(percent));
            rest = sole("rollout", Json::Object(rest));
            rest.extend(spread);
        }
        rule(self.name(), self.condition.clone(), rest)
    }
}

/// A rule with its name, its condition and what it serves.
pub(super) fn rule<'t>(name: &'t str, condition: Json<'t>, rest: Members<'t>) -> Json<'t> {
    let mut members = Vec::new();
    if !name.is_empty() {
        put(&mut members, "name", Json::text(name));
    }
    if known(&condition) != Some(true) {
        put(&mut members, "if", condition);
    }
    members.extend(rest);
    Json::Object(members)
}

/// Why a share cannot be translated.
pub(super) const RANDOM: &str = "Unleash chooses at random at each call";

/// The users of a strategy: a condition, or a share of the users who meet its constraints. Or the reason why this is
/// not known.
type Taken<'t> = Result<(Json<'t>, Option<Share<'t>>), Cow<'static, str>>;

impl<'t> Reader<'t> {
    /// Translates a strategy; `None` if it never applies.
    pub(super) fn way(&mut self, strategy: Node<'t>) -> Option<Way<'t>> {
        let mut parts = vec![self.constraints(strategy)];
        for id in list(strategy.get("segments")) {
            parts.push(match self.state.segment_name(id) {
                Some(name) => Json::Object(sole("segment", Json::text(name))),
                None => {
                    self.leave(id, "the segment does not exist: the strategy never applies, as in Unleash");
                    constant(false)
                }
            });
        }
        let (condition, share) = self.taken(strategy).unwrap_or_else(|reason| {
            self.leave(strategy, format!("{reason}: the strategy never applies"));
            (constant(false), None)
        });
        parts.push(condition);
        let condition = all(parts);
        (known(&condition) != Some(false)).then_some(Way { strategy, condition, share })
    }

    fn taken(&mut self, strategy: Node<'t>) -> Taken<'t> {
        let parameters = strategy.get("parameters").unwrap_or(strategy.nothing());
        let parameter = |name| text_of(parameters, name).unwrap_or_default();
        let condition = match text_of(strategy, "name").unwrap_or_default() {
            "default" => constant(true),
            "userWithId" => {
                let users = split(parameter("userIds"));
                test(self.attribute(strategy, "userId")?, vec![("in", texts(users))])
            }
            "remoteAddress" => {
                let attribute = self.attribute(strategy, "remoteAddress")?;
                let (blocks, others): (Vec<_>, Vec<_>) = split(parameter("IPs")).into_iter().partition(|ip| is_v4(ip));
                any(vec![one_of(attribute, others), within(attribute, blocks)])
            }
            "applicationHostname" => {
                self.leave(strategy, "Unleash uses the name of the machine: pass it as the attribute `hostname`");
                let names = parameter("hostNames").to_lowercase();
                let names = split(&names).into_iter().map(|name| Json::text(String::from(name))).collect();
                test("hostname", vec![("as", Json::text("lowercase")), ("in", Json::Array(names))])
            }
            "gradualRolloutUserId" => return self.share(strategy, "percentage", "userId"),
            "gradualRolloutSessionId" => return self.share(strategy, "percentage", "sessionId"),
            "gradualRolloutRandom" => return self.share(strategy, "percentage", "random"),
            "flexibleRollout" => {
                let stickiness = Some(parameter("stickiness")).filter(|by| !by.is_empty());
                return self.share(strategy, "rollout", stickiness.unwrap_or("default"));
            }
            other => return Err(format!("the custom strategy `{other}` is not known").into()),
        };
        Ok((condition, None))
    }

    /// The share of users with a low hash. Positions start at 0; in Unleash they start at 1.
    fn share(&mut self, strategy: Node<'t>, percentage: &str, stickiness: &'t str) -> Taken<'t> {
        let parameters = strategy.get("parameters").unwrap_or(strategy.nothing());
        let percent = parameters.get(percentage).and_then(number).and_then(|percent| decimal::parse(&percent));
        let percent = percent.ok_or("its percentage is not a number")?.clamp(0.0, 100.0) as u64;
        let by = match (stickiness, percent) {
            ("random" | "default", 100) => return Ok((constant(true), None)),
            ("random", 0) => return Ok((constant(false), None)),
            ("random", _) => return Err(RANDOM.into()),
            ("default", _) => self.attributes(strategy, &["userId", "sessionId"])?,
            _ => vec![self.attribute(strategy, stickiness)?],
        };
        if by.len() > 1 && percent > 0 {
            self.warn_of_random_choice(strategy);
        }
        let group = parameters.get("groupId").filter(|group| group.kind() != Kind::Null).map_or("", as_text);
        let spread = self.spread(by, group, [0, 100]);
        Ok((constant(true), Some(Share { percent, spread })))
    }

    /// `by` and `hash`: hashes the first attribute that exists, with a group, a seed and a number of positions.
    pub(super) fn spread(&self, by: Vec<&'t str>, group: &str, [seed, positions]: [u64; 2]) -> Members<'t> {
        let mut members: Members<'t> = Vec::new();
        match by.as_slice() {
            [TARGETING_KEY] => {}
            [attribute] => put(&mut members, "by", Json::text(*attribute)),
            _ => put(&mut members, "by", texts(by)),
        }
        let mut hash = sole("function", Json::text("murmur3-32"));
        put(&mut hash, "before", Json::text(format!("{group}:")));
        if seed > 0 {
            put(&mut hash, "seed", integer(seed));
        }
        if self.low_bytes {
            put(&mut hash, "units", Json::text("low-bytes"));
        }
        put(&mut hash, "of", integer(positions));
        put(&mut members, "hash", Json::Object(hash));
        members
    }
}

/// An integer.
pub(super) fn integer<'t>(number: u64) -> Json<'t> {
    let mut written = String::new();
    digits::push(&mut written, number);
    Json::number(written)
}

/// A value as JavaScript converts it to text.
pub(super) fn as_text(node: Node<'_>) -> &str {
    node.text().unwrap_or(node.source())
}
