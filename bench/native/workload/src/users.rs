//! The users.

use crate::{Random, SEED, USERS};

pub(crate) const COUNTRIES: [&str; 40] = [
    "AR", "AT", "AU", "BE", "BG", "BR", "CA", "CH", "CL", "CN", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR",
    "HU", "IE", "IN", "IS", "IT", "JP", "KR", "LT", "LU", "LV", "MX", "NL", "NO", "NZ", "PL", "PT", "RO", "SE", "SI",
    "US", "ZA",
];
pub(crate) const PLANS: [&str; 4] = ["free", "pro", "team", "enterprise"];
const DEVICES: [&str; 3] = ["phone", "tablet", "desktop"];

/// A user: what a system buckets by, and six attributes more.
#[derive(Clone, Debug)]
pub struct User {
    pub key: String,
    pub email: String,
    pub country: &'static str,
    pub plan: &'static str,
    pub device: &'static str,
    pub age: u32,
    pub beta: bool,
}

/// All users, the same in each run.
pub fn users() -> Vec<User> {
    let mut random = Random::new(SEED + 1);
    (0..USERS).map(|index| user(index, &mut random)).collect()
}

fn user(index: usize, random: &mut Random) -> User {
    let key = format!("user-{:08x}-{index:04}", random.below(1 << 32));
    User {
        email: format!("{key}@example.com"),
        key,
        country: random.one_of(&COUNTRIES),
        plan: random.one_of(&PLANS),
        device: random.one_of(&DEVICES),
        age: 18 + random.below(70) as u32,
        beta: random.below(10) == 0,
    }
}
