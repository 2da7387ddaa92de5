//! The users.

use crate::{Random, SEED, USERS};

pub(crate) const COUNTRIES: [&str; 40] = [
    "AR", "AT", "AU", "BE", "BR", "CA", "CH", "CL", "CN", "CO", "CZ", "DE", "DK", "EG", "ES", "FI", "FR", "GB", "GR",
    "HU", "ID", "IE", "IL", "IN", "IT", "JP", "KE", "KR", "MX", "NG", "NL", "NO", "NZ", "PL", "PT", "SE", "SG", "TR",
    "US", "ZA",
];
pub(crate) const PLANS: [&str; 4] = ["free", "pro", "team", "enterprise"];

/// A user: the targeting key and six other attributes.
#[derive(Clone, Debug)]
pub struct User {
    pub key: String,
    pub email: String,
    pub country: &'static str,
    pub plan: &'static str,
    pub age: u32,
    pub version: String,
    pub beta: bool,
}

/// Returns all users. They are the same in each run.
pub fn users() -> Vec<User> {
    let mut random = Random::new(SEED + 1);
    (0..USERS).map(|index| user(index, &mut random)).collect()
}

fn user(index: usize, random: &mut Random) -> User {
    User {
        key: format!("user-{index:06}"),
        email: format!("user-{index}@example.com"),
        country: random.one_of(&COUNTRIES),
        plan: random.one_of(&PLANS),
        age: 18 + random.below(60) as u32,
        version: format!("2.{}.0", random.below(20)),
        beta: random.happens(0.1),
    }
}
