//! The layout is frozen: compiled snapshots are stored, and later versions read them.

use crate::sources::{names, path, program, read, snapshot};
use burgee::program::LAYOUT;
use serde_json::{Map, Value};
use std::fs;

const CHANGED: &str = "the bytes are others. If the layout changes on purpose, raise LAYOUT in src/program/mod.rs and the \
    format's number in pkg-template/evaluator/engine.js; then, and when only what is compiled changed, write the vectors \
    anew: `cargo test --test program -- --ignored` and `node tests/vectors/compiled.js`";

/// The number in the format of compiled snapshots is that of the layout.
#[test]
fn the_format_names_the_layout() {
    let format = format!("burgee-compiled/{LAYOUT}");
    let script = fs::read_to_string(path("../pkg-template/evaluator/engine.js")).unwrap();
    assert!(script.contains(&format!("'{format}'")), "pkg-template/evaluator/engine.js");
    let compiled: Value = serde_json::from_str(&read("vectors/compiled.json")).unwrap();
    assert_eq!(compiled["format"], format);
    assert!(fs::read_to_string(path("../src/program/mod.rs")).unwrap().contains(&format!("//! Layout {LAYOUT}.")));
}

/// As it is committed, in base64.
#[test]
fn the_frozen_snapshot_has_the_frozen_code() {
    let compiled: Value = serde_json::from_str(&read("vectors/compiled.json")).unwrap();
    let found = base64(&program(snapshot("every-part")));
    assert!(compiled["code"] == found, "{CHANGED}");
}

/// How long the program of each case file is, and its hash (64-bit FNV-1a): tests/js/evaluator/layout.test.js finds the same in
/// WebAssembly.
#[test]
fn the_code_of_every_case_file_is_the_frozen_one() {
    let frozen: Value = serde_json::from_str(&read("vectors/codes.json")).unwrap();
    for (name, found) in codes() {
        assert_eq!(found, frozen[&name], "{name}: {CHANGED}");
    }
    assert_eq!(frozen.as_object().unwrap().len(), names().len());
}

#[test]
#[ignore = "writes tests/vectors/codes.json anew"]
fn write_the_codes() {
    let lines: Vec<_> = codes().iter().map(|(name, found)| format!("  \"{name}\": {found}")).collect();
    fs::write(path("vectors/codes.json"), format!("{{\n{}\n}}\n", lines.join(",\n"))).unwrap();
}

fn codes() -> Map<String, Value> {
    let found = |name: String| {
        let program = program(snapshot(&name));
        (name, format!("{} bytes, {:016x}", program.len(), hash(&program)).into())
    };
    names().into_iter().map(found).collect()
}

fn hash(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, nth| bits << 8 | three.get(nth).map_or(0, |byte| u32::from(*byte)));
        for nth in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * nth)) as usize & 63];
            out.push(if nth > three.len() { '=' } else { char::from(digit) });
        }
    }
    out
}
