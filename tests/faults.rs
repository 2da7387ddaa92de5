//! Each fault of the parser and of the compiler, provoked by a small document: where it is found, in which words, and which
//! flags work all the same. The documents stand in tests/faults/.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

#[path = "support/documents.rs"]
mod documents;

use burgee::document::{self, CatalogueEntry};
use burgee::{Context, Evaluator, Issue, Reason, Timestamp, compile};
use documents::{Case, cases, describe};
use std::collections::BTreeSet;

const FILES: [(&str, &str); 7] = [
    ("syntax", include_str!("faults/syntax.txt")),
    ("envelope", include_str!("faults/envelope.txt")),
    ("flags", include_str!("faults/flags.txt")),
    ("conditions", include_str!("faults/conditions.txt")),
    ("rules", include_str!("faults/rules.txt")),
    ("experiments", include_str!("faults/experiments.txt")),
    ("references", include_str!("faults/references.txt")),
];

/// Raise it with each case that is added.
const COUNT: usize = 120;

#[test]
fn each_document_has_exactly_the_issues_that_stand_under_it() {
    let cases = all();
    assert_eq!(cases.len(), COUNT);
    let failures = documents::failures(&cases, report);
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn each_fault_has_a_case() {
    let cases = all();
    let named: BTreeSet<&str> = cases.iter().flat_map(|case| case.faults.iter().map(String::as_str)).collect();
    let faults: Vec<_> = faults().collect();
    assert_eq!(named, faults.iter().map(|(name, _)| name.as_str()).collect());
    for case in &cases {
        let found = issues(&case.text).0;
        for (name, entry) in faults.iter().filter(|(name, _)| case.faults.contains(name)) {
            let given = found.iter().any(|issue| entry.describes(issue) && issue.hint() == entry.hint);
            assert!(given, "`{}` names {name} and does not have it", case.title);
        }
    }
}

#[test]
fn messages_and_hints_follow_the_rules() {
    faults().for_each(|(name, entry)| documents::check_wording(&name, entry));
}

#[test]
#[ignore = "writes anew what is found, to be read before it is committed"]
fn write_the_cases() {
    for (name, file) in FILES {
        let path = format!("{}/tests/faults/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, documents::rewritten(file, report)).unwrap();
    }
}

fn all() -> Vec<Case> {
    FILES.iter().flat_map(|(_, file)| cases(file)).collect()
}

/// Every fault and what cases call it.
fn faults() -> impl Iterator<Item = (String, &'static CatalogueEntry)> {
    let parser = document::CATALOGUE.iter().map(|entry| (format!("document::{}", entry.name), entry));
    parser.chain(compile::CATALOGUE.iter().map(|entry| (format!("compile::{}", entry.name), entry)))
}

/// All issues, and the keys of the flags that work; `None` when there is no snapshot.
fn issues(text: &str) -> (Vec<Issue>, Option<Vec<String>>) {
    let evaluator = match Evaluator::new(text) {
        Ok(evaluator) => evaluator,
        Err(error) => return (error.issues().to_vec(), None),
    };
    let context = evaluator.prepare(&Context::anonymous(), Timestamp::from_millis(0));
    let works = |key: &&str| evaluator.decide(key, &context).unwrap().reason != Reason::Error;
    (evaluator.issues().to_vec(), Some(evaluator.keys().filter(works).map(Into::into).collect()))
}

fn report(case: &Case) -> String {
    let (issues, works) = issues(&case.text);
    let mut lines = describe(&case.text, &issues, Issue::hint);
    lines.push(match works {
        None => "> no snapshot".into(),
        Some(keys) if keys.len() > 5 => format!("> works: {} flags", keys.len()),
        Some(keys) => format!("> works: {}", keys.join(" ")).trim_end().into(),
    });
    lines.join("\n")
}
