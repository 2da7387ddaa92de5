//! `datalogic-rs`, the base of flagd's engine, with flagd's operators; each rule is compiled once.

use crate::peer::Peer;
use datalogic_rs::{Engine, Logic, ParsedData, bumpalo::Bump};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::hint::black_box;
use workload::{Flag, Served, User};

pub(crate) struct Datalogic {
    engine: Engine,
    flags: HashMap<String, Compiled>,
    arena: Bump,
}

struct Compiled {
    default: String,
    targeting: Option<Logic>,
}

impl Datalogic {
    fn decide<'a>(&'a self, key: &str, context: &'a ParsedData) -> Option<&'a str> {
        let flag = self.flags.get(key)?;
        let variant = match &flag.targeting {
            Some(targeting) => self.engine.evaluate(targeting, context, &self.arena).ok()?.as_str(),
            None => None,
        };
        Some(variant.unwrap_or(&flag.default))
    }
}

impl Peer for Datalogic {
    const NAME: &'static str = "datalogic-rs, rules compiled once";
    const CRATE: Option<&'static str> = Some("datalogic-rs");
    type Flag = String;
    type Context = ParsedData;

    fn write(flags: &[Flag]) -> String {
        super::flagd::document(flags)
    }

    fn load(text: &str) -> Self {
        let engine = Engine::new();
        let document: Value = serde_json::from_str(text).expect("the flags are read");
        let flags = document["flags"].as_object().expect("there are flags").iter();
        let flags = flags.map(|(key, flag)| {
            let compile = |rule: &Value| engine.compile(&rule.to_string()).expect("the rule is compiled");
            let default = flag["defaultVariant"].as_str().unwrap_or_default().to_owned();
            (key.clone(), Compiled { default, targeting: flag.get("targeting").map(compile) })
        });
        Datalogic { flags: flags.collect(), engine, arena: Bump::new() }
    }

    fn flag(&self, flag: &Flag) -> String {
        flag.key.clone()
    }

    fn context(&self, user: &User) -> ParsedData {
        let attributes = json!({
            "targetingKey": user.key, "email": user.email, "country": user.country, "plan": user.plan,
            "age": user.age, "version": user.version, "beta": user.beta,
        });
        ParsedData::from_json(&attributes.to_string()).expect("the context is read")
    }

    fn evaluate(&mut self, key: &String, context: &ParsedData) {
        black_box(self.decide(key, context));
        self.arena.reset();
    }

    fn served(&mut self, key: &String, context: &ParsedData) -> Served {
        let served = self.decide(key, context).and_then(Served::named).expect("it is a variant");
        self.arena.reset();
        served
    }
}
