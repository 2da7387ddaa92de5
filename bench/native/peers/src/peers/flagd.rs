//! flagd's `flagd-evaluation-engine`, called like its OpenFeature provider does.

use crate::peer::Peer;
use flagd_evaluation_engine::{FeatureFlag, FlagParser, Operator};
use open_feature::EvaluationContext;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::hint::black_box;
use workload::{Flag, Kind, SPLIT, Served, User};

pub(crate) struct Flagd {
    flags: HashMap<String, FeatureFlag>,
    operator: Operator,
}

impl Flagd {
    /// The variant and its value. The published provider parses the targeting again for each evaluation.
    fn decide(&self, key: &str, context: &EvaluationContext) -> Option<(String, &Value)> {
        let flag = self.flags.get(key)?;
        let variant = match flag.get_targeting() {
            targeting if targeting == "{}" => None,
            targeting => self.operator.apply(key, &targeting, context).ok()?,
        };
        let variant = variant.unwrap_or_else(|| flag.default_variant.clone());
        let value = flag.variants.get(&variant)?;
        Some((variant, value))
    }
}

impl Peer for Flagd {
    const NAME: &'static str = "flagd-evaluation-engine";
    const CRATE: Option<&'static str> = Some("flagd-evaluation-engine");
    type Flag = String;
    type Context = EvaluationContext;

    fn write(flags: &[Flag]) -> String {
        document(flags)
    }

    fn load(text: &str) -> Self {
        let flags = FlagParser::parse_string(text).expect("the flags are read").flags;
        Flagd { flags, operator: Operator::new() }
    }

    fn flag(&self, flag: &Flag) -> String {
        flag.key.clone()
    }

    fn context(&self, user: &User) -> EvaluationContext {
        EvaluationContext::default()
            .with_targeting_key(user.key.as_str())
            .with_custom_field("email", user.email.as_str())
            .with_custom_field("country", user.country)
            .with_custom_field("plan", user.plan)
            .with_custom_field("age", i64::from(user.age))
            .with_custom_field("version", user.version.as_str())
            .with_custom_field("beta", user.beta)
    }

    fn evaluate(&mut self, key: &String, context: &EvaluationContext) {
        drop(black_box(self.decide(key, context)));
    }

    fn served(&mut self, key: &String, context: &EvaluationContext) -> Served {
        let variant = self.decide(key, context).map(|(variant, _)| variant);
        variant.as_deref().and_then(Served::named).unwrap_or_else(|| panic!("`{key}` served {variant:?}"))
    }
}

/// The flags in flagd's format.
pub(super) fn document(flags: &[Flag]) -> String {
    let flags: Map<_, _> = flags.iter().map(|flag| (flag.key.clone(), written(flag))).collect();
    json!({ "flags": flags }).to_string()
}

fn written(flag: &Flag) -> Value {
    match &flag.kind {
        Kind::Switch { on } => json!({
            "state": "ENABLED", "variants": { "on": true, "off": false },
            "defaultVariant": if *on { "on" } else { "off" },
        }),
        Kind::Rollout { countries, plans, percent } => {
            let targeted = json!({ "and": [
                { "in": [{ "var": "country" }, countries] }, { "in": [{ "var": "plan" }, plans] },
            ] });
            let share = fractional(&flag.key, &[("on", *percent), ("off", 100 - percent)]);
            json!({
                "state": "ENABLED", "variants": { "on": true, "off": false }, "defaultVariant": "off",
                "targeting": { "if": [targeted, share, "off"] },
            })
        }
        Kind::Split => {
            let variants = SPLIT.iter().map(|(name, _)| ((*name).to_owned(), json!(name))).collect();
            json!({
                "state": "ENABLED", "variants": Value::Object(variants), "defaultVariant": SPLIT[0].0,
                "targeting": fractional(&flag.key, &SPLIT),
            })
        }
    }
}

/// Shares of the units, hashed by the flag's key and the unit.
fn fractional(key: &str, shares: &[(&str, u32)]) -> Value {
    let unit = json!({ "cat": [key, { "var": "targetingKey" }] });
    let shares = shares.iter().map(|(name, share)| json!([name, share]));
    json!({ "fractional": std::iter::once(unit).chain(shares).collect::<Vec<_>>() })
}
