//! Imported snapshots are printed, checked and edited like any other, and assignments stay the same.

use super::SEED_DOCUMENT;
use burgee::document;
use burgee::{Consent, Context, Evaluator, Timestamp};
use burgee_tools::check::{Audience, check};
use burgee_tools::edit::{Operation, Stamp, edit};
use burgee_tools::json::Json;
use serde_json::{Value, json};

const DOCUMENTS: [(&str, &str); 5] = [
    ("eppo", include_str!("eppo.burgee.json")),
    ("flagd", include_str!("flagd.burgee.json")),
    ("growthbook", include_str!("growthbook.burgee.json")),
    ("seed", SEED_DOCUMENT),
    ("unleash", include_str!("unleash.burgee.json")),
];

#[test]
fn printing_a_parsed_snapshot_changes_nothing() {
    for (name, text) in DOCUMENTS {
        let document = document::parse(text).map_err(|(issue, _)| issue).unwrap();
        assert_eq!(Json::of(document.root()).print(0) + "\n", text, "{name}");
    }
}

#[test]
fn imported_snapshots_have_no_errors() {
    for (name, text) in DOCUMENTS {
        let report = check(text, 0, Audience::Server);
        assert!(!report.has_errors(), "{name}: {report:?}");
    }
}

fn edited(text: &str, operation: Value) -> String {
    let operation: Operation = serde_json::from_value(operation).unwrap();
    edit(text, &operation, &Stamp::default()).unwrap().text
}

/// The variants of 2,000 users.
fn served(text: &str, flag: &str) -> Vec<Option<String>> {
    let evaluator = Evaluator::new(text).unwrap();
    let one = |unit: u32| {
        let context = Context::anonymous().with("id", format!("user-{unit}")).with("country", "DE");
        let context = context.with("age", 30).with("beta", true).with_consent(Consent::Granted);
        let context = evaluator.prepare(&context, Timestamp::from_millis(0));
        evaluator.decide(flag, &context).unwrap().variant.map(str::to_owned)
    };
    (0..2000).map(one).collect()
}

#[test]
fn raising_an_imported_rollout_takes_the_feature_from_no_user() {
    let (_, before) = DOCUMENTS[2];
    let raise = json!({ "kind": "rollout_percentage", "flag": "new-search", "percent": 40 });
    let after = edited(before, raise);
    let (before, after) = (served(before, "new-search"), served(&after, "new-search"));
    let on = |all: &[Option<String>]| all.iter().filter(|variant| variant.as_deref() == Some("on")).count();
    // 20.1 % and 40 % of 2,000; one standard deviation is 18 and 22.
    assert_eq!((on(&before), on(&after)), (412, 804));
    assert!(before.iter().zip(&after).all(|(before, after)| before == after || before.as_deref() == Some("off")));
}

#[test]
fn renaming_an_imported_flag_keeps_all_assignments() {
    let (_, before) = DOCUMENTS[2];
    for flag in ["new-search", "button", "checkout"] {
        let after = edited(before, json!({ "kind": "rename_flag", "flag": flag, "to": "another" }));
        assert_eq!(served(before, flag), served(&after, "another"), "{flag}");
    }
}
