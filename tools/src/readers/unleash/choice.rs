//! The second flag of a feature: the variant of users for whom the feature is on.

use super::Reader;
use super::catalogue::Catalogue;
use super::constraint::one_of;
use super::dependency::serves;
use super::strategy::{RANDOM, Way, as_text, integer, rule};
use crate::json::Json;
use crate::nodes::{list, text_of};
use crate::readers::write::{Members, all, any, constant, known, object, put, sole};
use burgee::document::Node;
use burgee::literal::decimal;
use burgee::model::HUNDRED_PERCENT;
use std::borrow::Cow;

/// The largest number of positions.
const POSITIONS: u64 = 1 << 32;
/// The seed of Unleash's hash for variants.
const SEED: u64 = 86_028_157;

/// Variants with weights; a user gets one of them.
#[derive(Clone)]
struct Pool<'t> {
    variants: Vec<(Node<'t>, u64)>,
    total: u64,
    group: &'t str,
    stickiness: &'t str,
}

/// The condition for these variants; without variants the caller's default is served.
struct Choice<'t> {
    name: &'t str,
    condition: Json<'t>,
    pool: Option<Pool<'t>>,
}

impl<'t> Reader<'t> {
    /// The key of the flag for a feature's variants. No feature has this name.
    pub(super) fn variant_key(&self, feature: &str) -> String {
        let mut key = format!("{feature}.variant");
        while self.state.features.get(&key).is_some() {
            key.push('_');
        }
        key
    }

