//! The life of an experiment, and what users get in each status.

use super::support::{NOW, ask, crowd, error_message, undo};
use serde_json::{Value, json};

const TEXT: &str = r#"{
  "format": "burgee/1",
  "flags": {
    "page": {
      "variants": { "a": "a", "b": "b" },
      "off": "a",
      "rules": [{ "experiment": "e", "split": { "a": 50, "b": 50 } }],
      "fallthrough": "a"
    },
    "deals": {
      "variants": { "a": 1, "b": 2 },
      "rules": [
        { "name": "pro", "if": { "attribute": "plan", "in": ["pro"] }, "experiment": "e", "by": "targetingKey", "split": { "a": 20, "b": 80 } },
        { "rollout": { "serve": "a", "percent": 50 } }
      ]
    }
  },
  "experiments": {
    "e": {
      "status": "draft",
      "metadata": { "owner": "web", "updatedBy": "eve" }
    }
  }
}
"#;

/// The outcome of an operation at `now`. Its undo restores the text.
fn at(now: i64, text: &str, operation: Value) -> Value {
    let answer = ask(text, &operation, json!(now)).unwrap_or_else(|error| panic!("{operation}: {error}"));
    assert_eq!(undo(&answer), text, "{operation}");
    answer
}

fn text(answer: &Value) -> &str {
    answer["text"].as_str().unwrap()
}

fn experiment(answer: &Value) -> Value {
    serde_json::from_str::<Value>(text(answer)).unwrap()["experiments"]["e"].clone()
}

fn start() -> Value {
    json!({ "kind": "start_experiment", "experiment": "e" })
}

fn conclude() -> Value {
    json!({ "kind": "conclude_experiment", "experiment": "e", "winner": "b" })
}

#[test]
fn start_runs_a_draft() {
    let started = at(NOW, TEXT, start());
    let expected = TEXT.replace(
        "      \"status\": \"draft\",\n      \"metadata\": { \"owner\": \"web\", \"updatedBy\": \"eve\" }",
        "      \"status\": \"running\",\n      \"start\": \"2026-11-21T08:00:00Z\",\n      \
         \"metadata\": { \"owner\": \"web\", \"updated\": \"2026-11-21T08:00:00Z\" }",
    );
    assert_eq!(text(&started), expected);
    assert_eq!(started["summary"], "experiment `e` runs");
    assert!(crowd(text(&started), "page").contains(&json!("b")));
}

#[test]
fn start_keeps_a_later_start() {
    let later = TEXT.replace("\"draft\",", "\"draft\",\n      \"start\": \"2027-01-01T00:00:00Z\",");
    let started = at(NOW, &later, start());
    assert_eq!(experiment(&started)["start"], "2027-01-01T00:00:00Z");
    assert_eq!(started["summary"], "experiment `e` runs from 2027-01-01T00:00:00Z on");
}

#[test]
fn clean_up_keeps_what_everyone_gets_from_the_winner() {
    let started = at(NOW, TEXT, start());
    let concluded = at(NOW + 1000, text(&started), conclude());
    assert_eq!(concluded["summary"], "experiment `e` is concluded: the winner `b` is served to everyone");
    assert_eq!(experiment(&concluded)["winner"], "b");
    assert_eq!(experiment(&concluded)["end"], "2026-11-21T08:00:01Z");
    assert_eq!(crowd(text(&concluded), "page"), vec![json!("b"); 100]);
    let clean = at(NOW + 2000, text(&concluded), json!({ "kind": "clean_up_experiment", "experiment": "e" }));
    for flag in ["page", "deals"] {
        assert_eq!(crowd(text(&clean), flag), crowd(text(&concluded), flag), "{flag}");
    }
    let flags: Value = serde_json::from_str(text(&clean)).unwrap();
    assert_eq!(flags["flags"]["page"]["fallthrough"], "b");
    assert_eq!(flags["flags"]["page"].get("rules"), None);
    let pro = json!({ "name": "pro", "if": { "attribute": "plan", "in": ["pro"] }, "serve": "b" });
    assert_eq!(flags["flags"]["deals"]["rules"][0], pro);
    assert_eq!(experiment(&clean)["status"], "archived");
    assert_eq!(clean["summary"], "experiment `e` is archived: `page` and `deals` serve the winner `b` without it");
}

