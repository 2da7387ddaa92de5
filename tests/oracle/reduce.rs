//! A case that fails, with everything left out that it fails without.

use crate::meaning::User;
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Leaves out one member or item after the other, as long as the case still fails.
pub(crate) fn reduced(snapshot: &Value, user: &User, fails: impl Fn(&Value, &User) -> bool) -> (Value, User) {
    let split = |whole: &Value| {
        let attributes = whole["attributes"].clone();
        (whole["snapshot"].clone(), User { attributes, assignments: whole["assignments"].clone(), ..user.clone() })
    };
    // What is left out may make a document that the oracle was not written for.
    let fails = |whole: &Value| {
        let (snapshot, user) = split(whole);
        catch_unwind(AssertUnwindSafe(|| fails(&snapshot, &user))).unwrap_or(false)
    };
    let mut whole = json!({ "snapshot": snapshot, "attributes": user.attributes, "assignments": user.assignments });
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    while let Some(smaller) = smaller(&whole).into_iter().find(|smaller| fails(smaller)) {
        whole = smaller;
    }
    std::panic::set_hook(hook);
    split(&whole)
}

/// The value with each of its parts left out, the largest parts first.
fn smaller(value: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    match value {
        Value::Object(members) => {
            for name in members.keys() {
                let mut without = members.clone();
                without.shift_remove(name);
                found.push(Value::Object(without));
            }
            for (name, member) in members {
                found.extend(smaller(member).into_iter().map(|member| with(value, name, member)));
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let rest = items.iter().enumerate().filter(|(other, _)| *other != index);
                found.push(rest.map(|(_, item)| item.clone()).collect());
                found.extend(smaller(item).into_iter().map(|item| with(value, index, item)));
            }
        }
        _ => {}
    }
    found
}

fn with(value: &Value, place: impl serde_json::value::Index, part: Value) -> Value {
    let mut value = value.clone();
    value[place] = part;
    value
}
