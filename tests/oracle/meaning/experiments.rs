//! A rule that runs an experiment.

use super::Decided;
use super::allocation::{exposed, first, of};
use super::decisions::{Deciding, Flag, list};
use super::number::millionths;
use super::position::edge;
use serde_json::Value;

/// What an earlier assignment means.
enum Earlier<'d> {
    Nothing,
    Keeps(&'d str),
    Excludes,
}

impl Deciding<'_> {
    pub(super) fn experiment(&self, flag: Flag<'_>, rule: &Value, id: &str) -> Option<Decided> {
        let experiment = &self.oracle.snapshot["experiments"][id];
        let status = experiment["status"].as_str().unwrap();
        self.note(&format!("experiment {status}"));
        match status {
            "running" => self.running(flag, rule, id, experiment),
            "concluded" => experiment["winner"].as_str().map(|winner| Decided::plain(Some(winner), "TARGETING_MATCH")),
            _ => None,
        }
    }

    fn running(&self, flag: Flag<'_>, rule: &Value, id: &str, experiment: &Value) -> Option<Decided> {
        if !self.in_window(experiment) {
            self.note("experiment outside its window");
            return None;
        }
        if experiment.get("audience").is_some_and(|audience| !self.in_audience(audience)) {
            self.note("outside the audience");
            return None;
        }
        let control = experiment["control"].as_str().or_else(|| first(&rule["split"]));
        if experiment["requiresConsent"] == Value::Bool(true) && self.user.consent != "granted" {
            self.note("no consent");
            return Some(Decided::plain(control, "TARGETING_MATCH"));
        }
        match self.earlier(flag, id, experiment) {
            Earlier::Excludes => return None,
            Earlier::Keeps(variant) => return self.keep(rule, id, experiment, variant),
            Earlier::Nothing => {}
        }
        if experiment.get("entry").is_some_and(|entry| self.condition(entry) != super::conditions::Truth::True) {
            self.note("may not enter");
            return None;
        }
        if self.held_out(id) {
            self.note("held out");
            return Some(Decided::plain(control, "TARGETING_MATCH"));
        }
        if !self.in_layer(id) {
            self.note("outside its share of the layer");
            return None;
        }
        self.enrolled(rule, id, experiment)
    }

    /// An audience is a condition, or a segment's name.
    fn in_audience(&self, audience: &Value) -> bool {
        match audience.as_str() {
            Some(segment) => self.belongs(segment),
            None => self.condition(audience) == super::conditions::Truth::True,
        }
    }

    fn earlier<'f>(&self, flag: Flag<'f>, id: &str, experiment: &Value) -> Earlier<'f> {
        let assignment = &self.user.assignments[id];
        let (Some(variant), Some(version)) = (assignment["variant"].as_str(), version(&assignment["version"])) else {
            return Earlier::Nothing;
        };
        if experiment["sticky"] != Value::Bool(true) {
            return Earlier::Nothing;
        }
        if version < experiment["minVersion"].as_u64().unwrap_or(0) {
            self.note("assigned too long ago");
            return Earlier::Excludes;
        }
        let current = version == experiment["version"].as_u64().unwrap_or(1);
        let known = flag.body["variants"].as_object().unwrap().get_key_value(variant);
        match known.filter(|_| current) {
            Some((name, _)) => Earlier::Keeps(name),
            None => {
                self.note("assignment forgotten");
                Earlier::Nothing
            }
        }
    }

    /// Who kept a variant is still known by the unit that the split would hash.
    fn keep(&self, rule: &Value, id: &str, experiment: &Value, variant: &str) -> Option<Decided> {
        self.note("assignment kept");
        let (by, _) = self.unit(&rule["by"], rule.get("hash").is_some())?;
        Some(Decided::plain(Some(variant), "SPLIT").exposing(Some(exposed(id, experiment, by))))
    }

    /// A holdout without a list is about every experiment. Who has no unit is not held out.
    fn held_out(&self, id: &str) -> bool {
        let Some(holdouts) = self.oracle.snapshot["holdouts"].as_object() else { return false };
        holdouts.iter().any(|(name, holdout)| {
            let about = holdout.get("experiments").is_none_or(|ids| list(ids).iter().any(|listed| listed == id));
            let inside = |(_, position)| position < edge(millionths(&holdout["percent"]), of(holdout));
            about && self.position(holdout, name).is_some_and(inside)
        })
    }

    /// Whether the experiment's share of its layer has the unit; who has no unit is in no share.
    fn in_layer(&self, id: &str) -> bool {
        let Some(layers) = self.oracle.snapshot["layers"].as_object() else { return true };
        let mut of_it = layers.iter().filter(|(_, layer)| layer["experiments"].get(id).is_some());
        of_it.all(|(name, layer)| {
            let share = &layer["experiments"][id];
            let [from, to] = [0, 1].map(|end| edge(millionths(&share[end]), of(layer)));
            let inside = |position| from <= position && position < to;
            self.position(layer, name).is_some_and(|(_, position)| inside(position))
        })
    }
}

/// A whole number from 0 to 2^32 - 1.
fn version(value: &Value) -> Option<u64> {
    let number = value.as_f64()?;
    ((0.0..=4_294_967_295.0).contains(&number) && number.fract() == 0.0).then_some(number as u64)
}
