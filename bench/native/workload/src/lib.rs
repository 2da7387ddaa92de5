//! The workload: flags and users from a fixed seed in a neutral format. The same as in `bench/workload.js`.
//!
//! A third of the flags are plain switches; a third serve `on` to 30 % of the users with one of 20 countries and one of
//! 2 plans; a third split all users 34/33/33. Each user has seven attributes.

pub mod burgee;
mod random;
mod users;

pub use random::Random;
pub use users::{User, users};

/// The number of users.
pub const USERS: usize = 1_000;
/// The time of every evaluation, in ms since 1970.
pub const NOW: i64 = 1_780_000_000_000;
/// The percentage of a rollout.
pub const ROLLOUT: u32 = 30;
/// The variants of a split, and their percentages.
pub const SPLIT: [(&str, u32); 3] = [("control", 34), ("variant_a", 33), ("variant_b", 33)];

const SEED: u32 = 20_261_121;

/// A flag in a neutral format.
#[derive(Clone, Debug)]
pub struct Flag {
    pub key: String,
    pub kind: Kind,
}

/// The three kinds of flags.
#[derive(Clone, Debug)]
pub enum Kind {
    /// On or off for all users.
    Switch { on: bool },
    /// On for a share of the targeted users, off for all others.
    Rollout { countries: Vec<&'static str>, plans: Vec<&'static str>, percent: u32 },
    /// A variant of [`SPLIT`] for each user.
    Split,
}

/// The value of a flag.
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
    /// The name of the kind in tables.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Switch { .. } => "switch",
            Kind::Rollout { .. } => "rollout",
            Kind::Split => "split",
        }
    }

    /// Whether the rollout's condition holds for this user.
    pub fn targets(&self, user: &User) -> bool {
        match self {
            Kind::Switch { on } => *on,
            Kind::Rollout { countries, plans, .. } => countries.contains(&user.country) && plans.contains(&user.plan),
            Kind::Split => true,
        }
    }
}

/// Returns `count` flags of alternating kinds. Rollouts serve `percent` of their targeted users.
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

/// Returns `count` pairs of a flag of `flags` and a user, in an order that a branch predictor cannot learn.
pub fn questions(count: usize, flags: &[usize]) -> Vec<(usize, usize)> {
    let mut random = Random::new(SEED + 2);
    (0..count).map(|_| (random.one_of(flags), random.below(USERS))).collect()
}

/// Returns the indices of the flags of a kind, or of all flags.
pub fn indices(flags: &[Flag], kind: Option<&str>) -> Vec<usize> {
    let wanted = |flag: &Flag| kind.is_none_or(|kind| flag.kind.name() == kind);
    (0..flags.len()).filter(|index| wanted(&flags[*index])).collect()
}
