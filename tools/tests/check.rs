//! Each lint of `check`: a snapshot with the lint and its exact message, and one without. The snapshots are in
//! tests/check/.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../../tests/support/documents.rs"]
mod documents;

use burgee::document::{CatalogueEntry, Issue};
use burgee_tools::check::{Audience, LINTS, check, find_issues, hint};
use documents::{Case, cases, describe};
use serde_json::json;
use std::collections::BTreeSet;

const FILES: [(&str, &str); 5] = [
    ("rules", include_str!("check/rules.txt")),
    ("experiments", include_str!("check/experiments.txt")),
    ("flags", include_str!("check/flags.txt")),
    ("conditions", include_str!("check/conditions.txt")),
    ("privacy", include_str!("check/privacy.txt")),
];

/// Raise this number with each new case.
const COUNT: usize = 89;

/// 2026-11-21T00:00:00Z
const NOW: i64 = 1_795_219_200_000;

#[test]
fn each_snapshot_has_exactly_the_issues_below_it() {
    let cases = all();
    assert_eq!(cases.len(), COUNT);
    let failures = documents::failures(&cases, report);
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn each_lint_is_found_in_one_case_and_not_in_another() {
    let (mut found_in, mut absent_in) = (BTreeSet::new(), BTreeSet::new());
    for case in all() {
        let found = issues(&case);
        let must_be_absent = case.faults.first().is_some_and(|name| name == "not");
        for name in case.faults.iter().filter(|name| *name != "not") {
            let lint = lints().find(|(lint, _)| lint == name).unwrap().1;
            let is_found = found.iter().any(|issue| lint.describes(issue) && hint(issue) == lint.hint);
            assert_eq!(is_found, !must_be_absent, "{name} in `{}`", case.title);
            if must_be_absent {
                absent_in.insert(name.clone())
            } else {
                found_in.insert(name.clone())
            };
        }
    }
    let known: BTreeSet<String> = lints().map(|(name, _)| name).collect();
    assert_eq!(found_in, known);
    assert_eq!(absent_in, known);
}

#[test]
fn messages_and_hints_follow_the_rules() {
    lints().for_each(|(name, lint)| documents::check_wording(&name, lint));
}

#[test]
fn a_text_that_is_not_a_snapshot_has_issues() {
    let report = check("{\"format\": \"burgee/1\", \"flags\": []}", NOW, Audience::Browser);
    let expected = json!({ "issues": [{
        "severity": "error", "code": "type", "path": "flags", "line": 1, "column": 33,
        "message": "expected an object, found a list",
        "hint": "write the value in the form that this field takes",
    }] });
    assert_eq!(json!(report), expected);
}

#[test]
fn the_default_audience_is_browsers() {
    let snapshot = json!({ "format": "burgee/1", "flags": { "a": {
        "variants": { "on": true }, "overrides": { "on": ["ada@company.com"] },
    } } });
    let issues = |audience| json!(check(&snapshot.to_string(), 0, audience).issues);
    assert_eq!(issues(Audience::default())[0]["code"], "personal-data");
    assert_eq!(issues(Audience::Browser)[0]["code"], "personal-data");
    assert_eq!(issues(Audience::Server), json!([]));
    let read = |name: &str| serde_json::from_value::<Audience>(json!(name)).map_err(|error| error.to_string());
    assert_eq!(read("server"), Ok(Audience::Server));
    assert_eq!(read("page"), Err("unknown variant `page`, expected `browser` or `server`".into()));
}

#[test]
#[ignore = "writes the issues of all cases; review them before committing"]
fn write_the_cases() {
    for (name, file) in FILES {
        let path = format!("{}/tests/check/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, documents::rewritten(file, report)).unwrap();
    }
}

fn all() -> Vec<Case> {
    FILES.iter().flat_map(|(_, file)| cases(file)).collect()
}

fn lints() -> impl Iterator<Item = (String, &'static CatalogueEntry)> {
    LINTS.iter().map(|lint| (format!("check::{}", lint.name), lint))
}

fn issues(case: &Case) -> Vec<Issue> {
    let audience = if case.title.contains("(server)") { Audience::Server } else { Audience::Browser };
    find_issues(&case.text, NOW, audience)
}

fn report(case: &Case) -> String {
    let lines = describe(&case.text, &issues(case), hint);
    if lines.is_empty() { "> nothing".into() } else { lines.join("\n") }
}
