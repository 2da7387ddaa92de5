//! The case files' snapshots, as they are written, and their program.

use burgee::Evaluator;
use burgee::document;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

pub(crate) fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

pub(crate) fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap()
}

/// The names of all files of cases.
pub(crate) fn names() -> Vec<String> {
    let index: Value = serde_json::from_str(&read("cases/index.json")).unwrap();
    let counts = index.as_object().unwrap().iter().filter(|(_, count)| count.is_u64());
    let names: Vec<_> = counts.map(|(name, _)| name.clone()).collect();
    assert!(names.len() >= 31);
    names
}

/// A file's snapshot as it is written.
pub(crate) fn snapshot(name: &str) -> String {
    let document = document::parse(read(&format!("cases/{name}.json"))).unwrap();
    document.root().get("snapshot").unwrap().source().to_owned()
}

pub(crate) fn program(snapshot: impl Into<String>) -> Vec<u8> {
    Evaluator::new(snapshot).unwrap().program().bytes().to_vec()
}
