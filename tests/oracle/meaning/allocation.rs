//! What a rule serves, and to which share of all units.

use super::decisions::{Deciding, Flag, list};
use super::hashes;
use super::number::{instant, millionths};
use super::position::{edge, position};
use super::{Decided, Exposed};
use serde_json::Value;

impl Deciding<'_> {
    /// A rule without an experiment.
    pub(super) fn serve(&self, flag: Flag<'_>, rule: &Value) -> Option<Decided> {
        if let Some(variant) = rule.get("serve") {
            self.note(if variant.is_null() { "caller's default served" } else { "variant served" });
            return Some(Decided::plain(variant.as_str(), "TARGETING_MATCH"));
        }
        let salt = flag.body["salt"].as_str().unwrap_or(flag.key);
        if let Some(rollout) = rule.get("rollout") {
            let (_, position) = self.position(rule, salt)?;
            let inside = self.rolled_out(rollout, position, of(rule));
            self.note(if inside { "in the rollout" } else { "outside the rollout" });
            return inside.then(|| Decided::plain(rollout["serve"].as_str(), "SPLIT"));
        }
        let (_, position) = self.position(rule, &format!("{salt}/split"))?;
        self.split(rule, position)
    }

    /// The part of an experiment that the split decides.
    pub(super) fn enrolled(&self, rule: &Value, id: &str, experiment: &Value) -> Option<Decided> {
        let salt = experiment["salt"].as_str().unwrap_or(id);
        let (by, position) = self.position(rule, salt)?;
        let decided = self.split(rule, position)?;
        let exposure = decided.variant.is_some().then(|| exposed(id, experiment, by));
        Some(decided.exposing(exposure))
    }

    /// The unit's position, and the attribute that gave the unit. What stands next to `by` goes before all: another
    /// hash, or a salt.
    pub(super) fn position(&self, part: &Value, salt: &str) -> Option<(String, u128)> {
        let hash = part.get("hash");
        let (by, unit) = self.unit(&part["by"], hash.is_some())?;
        if part["by"].is_array() && part["by"][0] != by {
            self.note("fallback attribute");
        }
        if let Some(hash) = hash {
            let units = hash["units"].as_str().unwrap_or("utf-8");
            self.note(&format!("hash {} {units} {}", hash["function"].as_str().unwrap(), hash["rounds"] == 2));
            return Some((by, hashes::position(hash, &unit)));
        }
        Some((by, position(part["salt"].as_str().unwrap_or(salt), &unit)))
    }

    fn split(&self, rule: &Value, position: u128) -> Option<Decided> {
        let split = &rule["split"];
        let ranges = ranges(split, of(rule));
        let found = ranges.iter().find(|(_, from, to)| *from <= position && position < *to);
        self.note(match (found.is_some(), split.is_array()) {
            (true, true) => "in a split of ranges",
            (true, false) => "in a split of weights",
            (false, _) => "outside the split",
        });
        if found.is_some_and(|(variant, ..)| variant.is_none()) {
            self.note("caller's default split");
        }
        found.map(|(variant, ..)| Decided::plain(*variant, "SPLIT"))
    }

    fn rolled_out(&self, rollout: &Value, position: u128, of: u128) -> bool {
        if let Some(percent) = rollout.get("percent") {
            return position < edge(millionths(percent), of);
        }
        if let Some(positions) = rollout.get("positions") {
            self.note("rollout by positions");
            return is_within(positions, position);
        }
        let linear = rollout["progress"] == "linear";
        self.note(if linear { "linear ramp" } else { "ramp by steps" });
        self.ramped(list(&rollout["steps"]), linear, position, of)
    }

    /// The share of the last step that has come, or of the line from it to the next, which is drawn in doubles.
    fn ramped(&self, steps: &[Value], linear: bool, position: u128, of: u128) -> bool {
        let now = self.user.now;
        let at = |step: &Value| instant(&step["at"]).unwrap();
        let ends = |step: &Value| edge(millionths(&step["percent"]), of);
        let Some(last) = steps.iter().rposition(|step| at(step) <= now) else {
            self.note("before the ramp");
            return false;
        };
        match steps.get(last + 1) {
            Some(next) if linear => {
                let (from, to) = (at(&steps[last]), at(next));
                let (low, high) = (ends(&steps[last]) as f64, ends(next) as f64);
                position < (low + (high - low) * ((now - from) as f64 / (to - from) as f64)) as u128
            }
            _ => position < ends(&steps[last]),
        }
    }
}

/// How many positions a part spreads units over.
pub(super) fn of(part: &Value) -> u128 {
    hashes::of(&part["hash"])
}

/// Whether `[first, end]` has a position.
pub(super) fn is_within(positions: &Value, position: u128) -> bool {
    let [first, end] = [0, 1].map(|nth| u128::from(positions[nth].as_u64().unwrap()));
    first <= position && position < end
}

/// Variants (`None` for the caller's default) and their positions: given, or one after the other.
fn ranges(split: &Value, of: u128) -> Vec<(Option<&str>, u128, u128)> {
    if let Some(weights) = split.as_object() {
        let mut end = 0;
        let one = |(variant, percent)| {
            let from = end;
            end += millionths(percent);
            (Some(String::as_str(variant)), edge(from, of), edge(end, of))
        };
        return weights.iter().map(one).collect();
    }
    let one = |range: &'_ Value| match range.get("positions") {
        Some(positions) => [0, 1].map(|nth| u128::from(positions[nth].as_u64().unwrap())),
        None => ["from", "to"].map(|end| edge(millionths(&range[end]), of)),
    };
    list(split).iter().map(|range| (range["serve"].as_str(), one(range)[0], one(range)[1])).collect()
}

/// The variant that stands first in a split.
pub(super) fn first(split: &Value) -> Option<&str> {
    ranges(split, 1)[0].0
}

pub(super) fn exposed(id: &str, experiment: &Value, by: String) -> Exposed {
    Exposed {
        experiment: id.into(),
        version: experiment["version"].as_u64().unwrap_or(1),
        sticky: experiment["sticky"] == Value::Bool(true),
        by,
    }
}
