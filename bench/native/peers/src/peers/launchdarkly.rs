//! LaunchDarkly's `launchdarkly-server-sdk-evaluation`.

use crate::peer::Peer;
use launchdarkly_server_sdk_evaluation::{
    Context, ContextBuilder, Flag as TheirFlag, FlagValue, Segment, Store, evaluate,
};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::hint::black_box;
use workload::{Flag, Kind, SPLIT, Served, User};

/// The flags by key, like in its client.
pub(crate) struct LaunchDarkly(HashMap<String, TheirFlag>);

impl Store for LaunchDarkly {
    fn flag(&self, key: &str) -> Option<TheirFlag> {
        self.0.get(key).cloned()
    }

    fn segment(&self, _: &str) -> Option<Segment> {
        None
    }
}

impl LaunchDarkly {
    fn value(&self, key: &str, context: &Context) -> Option<FlagValue> {
        evaluate(self, &self.0[key], context, None).value.cloned()
    }
}

impl Peer for LaunchDarkly {
    const NAME: &'static str = "launchdarkly-server-sdk-evaluation";
    const CRATE: Option<&'static str> = Some("launchdarkly-server-sdk-evaluation");
    type Flag = String;
    type Context = Context;

    fn write(flags: &[Flag]) -> String {
        Value::Object(flags.iter().map(|flag| (flag.key.clone(), written(flag))).collect()).to_string()
    }

    fn load(text: &str) -> Self {
        LaunchDarkly(serde_json::from_str(text).expect("the flags are read"))
    }

    fn flag(&self, flag: &Flag) -> String {
        flag.key.clone()
    }

    fn context(&self, user: &User) -> Context {
        let mut context = ContextBuilder::new(&user.key);
        context.set_string("email", &user.email).set_string("country", user.country).set_string("plan", user.plan);
        context.set_float("age", user.age.into()).set_string("version", &user.version).set_bool("beta", user.beta);
        context.build().expect("it is a context")
    }

    fn evaluate(&mut self, key: &String, context: &Context) {
        let store: &Self = self;
        drop(black_box(evaluate(store, &store.0[key], context, None)));
    }

    fn served(&mut self, key: &String, context: &Context) -> Served {
        match self.value(key, context) {
            Some(FlagValue::Bool(true)) => Served::On,
            Some(FlagValue::Bool(false)) => Served::Off,
            Some(FlagValue::Str(name)) => Served::named(&name).expect("it is a variant"),
            value => panic!("`{key}` served {value:?}"),
        }
    }
}

fn written(flag: &Flag) -> Value {
    let (on, rules, fallthrough, off, variations) = match &flag.kind {
        Kind::Switch { on } => (*on, json!([]), json!({ "variation": 0 }), 1, json!([true, false])),
        Kind::Rollout { countries, plans, percent } => {
            let rollout = json!({ "variations": [
                { "variation": 0, "weight": percent * 1_000 }, { "variation": 1, "weight": (100 - percent) * 1_000 },
            ] });
            let rules = json!([{
                "id": "rollout", "trackEvents": false, "clauses": [is_in("country", countries), is_in("plan", plans)], "rollout": rollout,
            }]);
            (true, rules, json!({ "variation": 1 }), 1, json!([true, false]))
        }
        Kind::Split => {
            let weights = SPLIT.iter().zip(0..);
            let weights = weights.map(|((_, share), index)| json!({ "variation": index, "weight": share * 1_000 }));
            let fallthrough = json!({ "rollout": { "variations": Value::from_iter(weights) } });
            (true, json!([]), fallthrough, 0, json!(SPLIT.map(|(name, _)| name)))
        }
    };
    json!({
        "key": flag.key, "version": 1, "salt": flag.key, "on": on, "targets": [], "contextTargets": [],
        "prerequisites": [], "rules": rules, "fallthrough": fallthrough, "offVariation": off, "variations": variations,
        "clientSide": false,
    })
}

fn is_in(attribute: &str, values: &[&str]) -> Value {
    json!({ "contextKind": "user", "attribute": attribute, "op": "in", "values": values, "negate": false })
}
