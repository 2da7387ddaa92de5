//! Hand-written code for this workload alone: the lower bound.

use crate::peer::Peer;
use serde_json::{Value, json};
use std::hint::black_box;
use workload::{Flag, Kind, ROLLOUT, SPLIT, Served, User};

pub(crate) struct HandWritten(Vec<Rule>);

enum Rule {
    Switch(bool),
    Rollout { salt: u64, countries: Vec<String>, plans: Vec<String>, end: u32 },
    Split { salt: u64, ends: [u32; SPLIT.len()] },
}

impl Peer for HandWritten {
    const NAME: &'static str = "a function written for this workload";
    const CRATE: Option<&'static str> = None;
    type Flag = usize;
    type Context = User;

    fn write(flags: &[Flag]) -> String {
        let rules = flags.iter().map(|flag| match &flag.kind {
            Kind::Switch { on } => json!(["switch", flag.key, on]),
            Kind::Rollout { countries, plans, percent } => json!(["rollout", flag.key, countries, plans, percent]),
            Kind::Split => json!(["split", flag.key]),
        });
        Value::from_iter(rules).to_string()
    }

    fn load(text: &str) -> Self {
        let rules: Vec<Value> = serde_json::from_str(text).expect("it was just written");
        HandWritten(rules.iter().map(Rule::read).collect())
    }

    fn flag(&self, flag: &Flag) -> usize {
        flag.key.trim_start_matches("flag-").parse().expect("keys end in the flag's number")
    }

    fn context(&self, user: &User) -> User {
        user.clone()
    }

    fn evaluate(&mut self, flag: &usize, user: &User) {
        black_box(self.0[*flag].decide(user));
    }

    fn served(&mut self, flag: &usize, user: &User) -> Served {
        self.0[*flag].decide(user)
    }
}

impl Rule {
    fn read(rule: &Value) -> Rule {
        let texts = |index: usize| -> Vec<String> {
            rule[index].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let salt = hash(0xcbf2_9ce4_8422_2325, rule[1].as_str().unwrap_or_default());
        match rule[0].as_str() {
            Some("switch") => Rule::Switch(rule[2] == true),
            Some("rollout") => {
                let percent = rule[4].as_u64().map_or(ROLLOUT, |percent| percent as u32);
                Rule::Rollout { salt, countries: texts(2), plans: texts(3), end: position(percent) }
            }
            _ => {
                let mut sum = 0;
                let ends = SPLIT.map(|(_, share)| {
                    sum += share;
                    position(sum)
                });
                Rule::Split { salt, ends }
            }
        }
    }

    #[inline]
    fn decide(&self, user: &User) -> Served {
        match self {
            Rule::Switch(on) => of(*on),
            Rule::Rollout { salt, countries, plans, end } => {
                let has = |texts: &[String], text: &str| texts.iter().any(|one| one == text);
                let targeted = has(countries, user.country) && has(plans, user.plan);
                of(targeted && mixed(hash(*salt, &user.key)) <= *end)
            }
            Rule::Split { salt, ends } => {
                let position = mixed(hash(*salt, &user.key));
                Served::Variant(ends.iter().position(|end| position <= *end).unwrap_or_default())
            }
        }
    }
}

fn of(on: bool) -> Served {
    if on { Served::On } else { Served::Off }
}

/// The end of a percentage in the range of 32-bit numbers.
fn position(percent: u32) -> u32 {
    (u64::from(u32::MAX) * u64::from(percent) / 100) as u32
}

/// FNV-1a.
fn hash(state: u64, text: &str) -> u64 {
    text.bytes().fold(state, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Mixes the bits and returns the high half.
fn mixed(hash: u64) -> u32 {
    let hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    ((hash ^ hash >> 33) >> 32) as u32
}
