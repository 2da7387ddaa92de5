//! Eppo's `eppo_core`.

use crate::peer::Peer;
use chrono::{DateTime, Utc};
use eppo_core::eval::get_assignment;
use eppo_core::ufc::{AssignmentValue, UniversalFlagConfig};
use eppo_core::{Attributes, Configuration, SdkMetadata, Str};
use serde_json::{Map, Value, json};
use std::hint::black_box;
use std::sync::Arc;
use workload::{Flag, Kind, NOW, SPLIT, Served, User};

const SHARDS: u32 = 10_000;

pub(crate) struct Eppo {
    configuration: Configuration,
    now: DateTime<Utc>,
}

impl Peer for Eppo {
    const NAME: &'static str = "eppo_core";
    const CRATE: Option<&'static str> = Some("eppo_core");
    type Flag = String;
    type Context = (Str, Arc<Attributes>);

    fn write(flags: &[Flag]) -> String {
        let flags: Map<_, _> = flags.iter().map(|flag| (flag.key.clone(), written(flag))).collect();
        let environment = json!({ "name": "production" });
        json!({ "createdAt": "2026-01-01T00:00:00Z", "format": "SERVER", "environment": environment, "flags": flags })
            .to_string()
    }

    fn load(text: &str) -> Self {
        let metadata = SdkMetadata { name: "bench", version: "1.0.0" };
        let flags = UniversalFlagConfig::from_json(metadata, text.into()).expect("the configuration is read");
        let configuration = Configuration::from_server_response(flags, None);
        Eppo { configuration, now: DateTime::from_timestamp_millis(NOW).expect("it is an instant") }
    }

    fn flag(&self, flag: &Flag) -> String {
        flag.key.clone()
    }

    fn context(&self, user: &User) -> Self::Context {
        let attributes = Attributes::from_iter([
            (Str::new("email"), user.email.as_str().into()),
            (Str::new("country"), user.country.into()),
            (Str::new("plan"), user.plan.into()),
            (Str::new("age"), f64::from(user.age).into()),
            (Str::new("version"), user.version.as_str().into()),
            (Str::new("beta"), user.beta.into()),
        ]);
        (Str::new(&user.key), Arc::new(attributes))
    }

    fn evaluate(&mut self, key: &String, (subject, attributes): &Self::Context) {
        let assignment = get_assignment(Some(&self.configuration), key, subject, attributes, None, self.now);
        drop(black_box(assignment));
    }

    fn served(&mut self, key: &String, (subject, attributes): &Self::Context) -> Served {
        let assignment = get_assignment(Some(&self.configuration), key, subject, attributes, None, self.now);
        match assignment.expect("it is assigned").map(|assignment| assignment.value) {
            None | Some(AssignmentValue::Boolean(false)) => Served::Off,
            Some(AssignmentValue::Boolean(true)) => Served::On,
            Some(AssignmentValue::String(name)) => Served::named(name.as_str()).expect("it is a variant"),
            Some(value) => panic!("`{key}` served {value:?}"),
        }
    }
}

fn written(flag: &Flag) -> Value {
    let (kind, variations, enabled, allocation) = match &flag.kind {
        Kind::Switch { on } => ("BOOLEAN", json!({ "on": variation("on", true) }), *on, everyone(vec![all("on")])),
        Kind::Rollout { countries, plans, percent } => {
            let splits = vec![part(&flag.key, "on", 0, SHARDS * percent / 100)];
            let conditions = json!([
                { "attribute": "country", "operator": "ONE_OF", "value": countries },
                { "attribute": "plan", "operator": "ONE_OF", "value": plans },
            ]);
            let allocation = json!({
                "key": "rollout", "rules": [{ "conditions": conditions }], "splits": splits, "doLog": false,
            });
            ("BOOLEAN", json!({ "on": variation("on", true) }), true, allocation)
        }
        Kind::Split => {
            let variations = SPLIT.iter().map(|(name, _)| ((*name).to_owned(), variation(name, *name)));
            ("STRING", Value::Object(variations.collect()), true, everyone(parts(&flag.key)))
        }
    };
    json!({
        "key": flag.key, "enabled": enabled, "variationType": kind, "variations": variations,
        "allocations": [allocation], "totalShards": SHARDS,
    })
}

fn variation(key: &str, value: impl Into<Value>) -> Value {
    json!({ "key": key, "value": value.into() })
}

fn everyone(splits: Vec<Value>) -> Value {
    json!({ "key": "everyone", "rules": [], "splits": splits, "doLog": false })
}

fn all(variation: &str) -> Value {
    json!({ "shards": [], "variationKey": variation })
}

fn part(salt: &str, variation: &str, start: u32, end: u32) -> Value {
    json!({ "shards": [{ "salt": salt, "ranges": [{ "start": start, "end": end }] }], "variationKey": variation })
}

fn parts(salt: &str) -> Vec<Value> {
    let mut start = 0;
    let part = |(name, share): &(&str, u32)| {
        let end = start + SHARDS * share / 100;
        part(salt, name, std::mem::replace(&mut start, end), end)
    };
    SPLIT.iter().map(part).collect()
}