    pub(super) fn variant_flag(&mut self, name: &'t str, feature: Node<'t>, ways: &[Way<'t>]) -> Option<Json<'t>> {
        let catalogue = Catalogue::of(feature);
        if catalogue.is_empty() {
            return None;
        }
        self.say_what_changes(feature, &catalogue);
        let (variants, mixed) = catalogue.written();
        let mut flag: Members<'t> = Vec::new();
        if mixed {
            put(&mut flag, "type", Json::text("object"));
        }
        put(&mut flag, "variants", variants);
        let on = serves(name.into(), Json::text("on"));
        put(&mut flag, "prerequisites", Json::Array(vec![on]));
        let mut rules = Vec::new();
        for choice in self.choices(name, feature, ways) {
            self.rules_of(choice, &catalogue, &mut rules);
        }
        if !rules.is_empty() {
            put(&mut flag, "rules", Json::Array(rules));
        }
        Some(Json::Object(flag))
    }

    fn say_what_changes(&mut self, feature: Node<'t>, catalogue: &Catalogue<'t>) {
        if catalogue.loses_payloads {
            self.leave(feature, "its payloads are of several kinds: the values are the variants' names");
        }
        if let Some((theirs, ours)) = catalogue.renamed() {
            self.leave(feature, format!("`{theirs}` has a second payload, which becomes the variant `{ours}`"));
        }
    }

    /// One or more rules for each strategy, if one has its own variants. The feature is on for users who get here, so a
    /// user in no other strategy is in the last one.
    fn choices(&mut self, name: &'t str, feature: Node<'t>, ways: &[Way<'t>]) -> Vec<Choice<'t>> {
        let general = self.pool(feature, name, first_stickiness(feature).unwrap_or("default"));
        let pools: Vec<_> = ways.iter().map(|way| self.own_pool(way)).collect();
        let own = pools.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let mut choices = Vec::new();
        for (nth, (way, pool)) in ways.iter().zip(pools).take(own).enumerate() {
            let condition = if nth + 1 < ways.len() { way.condition() } else { constant(true) };
            choices.push(Choice { name: way.name(), condition, pool: pool.or(general.clone()) });
        }
        if own < ways.len().max(1) {
            choices.push(Choice { name: "", condition: constant(true), pool: general });
        }
        choices
    }

    /// The variants of a strategy.
    fn own_pool(&mut self, way: &Way<'t>) -> Option<Pool<'t>> {
        let parameters = way.strategy.get("parameters").unwrap_or(way.strategy.nothing());
        // The SDK converts a missing group to text, as JavaScript does.
        let group = parameters.get("groupId").map_or("undefined", as_text);
        let own = first_stickiness(way.strategy).filter(|own| !own.is_empty());
        self.pool(way.strategy, group, own.or(text_of(parameters, "stickiness")).unwrap_or("default"))
    }

    /// The variants of a feature or a strategy; `None` if none has a weight.
    fn pool(&mut self, owner: Node<'t>, group: &'t str, stickiness: &'t str) -> Option<Pool<'t>> {
        let mut pool = Pool { variants: Vec::new(), total: 0, group, stickiness };
        for variant in list(owner.get("variants")) {
            let weight = variant.get("weight").and_then(Node::number).and_then(|weight| decimal::scaled(weight, 0));
            let Some(weight) = weight.filter(|weight| pool.total.saturating_add(*weight) <= POSITIONS) else {
                self.leave(variant, "its weight is not an integer: no user gets a variant of this list");
                return None;
            };
            pool.total += weight;
            pool.variants.push((variant, weight));
        }
        (pool.total > 0).then_some(pool)
    }

    fn rules_of(&mut self, choice: Choice<'t>, catalogue: &Catalogue<'t>, rules: &mut Vec<Json<'t>>) {
        let Choice { name, condition, pool } = choice;
        let Some(pool) = pool else { return rules.extend(no_variant(name, condition)) };
        for (variant, _) in &pool.variants {
            let forced = self.overrides(*variant);
            if known(&forced).is_none() {
                let serve = sole("serve", Json::text(catalogue.name(*variant)));
                rules.push(rule(name, all(vec![condition.clone(), forced]), serve));
            }
        }
        let served = match pool.weighed().as_slice() {
            [(only, _)] => Ok(sole("serve", Json::text(catalogue.name(*only)))),
            weighed => self.split(&pool, weighed, catalogue),
        };
        match served {
            Ok(served) => rules.push(rule(name, condition, served)),
            Err(reason) => {
                let first = pool.variants.first().map_or(self.document.root(), |(first, _)| *first);
                self.leave(first, format!("{reason}: no user gets one of these variants"));
                rules.extend(no_variant(name, condition));
            }
        }
    }

    /// The condition of a variant's overrides.
    fn overrides(&mut self, variant: Node<'t>) -> Json<'t> {
        let mut forced = Vec::new();
        for by in list(variant.get("overrides")) {
            let values = list(by.get("values")).into_iter().filter_map(Node::text).collect();
            match self.attribute(by, text_of(by, "contextName").unwrap_or_default()) {
                Ok(attribute) => forced.push(one_of(attribute, values)),
                Err(reason) => self.leave(by, reason),
            }
        }
        any(forced)
    }

    fn split(
        &mut self,
        pool: &Pool<'t>,
        weighed: &[(Node<'t>, u64)],
        catalogue: &Catalogue<'t>,
    ) -> Result<Members<'t>, &'static str> {
        let Some((first, _)) = weighed.first() else { return Ok(Vec::new()) };
        let by = match &pool.stickiness {
            &"default" => self.attributes(*first, &["userId", "sessionId", "remoteAddress"]),
            &"random" => Err(RANDOM),
            field => self.attributes(*first, std::slice::from_ref(field)),
        }?;
        self.warn_of_random_choice(*first);
        let named: Vec<_> = weighed.iter().map(|(variant, weight)| (catalogue.name(*variant), *weight)).collect();
        let mut members = sole("split", shares(&named, pool.total));
        members.extend(self.spread(by, pool.group, [SEED, pool.total]));
        Ok(members)
    }
}

impl<'t> Pool<'t> {
    /// The variants with a weight.
    fn weighed(&self) -> Vec<(Node<'t>, u64)> {
        self.variants.iter().filter(|(_, weight)| *weight > 0).copied().collect()
    }
}

/// The stickiness of the first variant of a list: it counts for all of them.
fn first_stickiness(owner: Node<'_>) -> Option<&str> {
    text_of(*list(owner.get("variants")).first()?, "stickiness")
}

/// The caller's default, which a flag without a fallthrough serves if no rule applies.
fn no_variant<'t>(name: &'t str, condition: Json<'t>) -> Option<Json<'t>> {
    let serve = sole("serve", Json::Null);
    known(&condition).is_none().then(|| rule(name, condition, serve))
}

/// Weights as percentages if they are exact and no variant has two of them; else as positions.
fn shares<'t>(weighed: &[(Cow<'t, str>, u64)], total: u64) -> Json<'t> {
    let exact = weighed.iter().enumerate().all(|(nth, (name, weight))| {
        let repeated = weighed.iter().take(nth).any(|(other, _)| other == name);
        (weight * HUNDRED_PERCENT).is_multiple_of(total) && !repeated
    });
    if exact {
        let share = |weight: u64| Json::number(decimal::print(weight * HUNDRED_PERCENT / total, 6));
        return Json::Object(weighed.iter().map(|(name, weight)| (name.clone(), share(*weight))).collect());
    }
    let mut end = 0;
    let range = |(name, weight): &(Cow<'t, str>, u64)| {
        let start = end;
        end += weight;
        object([("serve", Json::text(name.clone())), ("positions", Json::Array(vec![integer(start), integer(end)]))])
    };
    Json::Array(weighed.iter().map(range).collect())
}
