//! Whole snapshots, and the users who ask them.

use super::conditions::{Scope, segment};
use super::experiments::{experiment, holdouts, layers};
use super::flags::flag;
use super::users::user;
use super::{Choices, Members};
use crate::meaning::User;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use serde_json::{Map, Value};

/// The numbers that choose a case's parts, a list for each.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    /// Zero for a snapshot whose references may lead anywhere.
    loose: u32,
    segments: Vec<Vec<u32>>,
    experiments: Vec<Vec<u32>>,
    flags: Vec<Vec<u32>>,
    shares: Vec<u32>,
    users: Vec<Vec<u32>>,
}

/// Parts for up to so many flags and users.
pub(crate) fn drawn(flags: usize, users: usize) -> impl Strategy<Value = Drawn> {
    let lists = |count, length| vec(vec(any::<u32>(), length), 0..=count);
    let flags = vec(vec(any::<u32>(), 40..260), 1..=flags);
    let users = vec(vec(any::<u32>(), 80), users);
    let parts = (0..16_u32, lists(4, 60), lists(4, 40), flags, vec(any::<u32>(), 60), users);
    parts.prop_map(|(loose, segments, experiments, flags, shares, users)| Drawn {
        loose,
        segments,
        experiments,
        flags,
        shares,
        users,
    })
}

impl Drawn {
    /// Whether nothing in the snapshot refers to something broken or to itself, unless a flag says so by itself.
    pub(crate) fn is_sound(&self) -> bool {
        self.loose != 0
    }

    /// The first flag refers to nothing, segments to it and to segments before, flags to all segments and to flags
    /// before.
    pub(crate) fn snapshot(&self) -> Value {
        let mut flags = Map::new();
        let mut variants = Vec::new();
        for (index, numbers) in self.flags.iter().enumerate() {
            let below =
                Scope { segments: self.segments.len(), flags: variants.clone(), experiments: self.experiments.len() };
            let scope = if index == 0 { Scope::default() } else { below };
            let (flag, count) = flag(&mut Choices::new(numbers), &self.loosened(scope));
            flags.insert(format!("f{index}"), flag);
            variants.push(count);
        }
        let mut snapshot = Members::default();
        snapshot.put("format", "burgee/1");
        snapshot.put(
            "segments",
            self.named("s", &self.segments, |nth| Scope { segments: nth, ..self.base(&variants) }, segment),
        );
        let audience = |_| Scope { segments: self.segments.len(), ..self.base(&variants) };
        snapshot.put("experiments", self.named("e", &self.experiments, audience, experiment));
        let choices = &mut Choices::new(&self.shares);
        snapshot.put("layers", layers(choices, self.experiments.len()));
        snapshot.put("holdouts", holdouts(choices, self.experiments.len()));
        snapshot.put("flags", Value::Object(flags));
        snapshot.done()
    }

    pub(crate) fn users(&self) -> Vec<User> {
        self.users.iter().map(|numbers| user(&mut Choices::new(numbers))).collect()
    }

    fn base(&self, variants: &[usize]) -> Scope {
        Scope { segments: 0, flags: variants[..1].to_vec(), experiments: 0 }
    }

    /// In a loose snapshot everything may refer to everything, and to what is not there.
    fn loosened(&self, scope: Scope) -> Scope {
        if self.is_sound() { scope } else { Scope { segments: 4, flags: vec![2; self.flags.len()], experiments: 3 } }
    }

    fn named(
        &self,
        prefix: &str,
        lists: &[Vec<u32>],
        scope: impl Fn(usize) -> Scope,
        make: fn(&mut Choices<'_>, &Scope) -> Value,
    ) -> Value {
        let one = |(nth, numbers): (usize, &Vec<u32>)| {
            let made = make(&mut Choices::new(numbers), &self.loosened(scope(nth)));
            (format!("{prefix}{nth}"), made)
        };
        Value::Object(lists.iter().enumerate().map(one).collect())
    }
}
