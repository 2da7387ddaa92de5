//! Codes that are equal where nothing differs that a decision could see.

use crate::sources::{names, program, snapshot};
use serde_json::Value;

/// None where there was some, and some where there may be.
fn with_other_white_space(text: &str) -> String {
    let mut out = String::new();
    let (mut quoted, mut escaped) = (false, false);
    for character in text.chars() {
        let ends = quoted && !escaped && character == '"';
        escaped = quoted && !escaped && character == '\\';
        match character {
            '"' if !quoted => quoted = true,
            _ if ends => quoted = false,
            '{' | '[' | ':' | ',' if !quoted => {
                out.push(character);
                out.push_str("\n\t \r");
                continue;
            }
            ' ' | '\n' | '\t' | '\r' if !quoted => continue,
            _ => {}
        }
        out.push(character);
    }
    out
}

#[test]
fn white_space_changes_nothing() {
    for name in names() {
        let text = snapshot(&name);
        let other = with_other_white_space(&text);
        assert_ne!(other, text);
        assert!(program(other) == program(text), "{name}");
    }
}

/// The revision, the names of rules and experiments, the metadata and the values themselves.
#[test]
fn what_code_has_nothing_of_changes_nothing() {
    let text = snapshot("every-part");
    let mut other = text.clone();
    for (written, instead) in [
        ("\"revision\": 7,", "\"revision\": 8,"),
        (
            "\"metadata\": {\"owner\": \"ada\"}",
            "\"metadata\": {\"owner\": \"grace\", \"tags\": [1, {}], \"ticket\": \"ß\"}",
        ),
        ("{\"name\": \"there\", ", "{\"name\": \"another name\", "),
        (
            "\"bare\": {\"status\": \"running\"}",
            "\"bare\": {\"status\": \"running\", \"name\": \"Bare\", \"hypothesis\": \"none\"}",
        ),
        ("{\"x\": [1]}", "{\"x\": [2], \"y\": null}"),
    ] {
        assert_eq!(other.matches(written).count(), 1, "{written}");
        other = other.replace(written, instead);
    }
    let parsed: [Value; 2] = [&text, &other].map(|text| serde_json::from_str(text).unwrap());
    assert_ne!(parsed[0], parsed[1]);
    assert!(program(other) == program(text));
}

/// Nothing of it depends on an order that changes from run to run.
#[test]
fn each_time_the_same() {
    for name in names() {
        let text = snapshot(&name);
        assert!(program(text.clone()) == program(text), "{name}");
    }
}
