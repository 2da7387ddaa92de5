//! Unleash's `unleash-yggdrasil`.

use crate::peer::Peer;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::hint::black_box;
use unleash_types::client_features::{ClientFeatures, Context};
use unleash_yggdrasil::EngineState;
use workload::{Flag, Kind, SPLIT, Served, User};

pub(crate) struct Unleash(EngineState);

/// A toggle by name, and whether its state or its variant is read.
pub(crate) enum Toggle {
    Enabled(String),
    Variant(String),
}

impl Peer for Unleash {
    const NAME: &'static str = "unleash-yggdrasil";
    const CRATE: Option<&'static str> = Some("unleash-yggdrasil");
    type Flag = Toggle;
    type Context = Context;

    fn write(flags: &[Flag]) -> String {
        json!({ "version": 2, "features": flags.iter().map(feature).collect::<Vec<_>>() }).to_string()
    }

    fn load(text: &str) -> Self {
        let features: ClientFeatures = serde_json::from_str(text).expect("the features are read");
        let state = EngineState::default();
        assert_eq!(state.apply_client_features(features).map_or(0, |warnings| warnings.len()), 0);
        Unleash(state)
    }

    fn flag(&self, flag: &Flag) -> Toggle {
        match flag.kind {
            Kind::Split => Toggle::Variant(flag.key.clone()),
            _ => Toggle::Enabled(flag.key.clone()),
        }
    }

    fn context(&self, user: &User) -> Context {
        let properties = [
            ("email", user.email.clone()),
            ("country", user.country.to_owned()),
            ("plan", user.plan.to_owned()),
            ("age", user.age.to_string()),
            ("version", user.version.clone()),
            ("beta", user.beta.to_string()),
        ];
        let properties: HashMap<_, _> = properties.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Context { user_id: Some(user.key.clone()), properties: Some(properties), ..Context::default() }
    }

    fn evaluate(&mut self, toggle: &Toggle, context: &Context) {
        match toggle {
            Toggle::Enabled(name) => drop(black_box(self.0.is_enabled(name, context, &None))),
            Toggle::Variant(name) => drop(black_box(self.0.get_variant(name, context, &None))),
        }
    }

    fn served(&mut self, toggle: &Toggle, context: &Context) -> Served {
        match toggle {
            Toggle::Enabled(name) if self.0.is_enabled(name, context, &None) => Served::On,
            Toggle::Enabled(_) => Served::Off,
            Toggle::Variant(name) => {
                let variant = self.0.get_variant(name, context, &None).name;
                Served::named(&variant).unwrap_or_else(|| panic!("`{name}` served `{variant}`"))
            }
        }
    }
}

fn feature(flag: &Flag) -> Value {
    match &flag.kind {
        Kind::Switch { on } => json!({ "name": flag.key, "enabled": on, "strategies": [{ "name": "default" }] }),
        Kind::Rollout { countries, plans, percent } => json!({
            "name": flag.key,
            "enabled": true,
            "strategies": [{
                "name": "flexibleRollout",
                "constraints": [
                    { "contextName": "country", "operator": "IN", "values": countries },
                    { "contextName": "plan", "operator": "IN", "values": plans },
                ],
                "parameters": { "rollout": percent.to_string(), "stickiness": "userId", "groupId": flag.key },
            }],
        }),
        Kind::Split => json!({
            "name": flag.key,
            "enabled": true,
            "strategies": [{ "name": "default" }],
            "variants": SPLIT.map(|(name, share)| json!({
                "name": name, "weight": share * 10, "weightType": "fix", "stickiness": "userId",
            })),
        }),
    }
}
