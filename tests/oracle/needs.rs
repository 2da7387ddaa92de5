//! A flag's decision reads nothing but what the manifest says that it needs: everything else may be another user's.

use crate::agreement::Crate;
use crate::meaning::User;
use burgee::manifest::manifest;
use proptest::prop_assert_eq;
use proptest::test_runner::TestCaseResult;
use serde_json::{Map, Value};

/// An attribute's `Usage` that says that it is none, but an earlier assignment.
const ASSIGNMENT: u64 = 2;

/// Compares decisions for each user with those for a mixture of that user and the next.
pub(crate) fn suffice(snapshot: &Value, users: &[User]) -> TestCaseResult {
    let loaded = Crate::load(snapshot).unwrap();
    let evaluator = loaded.evaluator();
    let told = manifest(evaluator.document(), evaluator.model(), evaluator.issues());
    let told: Value = serde_json::from_str(&told).unwrap();
    for flag in told[2].as_array().unwrap().iter().filter(|flag| flag.get(1).is_some()) {
        let slots = told[6][flag[3].as_u64().unwrap() as usize].as_array().unwrap();
        let needs: Vec<_> = slots.iter().map(|slot| &told[1][slot.as_u64().unwrap() as usize]).collect();
        let key = flag[0].as_str().unwrap();
        for (user, other) in users.iter().zip(users.iter().cycle().skip(1)) {
            let mixed = mixture(&needs, user, other);
            let decided = |user: &User| loaded.decide(key, &loaded.context(user));
            prop_assert_eq!(decided(user), decided(&mixed), "{} for {:?} in {:#}", key, mixed, snapshot);
        }
    }
    Ok(())
}

/// What is needed, of one user; and what is not, of the other.
fn mixture(needs: &[&Value], user: &User, other: &User) -> User {
    let named = |name: &str, assignment: bool| {
        needs.iter().filter(|need| (need[1] == ASSIGNMENT) == assignment).any(|need| has_part(need, name))
    };
    User {
        attributes: mixed(&user.attributes, &other.attributes, |name| named(name, false)),
        assignments: mixed(&user.assignments, &other.assignments, |name| named(name, true)),
        ..user.clone()
    }
}

/// Whether a member of this name may be looked at for a path.
fn has_part(need: &Value, name: &str) -> bool {
    let path = need[0].as_str().unwrap();
    let below = path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    below || (path == "emailDomain" && name == "email")
}

fn mixed(ones: &Value, others: &Value, needed: impl Fn(&str) -> bool) -> Value {
    let of = |value: &Value| value.as_object().cloned().unwrap_or_default();
    let ones = of(ones).into_iter().filter(|(name, _)| needed(name));
    let others = of(others).into_iter().filter(|(name, _)| !needed(name));
    Value::Object(ones.chain(others).collect::<Map<_, _>>())
}
