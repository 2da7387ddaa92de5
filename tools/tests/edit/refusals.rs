//! What is refused, and in which words.

use super::support::{NOW, ask, edit, refusal};
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
fn operations_that_make_no_sense() {
    let flag = |kind: &str, flag: &str, more: Value| {
        let mut operation = json!({ "kind": kind, "flag": flag });
        operation.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        operation
    };
    let percent = |percent: Value| flag("rollout_percentage", "base", json!({ "percent": percent }));
    let said = [
        (json!({}), "`kind` is missing"),
        (json!({ "kind": "explode" }), "unknown operation `explode`"),
        (flag("create_flag", "x", json!({ "descripton": "x" })), "`create_flag` takes no `descripton`"),
        (json!({ "kind": "delete_flag" }), "`flag` is missing"),
        (json!({ "kind": "delete_flag", "flag": 5 }), "`flag` must be a string"),
        (flag("create_flag", "", json!({})), "`flag` must not be empty"),
        (flag("create_flag", "base", json!({})), "there is a flag `base` already"),
        (flag("create_flag", "x", json!({ "variants": {} })), "`variants` must be an object with at least one variant"),
        (flag("create_flag", "x", json!({ "off": "no" })), "this would break `flags.x`: there is no variant `no`"),
        (flag("enable", "x", json!({})), "there is no flag `x`"),
        (flag("enable_for_all", "user", json!({})), "say which `variant` of `user` is to be served: `a` and `b`"),
        (flag("enable_for_all", "user", json!({ "variant": "c" })), "`user` has no variant `c`: it has `a` and `b`"),
        (percent(Value::Null), "`percent` is missing"),
        (percent(json!(true)), "expected a percentage, found a boolean"),
        (percent(json!(100.5)), "`100.5` is not a percentage from 0 to 100 with at most six decimals"),
        (percent(json!("0.1234567")), "`0.1234567` is not a percentage from 0 to 100 with at most six decimals"),
        (
            flag("rollout_percentage", "only", json!({ "percent": 5 })),
            "`only` serves `on` to all others too: give it an `off` variant first",
        ),
        (
            flag("rollout_percentage", "two", json!({ "percent": 5 })),
            "`two` has 2 rollouts: change the one that you mean in the file",
        ),
        (
            flag("rollout_percentage", "none", json!({ "percent": 5 })),
            "rule 1 of `none` serves `off` to everyone: a rollout would reach nobody",
        ),
        (flag("enable_for_users", "base", json!({ "users": [] })), "`users` must be a list with at least one string"),
        (
            flag("enable_for_users", "base", json!({ "users": [""] })),
            "`users` must be a list of strings that are not empty",
        ),
        (
            flag("enable_for_domains", "base", json!({ "domains": ["a@b.c"] })),
            "`a@b.c` is no e-mail domain such as `company.com`",
        ),
        (flag("disable_for_users", "base", json!({ "users": ["x", "y"] })), "no list of `base` has `x` and `y`"),
        (flag("update_flag", "base", json!({ "set": {} })), "`set` must be an object with at least one field"),
        (
            flag("update_flag", "base", json!({ "set": { "of": "x" } })),
            "a flag has no field `of`: it has `enabled`, `variants`, `off`, `overrides`, `prerequisites`, `rules`, `fallthrough`, `salt` and `metadata`",
        ),
        (flag("rename_flag", "base", json!({ "to": "user" })), "there is a flag `user` already"),
        (flag("rename_variant", "user", json!({ "from": "a", "to": "b" })), "`user` has a variant `b` already"),
        (flag("rename_variant", "user", json!({ "from": "c", "to": "d" })), "`user` has no variant `c`"),
        (flag("reweight", "user", json!({ "weights": { "a": 1 } })), "`user` has no split"),
        (
            flag("reweight", "apart", json!({ "weights": { "a": 1 } })),
            "the split of `apart` names positions or the caller's default: change it by hand",
        ),
        (
            flag("reweight", "null", json!({ "weights": { "a": 1 } })),
            "the split of `null` names positions or the caller's default: change it by hand",
        ),
        (flag("create_ab_test", "x", json!({ "experiment": "e" })), "there is an experiment `e` already"),
        (flag("create_ab_test", "x", json!({})), "`weights` is missing: an object of variants and percentages"),
        (flag("create_ab_test", "user", json!({ "variants": { "a": 1 } })), "`user` has its variants already"),
        (
            flag("create_ab_test", "user", json!({ "weights": { "a": 60, "b": 50 } })),
            "this would break `flags.user`: the percentages add up to more than 100",
        ),
        (
            flag("create_ab_test", "user", json!({ "status": "done" })),
            "this would break `experiments.user`: expected `draft`, `running`, `concluded` or `archived`, found `done`",
        ),
    ];
    for (operation, message) in said {
        assert_eq!(refusal(TEXT, operation.clone()), message, "{operation}");
    }
}

#[test]
fn what_others_need_stays() {
    let error = ask(TEXT, &json!({ "kind": "delete_flag", "flag": "base" }), json!(NOW)).unwrap_err();
    assert_eq!(error["message"], "this would break `segments.s`: there is no flag `base`");
    let paths: Vec<_> =
        error["issues"].as_array().unwrap().iter().map(|issue| issue["path"].as_str().unwrap()).collect();
    assert_eq!(paths.first(), Some(&"segments.s.flag"));
    assert!(paths.contains(&"flags.user.prerequisites[0].flag"), "{paths:?}");
    let variants = json!({ "kind": "update_flag", "flag": "base", "set": { "variants": { "off": false } } });
    assert_eq!(refusal(TEXT, variants), "this would break `segments.s`: the flag `base` has no variant `on`");
}

#[test]
fn what_is_broken_already_is_in_nobody_s_way() {
    assert_eq!(edit(TEXT, json!({ "kind": "disable_for_all", "flag": "user" }))["changed"], true);
    assert_eq!(
        refusal(TEXT, json!({ "kind": "disable_for_all", "flag": "broken" })),
        "this would break `flags.broken`: there is no variant `of`"
    );
    let mended = edit(TEXT, json!({ "kind": "update_flag", "flag": "broken", "set": { "off": "on" } }));
    assert_eq!(mended["summary"], "`off` of `broken` set");
    assert_eq!(edit(TEXT, json!({ "kind": "delete_flag", "flag": "broken" }))["summary"], "`broken` is gone");
}

#[test]
fn texts_that_are_no_snapshots() {
    assert_eq!(refusal("{", json!({ "kind": "list_flags" })), "expected a name in quotes, found the end of the text");
    assert_eq!(refusal("{}", json!({ "kind": "list_flags" })), "`format` is missing");
}

#[test]
fn an_undo_of_another_text() {
    let answer = edit(TEXT, json!({ "kind": "disable_for_all", "flag": "user" }));
    assert_eq!(refusal(TEXT, answer["undo"].clone()), "the snapshot has changed since: it can't be undone");
}
