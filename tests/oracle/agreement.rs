//! The crate's decision next to the oracle's.

use crate::meaning::{Decided, Exposed, Oracle, Scalar, User};
use crate::prepare::prepare;
use crate::reduce::reduced;
use burgee::{Consent, Evaluation, Evaluator, PreparedContext};
use proptest::test_runner::{TestCaseError, TestCaseResult};
use serde_json::{Value, json};

/// The crate, loaded with a snapshot.
pub(crate) struct Crate {
    evaluator: Evaluator,
}

impl Crate {
    pub(crate) fn load(snapshot: &Value) -> Result<Self, String> {
        let evaluator = Evaluator::new(snapshot.to_string());
        evaluator.map(|evaluator| Crate { evaluator }).map_err(|error| format!("{:?}", error.issues()))
    }

    pub(crate) fn issues(&self) -> Vec<String> {
        let one = |issue: &burgee::Issue| format!("{}: {}", issue.path, issue.message);
        self.evaluator.issues().iter().map(one).collect()
    }

    pub(crate) fn evaluator(&self) -> &Evaluator {
        &self.evaluator
    }

    pub(crate) fn context(&self, user: &User) -> PreparedContext {
        let consent = match user.consent.as_str() {
            "granted" => Consent::Granted,
            "denied" => Consent::Denied,
            _ => Consent::Unknown,
        };
        let (attributes, assignments) = (user.attributes.to_string(), user.assignments.to_string());
        prepare(&self.evaluator, &attributes, &assignments, user.now, consent)
    }

    pub(crate) fn decide(&self, key: &str, context: &PreparedContext) -> (Decided, Option<Value>) {
        let answer = self.evaluator.decide(key, context).unwrap();
        let value = answer.value.map(|value| value.clone().into());
        (decided(&answer), value)
    }
}

fn decided(answer: &Evaluation<'_>) -> Decided {
    let exposed = |exposure: burgee::Exposure<'_>| Exposed {
        experiment: exposure.experiment.into(),
        version: exposure.version.into(),
        sticky: exposure.sticky,
        by: exposure.by.into(),
    };
    Decided {
        variant: answer.variant.map(Into::into),
        reason: answer.reason.name(),
        rule: answer.rule.map(|rule| rule.index),
        exposure: answer.exposure.map(exposed),
    }
}

/// Compares all flags for all users; how many decisions that were.
pub(crate) fn compare(snapshot: &Value, sound: bool, users: &[User], seen: &Scalar) -> Result<usize, TestCaseError> {
    let loaded = Crate::load(snapshot).map_err(|issues| fail(snapshot, None, &issues))?;
    let oracle = Oracle::new(snapshot, seen);
    let keys = snapshot["flags"].as_object().unwrap();
    let issues = loaded.issues();
    let unsound = keys.values().any(|flag| flag["off"] == "nowhere");
    if sound && !unsound && !issues.is_empty() {
        return Err(fail(snapshot, None, &issues.join("\n")));
    }
    for user in users {
        let context = loaded.context(user);
        for key in keys.keys() {
            agree(&loaded, &oracle, snapshot, key, user, &context)?;
        }
    }
    Ok(users.len() * keys.len())
}

fn agree(
    loaded: &Crate,
    oracle: &Oracle<'_>,
    snapshot: &Value,
    key: &str,
    user: &User,
    context: &PreparedContext,
) -> TestCaseResult {
    let (ours, value) = loaded.decide(key, context);
    let should = oracle.decide(key, user);
    let named = should.variant.as_ref().map(|variant| &snapshot["flags"][key]["variants"][variant]);
    if ours == should && value.as_ref() == named {
        return Ok(());
    }
    let known = loaded.issues();
    let (snapshot, user) = reduced(snapshot, user, |snapshot, user| {
        let nothing_new = |loaded: Crate| loaded.issues().iter().all(|issue| known.contains(issue));
        Crate::load(snapshot).is_ok_and(nothing_new) && disagree(snapshot, user, key).is_some()
    });
    let differs = disagree(&snapshot, &user, key);
    let (ours, should) = differs.unwrap_or((ours, should));
    Err(fail(&snapshot, Some(&user), &format!("the flag {key} gives {ours:?}\n         and should {should:?}")))
}

/// Both decisions, where they differ.
fn disagree(snapshot: &Value, user: &User, key: &str) -> Option<(Decided, Decided)> {
    let loaded = Crate::load(snapshot).ok()?;
    snapshot["flags"].get(key)?;
    let (ours, _) = loaded.decide(key, &loaded.context(user));
    let should = Oracle::new(snapshot, &Scalar::default()).decide(key, user);
    (ours != should).then_some((ours, should))
}

fn fail(snapshot: &Value, user: Option<&User>, what: &str) -> TestCaseError {
    let case = user.map(|user| {
        let User { attributes, assignments, now, consent } = user;
        json!({ "attributes": attributes, "assignments": assignments, "now": now, "consent": consent })
    });
    TestCaseError::fail(format!("{what}\nsnapshot {snapshot:#}\nuser {:#}", case.unwrap_or_default()))
}
