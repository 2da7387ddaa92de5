//! Operations that fail, and their exact messages.

use super::support::{NOW, ask, edit, error_message};
use burgee_tools::edit::Operation;
use burgee_tools::snapshot::list_flags;
use serde_json::{Value, json};

const TEXT: &str = r#"{ "format": "burgee/1",
  "segments": { "s": { "flag": "base", "in": ["on"] } },
  "experiments": { "e": { "status": "running" }, "bad": { "status": "lost" } },
  "flags": {
    "base": { "variants": { "on": true, "off": false }, "off": "off" },
    "user": { "variants": { "a": 1, "b": 2 }, "prerequisites": [{ "flag": "base", "in": ["on"] }], "fallthrough": "a" },
    "only": { "variants": { "on": true }, "fallthrough": "on" },
    "two": { "variants": { "on": true, "off": false }, "rules": [
      { "if": { "segment": "s" }, "rollout": { "serve": "on", "percent": 1 } },
      { "if": { "segment": "s" }, "rollout": { "serve": "on", "percent": 2 } } ] },
    "none": { "variants": { "on": true, "off": false }, "rules": [{ "serve": "off" }] },
    "apart": { "variants": { "a": 1, "b": 2 }, "rules": [{ "hash": { "function": "md5" }, "split": [{ "serve": "a", "positions": [0, 7] }] }] },
    "null": { "variants": { "a": 1, "b": 2 }, "rules": [{ "split": [{ "serve": null, "from": 0, "to": 50 }] }] },
    "broken": { "variants": { "on": true }, "off": "of" }
  } }"#;

#[test]
fn invalid_operations_are_errors() {
    let flag = |kind: &str, flag: &str, more: Value| {
        let mut operation = json!({ "kind": kind, "flag": flag });
        operation.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        operation
    };
    let percent = |percent: Value| flag("rollout_percentage", "base", json!({ "percent": percent }));
    let cases = [
        (json!([]), "an operation must be an object"),
        (json!({}), "`kind` is missing: the name of an operation"),
        (json!({ "kind": 5 }), "`kind` must be a string: the name of an operation"),
        (
            flag("create_flag", "x", json!({ "descripton": "x" })),
            "`create_flag`: unknown field `descripton`, expected `flag`, `variants`, `off`, `fallthrough`, `enabled`, `description`, `owner`, `ticket`, `tags`, `expires` or `metadata`",
        ),
        (json!({ "kind": "delete_flag" }), "`delete_flag`: `flag` is missing"),
        (json!({ "kind": "delete_flag", "flag": 5 }), "`delete_flag.flag`: expected a string, found a number"),
        (
            flag("create_flag", "x", json!({ "tags": ["a", 5] })),
            "`create_flag.tags[1]`: expected a string, found a number",
        ),
        (
            flag("reweight", "base", json!({ "weights": { "on": 50, "off": 150 } })),
            "`reweight.weights.off`: `150` is not a percentage from 0 to 100 with at most six decimals",
        ),
        (flag("create_flag", "", json!({})), "`flag` must not be empty"),
        (flag("create_flag", "base", json!({})), "a flag `base` exists already"),
        (flag("create_flag", "x", json!({ "variants": {} })), "`variants` must be an object with at least one variant"),
        (
            flag("create_flag", "x", json!({ "off": "no" })),
            "this would put an error into `flags.x`: there is no variant `no`",
        ),
        (flag("enable", "x", json!({})), "there is no flag `x`"),
        (flag("enable_for_all", "user", json!({})), "`variant` is missing: `user` has `a` and `b`"),
        (flag("enable_for_all", "user", json!({ "variant": "c" })), "`user` has no variant `c`: it has `a` and `b`"),
        (percent(Value::Null), "`rollout_percentage.percent`: expected a percentage, a number or its text, found null"),
        (
            percent(json!(true)),
            "`rollout_percentage.percent`: expected a percentage, a number or its text, found a boolean",
        ),
        (
            percent(json!(100.5)),
            "`rollout_percentage.percent`: `100.5` is not a percentage from 0 to 100 with at most six decimals",
        ),
        (
            percent(json!("0.1234567")),
            "`rollout_percentage.percent`: `0.1234567` is not a percentage from 0 to 100 with at most six decimals",
        ),
        (
            flag("rollout_percentage", "only", json!({ "percent": 5 })),
            "`only` serves `on` to all other units too: add an `off` variant first",
        ),
        (
            flag("rollout_percentage", "two", json!({ "percent": 5 })),
            "`two` has 2 rollouts: edit the file to change one of them",
        ),
        (
            flag("rollout_percentage", "none", json!({ "percent": 5 })),
            "rule 1 of `none` serves `off` to everyone: the rollout would never be reached",
        ),
        (flag("enable_for_users", "base", json!({ "users": [] })), "`users` must contain at least one string"),
        (flag("enable_for_users", "base", json!({ "users": [""] })), "`users` must not contain an empty string"),
        (
            flag("enable_for_domains", "base", json!({ "domains": ["a@b.c"] })),
            "`a@b.c` is not an e-mail domain such as `company.com`",
        ),
        (flag("disable_for_users", "base", json!({ "users": ["x", "y"] })), "no list of `base` contains `x` and `y`"),
        (flag("update_flag", "base", json!({ "set": {} })), "`set` must be an object with at least one field"),
        (
            flag("update_flag", "base", json!({ "set": { "of": "x" } })),
            "a flag has no field `of`: it has `enabled`, `variants`, `off`, `overrides`, `prerequisites`, `rules`, `fallthrough`, `salt` and `metadata`",
        ),
        (flag("rename_flag", "base", json!({ "to": "user" })), "a flag `user` exists already"),
        (flag("rename_variant", "user", json!({ "from": "a", "to": "b" })), "`user` already has a variant `b`"),
        (flag("rename_variant", "user", json!({ "from": "c", "to": "d" })), "`user` has no variant `c`"),
        (flag("reweight", "user", json!({ "weights": { "a": 1 } })), "`user` has no split"),
        (
            flag("reweight", "apart", json!({ "weights": { "a": 1 } })),
            "the split of `apart` has positions or the caller's default: edit the file to change it",
        ),
        (
            flag("reweight", "null", json!({ "weights": { "a": 1 } })),
            "the split of `null` has positions or the caller's default: edit the file to change it",
        ),
        (flag("create_ab_test", "x", json!({ "experiment": "e" })), "an experiment `e` exists already"),
        (flag("create_ab_test", "x", json!({})), "`weights` is missing: an object of variants and percentages"),
        (
            flag("create_ab_test", "user", json!({ "variants": { "a": 1 } })),
            "`user` exists and has variants: leave `variants` out",
        ),
        (
            flag("create_ab_test", "user", json!({ "weights": { "a": 60, "b": 50 } })),
            "this would put an error into `flags.user`: the percentages add up to more than 100",
        ),
        (
            flag("create_ab_test", "user", json!({ "status": "done" })),
            "`create_ab_test.status`: expected `draft` or `running`, found `done`",
        ),
    ];
    for (operation, message) in cases {
        assert_eq!(error_message(TEXT, operation.clone()), message, "{operation}");
    }
}