#[test]
fn clean_up_without_a_winner_removes_the_rules() {
    let started = at(NOW, TEXT, start());
    let concluded = at(NOW + 1000, text(&started), json!({ "kind": "conclude_experiment", "experiment": "e" }));
    assert_eq!(concluded["summary"], "experiment `e` is concluded without a winner: its rules are skipped");
    let archived = at(NOW, text(&concluded), json!({ "kind": "archive_experiment", "experiment": "e" }));
    assert_eq!(archived["summary"], "experiment `e` is archived");
    let clean = at(NOW, text(&archived), json!({ "kind": "clean_up_experiment", "experiment": "e" }));
    assert_eq!(clean["summary"], "experiment `e` is archived: its rules are removed");
    for flag in ["page", "deals"] {
        assert_eq!(crowd(text(&clean), flag), crowd(text(&concluded), flag), "{flag}");
    }
}

#[test]
fn restart_runs_a_concluded_experiment_as_a_new_version() {
    let concluded = at(NOW + 1000, text(&at(NOW, TEXT, start())), conclude());
    let message = "`e` is concluded: set `restart` to run it again as a new version";
    assert_eq!(error_message(text(&concluded), start()), message);
    let again =
        json!({ "kind": "start_experiment", "experiment": "e", "restart": true, "end": "2027-01-01T00:00:00Z" });
    let again = at(NOW + 2000, text(&concluded), again);
    let found = experiment(&again);
    assert_eq!(found["version"], 2);
    assert_eq!(found.get("winner"), None);
    assert_eq!((&found["start"], &found["end"]), (&json!("2026-11-21T08:00:02Z"), &json!("2027-01-01T00:00:00Z")));
    assert_eq!(again["summary"], "experiment `e` runs, as a new version");
}

#[test]
fn each_operation_requires_its_status() {
    let started = at(NOW, TEXT, start());
    let concluded = at(NOW + 1000, text(&started), conclude());
    let operation = |kind: &str| json!({ "kind": kind, "experiment": "e" });
    let cases = [
        (TEXT, conclude(), "`e` has not started"),
        (TEXT, operation("clean_up_experiment"), "the status of `e` is `draft`: conclude it first"),
        (text(&started), start(), "`e` is already running"),
        (text(&started), operation("archive_experiment"), "`e` is running: conclude it first"),
        (text(&started), operation("delete_experiment"), "`e` is running: conclude it first"),
        (text(&concluded), conclude(), "`e` is already concluded"),
        (
            text(&concluded),
            operation("archive_experiment"),
            "a rule of `page` serves the winner of `e`: clean the experiment up instead",
        ),
        (TEXT, json!({ "kind": "start_experiment", "experiment": "x" }), "there is no experiment `x`"),
    ];
    for (text, operation, message) in cases {
        assert_eq!(error_message(text, operation.clone()), message, "{operation}");
    }
    let winner = json!({ "kind": "conclude_experiment", "experiment": "e", "winner": "c" });
    assert_eq!(error_message(text(&started), winner), "`page` has no variant `c`: it has `a` and `b`");
    let timeless = ask(TEXT, &start(), Value::Null).unwrap_err();
    assert_eq!(timeless["message"], "`now` is missing: this operation writes the present time into the experiment");
    let idle = TEXT.replace("\"experiment\": \"e\", ", "");
    assert_eq!(error_message(&idle, start()), "no rule of a flag runs `e`: add one with a `split` first");
}

#[test]
fn list_experiments_shows_what_their_flags_serve() {
    let listed = json!(burgee_tools::snapshot::list_experiments(TEXT).unwrap());
    let serves = [
        "`a` to 50 % and `b` to 50 % in experiment `e`, else `a`",
        "`a` to 20 % and `b` to 80 % where `plan` is `pro` in experiment `e`, then `a` to 50 %, else the caller's default",
    ];
    let line = json!({
        "experiment": "e", "name": null, "status": "draft", "start": null, "end": null, "version": 1, "winner": null,
        "flags": ["page", "deals"], "serves": serves,
    });
    assert_eq!(listed, json!([line]));
}

#[test]
fn delete_removes_an_experiment_from_layers_and_holdouts() {
    let shares = r#""layers": { "l": { "experiments": { "e": [0, 50] } } }, "holdouts": { "h": { "percent": 1, "experiments": ["e"] } },"#;
    let shared = TEXT.replace("\"format\": \"burgee/1\",", &format!("\"format\": \"burgee/1\", {shares}"));
    let gone = at(NOW, &shared, json!({ "kind": "delete_experiment", "experiment": "e" }));
    let left: Value = serde_json::from_str(text(&gone)).unwrap();
    assert_eq!(left.get("experiments"), None);
    assert_eq!(left["layers"]["l"]["experiments"], json!({}));
    assert_eq!(left["holdouts"]["h"]["experiments"], json!([]));
    assert_eq!(left["flags"]["deals"]["rules"].as_array().unwrap().len(), 1);
}
