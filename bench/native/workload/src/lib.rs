//! What every system is asked: flags and users from a fixed seed, in no system's format. The same as `bench/workload.js`
//! makes for the packages.
//!
//! A third of the flags are plain switches; a third serve `on` to 30 % of those whose country is one of 20 and whose
//! plan is one of 2; a third split everyone 34/33/33. Each user has seven attributes.

pub mod burgee;
mod random;
mod users;

pub use random::Random;
pub use users::{User, users};

/// How many users there are.
pub const USERS: usize = 1_000;
/// The instant at which everything is decided, in ms since 1970.
pub const NOW: i64 = 1_780_000_000_000;
/// The share of a rollout, in per cent.
pub const ROLLOUT: u32 = 30;
/// The variants of a split, and their shares in per cent.
pub const SPLIT: [(&str, u32); 3] = [("control", 34), ("variant_a", 33), ("variant_b", 33)];

const SEED: u32 = 20_261_121;

/// A flag, in no system's words.
#[derive(Clone, Debug)]
pub struct Flag {
    pub key: String,
    pub kind: Kind,
}

/// The three kinds of flags.
#[derive(Clone, Debug)]
pub enum Kind {
    /// On or off for everyone.
    Switch { on: bool },
    /// On for a share of those whom the condition has, off for all others.
    Rollout { countries: Vec<&'static str>, plans: Vec<&'static str>, percent: u32 },
    /// One of [`SPLIT`] for everyone.
    Split,
}

/// What a flag served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    Off,
    On,
    /// The variant of [`SPLIT`] at this index.
    Variant(usize),
}

impl Served {
    /// The variant of this name.
    pub fn named(name: &str) -> Option<Served> {
        match name {
            "on" => Some(Served::On),
            "off" => Some(Served::Off),
            name => SPLIT.iter().position(|(variant, _)| *variant == name).map(Served::Variant),
        }
    }
}

impl Kind {
    /// What the flags of a kind are called in tables.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Switch { .. } => "switch",
            Kind::Rollout { .. } => "rollout",
            Kind::Split => "split",
        }
    }

    /// Whether the condition, before the rollout, has this user.
    pub fn targets(&self, user: &User) -> bool {
        match self {
            Kind::Switch { on } => *on,
            Kind::Rollout { countries, plans, .. } => countries.contains(&user.country) && plans.contains(&user.plan),
            Kind::Split => true,
        }
    }
}

/// `count` flags, their kinds in turn; rollouts serve `percent` of those whom they target.
pub fn flags(count: usize, percent: u32) -> Vec<Flag> {
    let mut random = Random::new(SEED);
    (0..count).map(|index| flag(index, percent, &mut random)).collect()
}

fn flag(index: usize, percent: u32, random: &mut Random) -> Flag {
    let kind = match index % 3 {
        0 => Kind::Switch { on: random.happens(0.5) },
        1 => {
            let countries = random.some_of(&users::COUNTRIES, 20);
            Kind::Rollout { countries, plans: random.some_of(&users::PLANS, 2), percent }
        }
        _ => Kind::Split,
    };
    Flag { key: format!("flag-{index:05}"), kind }
}

/// Who asks for what, in an order that no branch predictor learns: `count` pairs of a flag of `flags` and a user.
pub fn questions(count: usize, flags: &[usize]) -> Vec<(usize, usize)> {
    let mut random = Random::new(SEED + 2);
    (0..count).map(|_| (random.one_of(flags), random.below(USERS))).collect()
}

/// The indices of the flags of a kind, or of all of them.
pub fn indices(flags: &[Flag], kind: Option<&str>) -> Vec<usize> {
    let wanted = |flag: &Flag| kind.is_none_or(|kind| flag.kind.name() == kind);
    (0..flags.len()).filter(|index| wanted(&flags[*index])).collect()
}