#[test]
fn the_message_for_an_unknown_operation_lists_all_kinds() {
    let message = error_message(TEXT, json!({ "kind": "explode" }));
    assert!(message.starts_with("unknown operation `explode`, expected `create_flag`, `update_flag`, "), "{message}");
    assert!(message.ends_with(", `delete_experiment` or `undo`"), "{message}");
    assert_eq!(Operation::KINDS.len(), 23);
}

#[test]
fn a_part_that_others_refer_to_cannot_be_removed() {
    let error = ask(TEXT, &json!({ "kind": "delete_flag", "flag": "base" }), json!(NOW)).unwrap_err();
    assert_eq!(error["message"], "this would put an error into `segments.s`: there is no flag `base`");
    let paths: Vec<_> =
        error["issues"].as_array().unwrap().iter().map(|issue| issue["path"].as_str().unwrap()).collect();
    assert_eq!(paths.first(), Some(&"segments.s.flag"));
    assert!(paths.contains(&"flags.user.prerequisites[0].flag"), "{paths:?}");
    let variants = json!({ "kind": "update_flag", "flag": "base", "set": { "variants": { "off": false } } });
    assert_eq!(
        error_message(TEXT, variants),
        "this would put an error into `segments.s`: the flag `base` has no variant `on`"
    );
}

#[test]
fn an_error_in_another_part_does_not_matter() {
    assert_eq!(edit(TEXT, json!({ "kind": "disable_for_all", "flag": "user" }))["changed"], true);
    assert_eq!(
        error_message(TEXT, json!({ "kind": "disable_for_all", "flag": "broken" })),
        "this would put an error into `flags.broken`: there is no variant `of`"
    );
    let fixed = edit(TEXT, json!({ "kind": "update_flag", "flag": "broken", "set": { "off": "on" } }));
    assert_eq!(fixed["summary"], "`off` of `broken` is set");
    assert_eq!(edit(TEXT, json!({ "kind": "delete_flag", "flag": "broken" }))["summary"], "`broken` is deleted");
}

#[test]
fn a_text_that_is_not_a_snapshot_is_an_error() {
    let list = |text: &str| list_flags(text).unwrap_err().to_string();
    assert_eq!(list("{"), "expected a name in quotes, found the end of the text");
    assert_eq!(list("{}"), "`format` is missing");
    let delete = json!({ "kind": "delete_flag", "flag": "base" });
    assert_eq!(error_message("{}", delete), "`format` is missing");
}

#[test]
fn undo_fails_for_a_changed_text() {
    let answer = edit(TEXT, json!({ "kind": "disable_for_all", "flag": "user" }));
    assert_eq!(
        error_message(TEXT, answer["undo"].clone()),
        "the snapshot has changed since this operation: it cannot be undone"
    );
}
