//! One flag's decision.

use super::conditions::Truth;
use super::number::instant;
use super::{Decided, Exposed, Oracle, User};
use serde_json::Value;

/// One user looked at by one oracle.
#[derive(Clone, Copy)]
pub(super) struct Deciding<'d> {
    pub(super) oracle: &'d Oracle<'d>,
    pub(super) user: &'d User,
}

/// A flag with its key.
#[derive(Clone, Copy)]
pub(super) struct Flag<'d> {
    pub(super) key: &'d str,
    pub(super) body: &'d Value,
}

impl Decided {
    pub(super) fn plain(variant: Option<&str>, reason: &'static str) -> Self {
        Decided { variant: variant.map(Into::into), reason, rule: None, exposure: None }
    }

    pub(super) fn exposing(self, exposure: Option<Exposed>) -> Self {
        Decided { exposure, ..self }
    }
}

impl<'d> Deciding<'d> {
    pub(super) fn note(&self, what: &str) {
        self.oracle.seen.note(what);
    }

    pub(super) fn flag(&self, key: &str) -> Decided {
        if self.oracle.broken.contains(key) {
            return Decided::plain(None, "ERROR");
        }
        let body = &self.oracle.snapshot["flags"][key];
        if let Some(variant) = self.forced(body) {
            self.note("override");
            return Decided::plain(Some(variant), "TARGETING_MATCH");
        }
        if body["enabled"] == Value::Bool(false) || !self.prerequisites_hold(body) {
            return Decided::plain(body["off"].as_str(), "DISABLED");
        }
        for (index, rule) in list(&body["rules"]).iter().enumerate() {
            if let Some(decided) = self.rule(Flag { key, body }, rule) {
                return Decided { rule: Some(index), ..decided };
            }
        }
        let same_for_all = ["rules", "prerequisites", "overrides"].iter().all(|part| is_empty(&body[*part]));
        Decided::plain(body["fallthrough"].as_str(), if same_for_all { "STATIC" } else { "DEFAULT" })
    }

    /// The first variant whose list names the unit. Only text is compared: a number is no unit here.
    fn forced(&self, flag: &'d Value) -> Option<&'d str> {
        let unit = self.attribute("targetingKey")?;
        let overrides = flag["overrides"].as_object()?;
        let lists_it = |units: &Value| unit.is_string() && list(units).contains(&unit);
        overrides.iter().find(|(_, units)| lists_it(units)).map(|(variant, _)| variant.as_str())
    }

    fn prerequisites_hold(&self, flag: &Value) -> bool {
        let hold = list(&flag["prerequisites"]).iter().all(|required| self.flag_serves(required));
        self.note(if hold { "prerequisites hold" } else { "a prerequisite fails" });
        hold
    }

    /// Whether another flag gives one of the variants asked for, of which `null` is the caller's default.
    pub(super) fn flag_serves(&self, asked: &Value) -> bool {
        let decided = self.flag(asked["flag"].as_str().unwrap());
        let serves = one_or_more(&asked["in"]).iter().any(|variant| variant.as_str() == decided.variant.as_deref());
        if serves && decided.variant.is_none() {
            self.note("caller's default asked");
        }
        serves
    }

    fn rule(&self, flag: Flag<'_>, rule: &Value) -> Option<Decided> {
        if !self.in_window(rule) {
            self.note("rule outside its window");
            return None;
        }
        if rule.get("if").is_some_and(|condition| self.condition(condition) != Truth::True) {
            return None;
        }
        match rule["experiment"].as_str() {
            Some(id) => self.experiment(flag, rule, id),
            None => self.serve(flag, rule),
        }
    }

    /// From `start` on, and before `end`.
    pub(super) fn in_window(&self, part: &Value) -> bool {
        let started = part.get("start").is_none_or(|start| instant(start).unwrap() <= self.user.now);
        let ended = part.get("end").is_some_and(|end| instant(end).unwrap() <= self.user.now);
        started && !ended
    }
}

/// The items of a list; none of anything else.
pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A list's items, or what stands alone.
pub(super) fn one_or_more(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

fn is_empty(value: &Value) -> bool {
    list(value).is_empty() && value.as_object().is_none_or(|members| members.is_empty())
}
