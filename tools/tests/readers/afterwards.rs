//! What a reader wrote is a document like any other: it is printed, checked and edited, and nobody else changes sides.

use super::SEED_DOCUMENT;
use burgee::document;
use burgee::{Consent, Evaluator};
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
fn written_and_read_again_nothing_changes() {
    for (name, text) in DOCUMENTS {
        let document = document::parse(text).map_err(|(issue, _)| issue).unwrap();
        assert_eq!(Json::of(document.root()).print(0) + "\n", text, "{name}");
    }
}

#[test]
fn nothing_is_wrong_with_them() {
    for (name, text) in DOCUMENTS {
        let report = check(text, 0, Audience::Server);
        assert!(!report.has_errors(), "{name}: {report:?}");
    }
}

fn edited(text: &str, operation: Value) -> String {
    let operation: Operation = serde_json::from_value(operation).unwrap();
    edit(text, &operation, &Stamp::default()).unwrap().text
}

/// What 2,000 users get of a flag.
fn served(text: &str, flag: &str) -> Vec<Option<String>> {
    let evaluator = Evaluator::new(text).unwrap();
    let one = |unit: u32| {
        let attributes = json!({ "id": format!("user-{unit}"), "country": "DE", "age": 30, "beta": true });
        let context = evaluator.context(&attributes.to_string(), 0, Consent::Granted).unwrap();
        evaluator.decide(flag, &context).unwrap().variant.map(str::to_owned)
    };
    (0..2000).map(one).collect()
}

#[test]
fn a_rollout_that_is_raised_takes_the_feature_from_nobody() {
    let (_, before) = DOCUMENTS[2];
    let raise = json!({ "kind": "rollout_percentage", "flag": "new-search", "percent": 40 });
    let after = edited(before, raise);
    let (before, after) = (served(before, "new-search"), served(&after, "new-search"));
    let on = |all: &[Option<String>]| all.iter().filter(|variant| variant.as_deref() == Some("on")).count();
    // Of 2,000, 20.1 and 40 per cent give or take one standard deviation: 18 and 22.
    assert_eq!((on(&before), on(&after)), (412, 804));
    assert!(before.iter().zip(&after).all(|(before, after)| before == after || before.as_deref() == Some("off")));
}

#[test]
fn a_flag_that_is_renamed_keeps_everyone_where_they_are() {
    let (_, before) = DOCUMENTS[2];
    for flag in ["new-search", "button", "checkout"] {
        let after = edited(before, json!({ "kind": "rename_flag", "flag": flag, "to": "another" }));
        assert_eq!(served(before, flag), served(&after, "another"), "{flag}");
    }
}
