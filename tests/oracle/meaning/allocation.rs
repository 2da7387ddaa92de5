//! What a rule serves, and to which share of all units.

use super::decisions::{Deciding, Flag, list};
use super::number::{instant, millionths};
use super::position::{edge, position};
use super::{Decided, Exposed};
use serde_json::Value;

impl Deciding<'_> {
    /// A rule without an experiment.
    pub(super) fn serve(&self, flag: Flag<'_>, rule: &Value) -> Option<Decided> {
        if let Some(variant) = rule["serve"].as_str() {
            return Some(Decided::plain(Some(variant), "TARGETING_MATCH"));
        }
        let salt = flag.body["salt"].as_str().unwrap_or(flag.key);
        if let Some(rollout) = rule.get("rollout") {
            let (_, position) = self.position(rule, salt)?;
            let inside = self.rolled_out(rollout, position);
            self.note(if inside { "in the rollout" } else { "outside the rollout" });
            return inside.then(|| Decided::plain(rollout["serve"].as_str(), "SPLIT"));
        }
        let (_, position) = self.position(rule, &format!("{salt}/split"))?;
        self.split(&rule["split"], position)
    }

    /// The part of an experiment that the split decides.
    pub(super) fn enrolled(&self, rule: &Value, id: &str, experiment: &Value) -> Option<Decided> {
        let salt = experiment["salt"].as_str().unwrap_or(id);
        let (by, position) = self.position(rule, salt)?;
        Some(self.split(&rule["split"], position)?.exposing(Some(exposed(id, experiment, by))))
    }

    /// The unit's position, and the attribute that gave the unit. A salt that stands next to `by` goes before all.
    pub(super) fn position(&self, part: &Value, salt: &str) -> Option<(String, u128)> {
        let (by, unit) = self.unit(&part["by"])?;
        if part["by"].is_array() && part["by"][0] != by {
            self.note("fallback attribute");
        }
        Some((by, position(part["salt"].as_str().unwrap_or(salt), &unit)))
    }

    fn split(&self, split: &Value, position: u128) -> Option<Decided> {
        let ranges = ranges(split);
        let found = ranges.iter().find(|(_, from, to)| edge(*from) <= position && position < edge(*to));
        self.note(match (found.is_some(), split.is_array()) {
            (true, true) => "in a split of ranges",
            (true, false) => "in a split of weights",
            (false, _) => "outside the split",
        });
        found.map(|(variant, ..)| Decided::plain(Some(variant), "SPLIT"))
    }

    fn rolled_out(&self, rollout: &Value, position: u128) -> bool {
        if let Some(percent) = rollout.get("percent") {
            return position < edge(millionths(percent));
        }
        let linear = rollout["progress"] == "linear";
        self.note(if linear { "linear ramp" } else { "ramp by steps" });
        self.ramped(list(&rollout["steps"]), linear, position)
    }

    /// The share of the last step that has come, or of the line from it to the next.
    fn ramped(&self, steps: &[Value], linear: bool, position: u128) -> bool {
        let now = i128::from(self.user.now);
        let at = |step: &Value| i128::from(instant(&step["at"]).unwrap());
        let ends = |step: &Value| i128::try_from(edge(millionths(&step["percent"]))).unwrap();
        let Some(last) = steps.iter().rposition(|step| at(step) <= now) else {
            self.note("before the ramp");
            return false;
        };
        let position = i128::try_from(position).unwrap();
        match steps.get(last + 1) {
            Some(next) if linear => {
                let (from, to) = (at(&steps[last]), at(next));
                let (low, high) = (ends(&steps[last]), ends(next));
                position < low + ((high - low) * (now - from)).div_euclid(to - from)
            }
            _ => position < ends(&steps[last]),
        }
    }
}

/// Variants and their ranges in millionths of a per cent: given, or one after the other.
fn ranges(split: &Value) -> Vec<(&str, u128, u128)> {
    if let Some(weights) = split.as_object() {
        let mut end = 0;
        let one = |(variant, percent)| {
            let from = end;
            end += millionths(percent);
            (String::as_str(variant), from, end)
        };
        return weights.iter().map(one).collect();
    }
    let one = |range: &'_ Value| (millionths(&range["from"]), millionths(&range["to"]));
    list(split).iter().map(|range| (range["serve"].as_str().unwrap(), one(range).0, one(range).1)).collect()
}

/// The variant that stands first in a split.
pub(super) fn first(split: &Value) -> &str {
    ranges(split)[0].0
}

pub(super) fn exposed(id: &str, experiment: &Value, by: String) -> Exposed {
    Exposed {
        experiment: id.into(),
        version: experiment["version"].as_u64().unwrap_or(1),
        sticky: experiment["sticky"] == Value::Bool(true),
        by,
    }
}
