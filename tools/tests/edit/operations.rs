//! The operations on flags, one test each.

use super::support::{NOW, ask, edit, edited, evaluate, in_turn, served, with_flags};
use burgee_tools::snapshot;
use serde_json::{Value, json};

const BETA: &str = r#"    "beta": {
      "variants": { "on": true, "off": false },
      "off": "off",
      "fallthrough": "off"
    }"#;

fn beta() -> String {
    with_flags(BETA)
}

/// The flag `beta` with these rules.
fn with_rules(rules: &str) -> String {
    with_flags(&BETA.replace("\n      \"fallthrough\"", &format!("\n      \"rules\": {rules},\n      \"fallthrough\"")))
}

fn is_on(text: &str, attributes: Value) -> bool {
    served(text, "beta", attributes) == "on"
}

#[test]
fn create_flag() {
    let empty = "{\n  \"format\": \"burgee/1\",\n  \"flags\": {}\n}\n";
    let answer = edit(empty, json!({ "kind": "create_flag", "flag": "beta" }));
    assert_eq!(answer["text"], beta());
    assert_eq!(answer["summary"], "`beta` is created and serves `off` to everyone");
    assert_eq!(edited(&beta(), json!({ "kind": "delete_flag", "flag": "beta" })), empty);
}

#[test]
fn create_flag_with_variants() {
    let made = json!({
        "kind": "create_flag", "flag": "banner", "variants": { "z": "", "a": "sale" }, "fallthrough": "a",
        "enabled": false, "description": "What \"sells\"", "owner": "shop", "tags": ["x"],
    });
    let flag = r#"    "banner": {
      "enabled": false,
      "variants": { "z": "", "a": "sale" },
      "off": "z",
      "fallthrough": "a",
      "metadata": { "description": "What \"sells\"", "owner": "shop", "tags": ["x"] }
    }"#;
    assert_eq!(edited(&beta(), made), with_flags(&format!("{BETA},\n{flag}")));
}

#[test]
fn delete_flag() {
    let two = with_flags(&format!("{},\n{BETA}", BETA.replace("beta", "alpha")));
    let answer = edit(&two, json!({ "kind": "delete_flag", "flag": "alpha" }));
    assert_eq!(answer["text"], beta());
    assert_eq!(answer["summary"], "`alpha` is deleted");
}

#[test]
fn get_flag() {
    let found = json!(snapshot::get_flag(&beta(), "beta").unwrap());
    let definition = json!({ "variants": { "on": true, "off": false }, "off": "off", "fallthrough": "off" });
    assert_eq!(
        found,
        json!({
            "flag": "beta", "type": "boolean", "enabled": true, "serves": "`off` to everyone",
            "variants": ["on", "off"], "metadata": null, "issues": [], "definition": definition,
            "text": BETA.trim_start().strip_prefix("\"beta\": ").unwrap(),
        })
    );
}

#[test]
fn list_flags() {
    let text = r#"{ "format": "burgee/1",
      "segments": { "staff": { "attribute": "emailDomain", "in": ["company.com"] } },
      "experiments": { "e": { "status": "running" } },
      "flags": {
        "plain": { "variants": { "a": 1 }, "fallthrough": "a", "metadata": { "owner": "web" } },
        "killed": { "enabled": false, "variants": { "a": 1 } },
        "rules": { "variants": { "on": true, "off": false }, "rules": [
          { "if": { "segment": "staff" }, "serve": "on" },
          { "if": { "attribute": "tier", "in": ["a", "b"] }, "serve": "on" },
          { "if": { "attribute": "tier", "in": [1, 2, 3, 4] }, "serve": "on" },
          { "if": { "not": { "segment": "staff" } }, "start": "2026-01-01", "serve": "off" },
          { "rollout": { "serve": "on", "percent": 2.5 } } ], "fallthrough": "off" },
        "split": { "variants": { "a": "x", "b": "y" }, "rules": [{ "experiment": "e", "split": { "a": 50, "b": 50 } }] },
        "all": { "variants": { "on": true }, "rules": [{ "serve": "on" }, { "rollout": { "serve": "on", "percent": 1 } }] },
        "broken": { "variants": { "a": 1 }, "off": "b" }
      } }"#;
    let listed = json!(snapshot::list_flags(text).unwrap());
    let lines: Vec<_> = listed.as_array().unwrap().iter().map(|flag| (&flag["flag"], &flag["serves"])).collect();
    let expected = [
        ("plain", "`a` to everyone"),
        ("killed", "the caller's default to everyone: the flag is off"),
        (
            "rules",
            "`on` in segment `staff`, then `on` where `tier` is `a` or `b`, then `on` where `tier` is one of 4 values, \
             then `off` under a condition for a limited time, then `on` to 2.5 %, else `off`",
        ),
        ("split", "`a` to 50 % and `b` to 50 % in experiment `e`, else the caller's default"),
        ("all", "`on` to everyone"),
        ("broken", "the caller's default: the flag has an error"),
    ];
    assert_eq!(
        lines,
        expected.map(|(flag, serves)| (json!(flag), json!(serves))).iter().map(|(a, b)| (a, b)).collect::<Vec<_>>()
    );
    assert_eq!(listed[0]["metadata"], json!({ "owner": "web" }));
    assert_eq!(listed[5]["issues"][0]["message"], "there is no variant `b`");
    assert_eq!(listed[5]["enabled"], Value::Null);
}

#[test]
fn is_enabled() {
    let text = edited(&beta(), json!({ "kind": "enable_for_users", "flag": "beta", "users": ["ada"] }));
    let enabled = |user: &str| evaluate(&text, "beta", json!({ "targetingKey": user }));
    let ada = json!({ "flag": "beta", "enabled": true, "variant": "on", "value": true, "reason": "TARGETING_MATCH" });
    assert_eq!(enabled("ada"), ada);
    assert_eq!(enabled("bob")["enabled"], false);
}

#[test]
fn get_variant() {
    let text = edited(&beta(), json!({ "kind": "rollout_percentage", "flag": "beta", "percent": 100 }));
    let expected = json!({ "flag": "beta", "enabled": true, "variant": "on", "value": true, "reason": "SPLIT" });
    assert_eq!(evaluate(&text, "beta", json!({ "targetingKey": "ada" })), expected);
}

#[test]
fn enable_for_all() {
    let on = edited(&beta(), json!({ "kind": "enable_for_all", "flag": "beta" }));
    assert_eq!(on, beta().replace("\"fallthrough\": \"off\"", "\"fallthrough\": \"on\""));
    let rule = r#"{ "if": { "attribute": "country", "in": ["DE"] }, "serve": "off" }"#;
    let answer = edit(&with_rules(&format!("[{rule}]")), json!({ "kind": "enable_for_all", "flag": "beta" }));
    let rules = format!("[\n        {{ \"name\": \"everyone\", \"serve\": \"on\" }},\n        {rule}\n      ]");
    assert_eq!(answer["text"], with_rules(&rules));
    assert_eq!(answer["summary"], "`beta` serves `on` to everyone");
    assert!(is_on(answer["text"].as_str().unwrap(), json!({ "country": "DE" })));
    let again = edit(answer["text"].as_str().unwrap(), json!({ "kind": "enable_for_all", "flag": "beta" }));
    assert_eq!(again["changed"], false);
}

#[test]
fn disable_for_all() {
    let on = with_rules(r#"[{ "rollout": { "serve": "on", "percent": 100 } }]"#);
    let answer = edit(&on, json!({ "kind": "disable_for_all", "flag": "beta" }));
    let off = on.replace("    \"beta\": {\n", "    \"beta\": {\n      \"enabled\": false,\n");
    assert_eq!(answer["text"], off);
    assert_eq!(answer["summary"], "`beta` is off: it serves `off` to everyone");
    assert!(!is_on(&off, json!({ "targetingKey": "ada" })));
    let again = edit(&off, json!({ "kind": "disable_for_all", "flag": "beta" }));
    assert_eq!(again["summary"], "`beta` is already off: it serves `off`");
    let back = edit(&off, json!({ "kind": "enable", "flag": "beta" }));
    assert_eq!(back["text"], off.replace("false,\n", "true,\n"));
    assert_eq!(back["summary"], "`beta` is on again: it serves `on` to 100 %, else `off`");
}

#[test]
fn rollout_percentage() {
    let rollout = |percent: Value| json!({ "kind": "rollout_percentage", "flag": "beta", "percent": percent });
    let ten = edit(&beta(), rollout(json!(10)));
    assert_eq!(ten["text"], with_rules(r#"[{ "rollout": { "serve": "on", "percent": 10 } }]"#));
    assert_eq!(ten["summary"], "`beta` serves `on` to 10 % of all units");
    let ten = ten["text"].as_str().unwrap();
    for (given, written) in
        [(json!(0), "0"), (json!(100), "100"), (json!("33.333333"), "33.333333"), (json!(1e-6), "0.000001")]
    {
        let text = edited(ten, rollout(given));
        assert_eq!(text, ten.replace("\"percent\": 10", &format!("\"percent\": {written}")));
        assert_eq!(edited(&text, rollout(json!(10))), ten);
    }
    assert_eq!(edit(ten, rollout(json!("10.0")))["changed"], false);
}

#[test]
fn rollout_percentage_replaces_a_rule_for_everyone() {
    let rollout = json!({ "kind": "rollout_percentage", "flag": "beta", "percent": 10 });
    let ten = with_rules(r#"[{ "rollout": { "serve": "on", "percent": 10 } }]"#);
    let all = edited(&beta(), json!({ "kind": "enable_for_all", "flag": "beta" }));
    assert_eq!(edited(&all, rollout.clone()), ten);
    let all = edited(&ten, json!({ "kind": "enable_for_all", "flag": "beta" }));
    let back = edited(&all, rollout.clone());
    let flag = |text: &str| serde_json::from_str::<Value>(text).unwrap()["flags"]["beta"].clone();
    assert_eq!(flag(&back), flag(&ten));
    let steps = with_rules(r#"[{ "rollout": { "serve": "on", "steps": [{ "at": "2026-01-01", "percent": 5 }] } }]"#);
    assert_eq!(edited(&steps, rollout), ten);
}

#[test]
fn enable_for_users() {
    let users = |users: Value| json!({ "kind": "enable_for_users", "flag": "beta", "users": users });
    let answer = edit(&beta(), users(json!(["ada", "bob", "ada"])));
    let rules = "[\n        {\n          \"name\": \"users\",\n          \"if\": { \"attribute\": \"targetingKey\", \"in\": \
                 [\"ada\", \"bob\"] },\n          \"serve\": \"on\"\n        }\n      ]";
    assert_eq!(answer["text"], with_rules(rules));
    assert_eq!(answer["summary"], "`beta` serves `on` to 2 users");
    let two = answer["text"].as_str().unwrap();
    let more = edit(two, users(json!(["bob", "eve"])));
    assert_eq!(more["text"], two.replace("\"bob\"]", "\"bob\", \"eve\"]"));
    assert_eq!(more["summary"], "`beta` serves `on` to 2 users, 1 of them as before");
    assert_eq!(edit(two, users(json!(["bob"])))["summary"], "`beta` serves `on` to 1 user, as before");
    let none = json!({ "kind": "disable_for_users", "flag": "beta", "users": ["bob", "ada", "eve"] });
    assert_eq!(edit(two, none.clone())["summary"], "`beta` no longer lists 2 users for `on`");
    assert_eq!(edited(two, none), beta());
}

#[test]
fn enable_for_users_comes_before_other_rules() {
    let exclude = r#"{ "if": { "attribute": "country", "in": ["DE"] }, "serve": "off" }"#;
    let text = with_rules(&format!("[{exclude}]"));
    let text = edited(&text, json!({ "kind": "enable_for_users", "flag": "beta", "users": ["ada"] }));
    assert!(is_on(&text, json!({ "targetingKey": "ada", "country": "DE" })));
    assert!(!is_on(&text, json!({ "targetingKey": "bob", "country": "DE" })));
}

#[test]
fn enable_for_tiers() {
    let tiers = json!({ "kind": "enable_for_tiers", "flag": "beta", "tiers": ["premium"] });
    let text = edited(&beta(), tiers);
    let rule = r#"{ "name": "tiers", "if": { "attribute": "tier", "in": ["premium"] }, "serve": "on" }"#;
    assert_eq!(text, with_rules(&format!("[\n        {rule}\n      ]")));
    assert!(is_on(&text, json!({ "tier": "premium" })));
    let plans = json!({ "kind": "enable_for_tiers", "flag": "beta", "tiers": ["pro"], "attribute": "plan" });
    let both = edited(&text, plans);
    assert!(is_on(&both, json!({ "plan": "pro" })));
    let gone = json!({ "kind": "disable_for_tiers", "flag": "beta", "tiers": ["premium"] });
    assert_eq!(edited(&text, gone), beta());
}

#[test]
fn enable_for_domains() {
    let domains =
        json!({ "kind": "enable_for_domains", "flag": "beta", "domains": ["@Company.com", "company.com", "b.org"] });
    let answer = edit(&beta(), domains);
    assert_eq!(answer["summary"], "`beta` serves `on` to 2 e-mail domains");
    let text = answer["text"].as_str().unwrap();
    assert!(text.contains("\"in\": [\"company.com\", \"b.org\"]"), "{text}");
    assert!(is_on(text, json!({ "email": "ada@COMPANY.com" })));
    let gone = json!({ "kind": "disable_for_domains", "flag": "beta", "domains": ["COMPANY.com"] });
    assert!(!is_on(&edited(text, gone), json!({ "email": "ada@company.com" })));
}

#[test]
fn create_ab_test() {
    let made = json!({
        "kind": "create_ab_test", "flag": "button", "experiment": "button-2026", "weights": { "z": 60, "a": "39.5" },
        "metric": "purchase", "hypothesis": "a sells",
    });
    let answer = edit(&beta(), made);
    let flag = r#"    "button": {
      "variants": { "z": "z", "a": "a" },
      "off": "z",
      "rules": [{ "experiment": "button-2026", "split": { "z": 60, "a": 39.5 } }],
      "fallthrough": "z"
    }
  },
  "experiments": {
    "button-2026": {
      "hypothesis": "a sells",
      "status": "draft",
      "metric": "purchase"
    }"#;
    assert_eq!(answer["text"], with_flags(&format!("{BETA},\n{flag}")));
    let summary =
        "experiment `button-2026` on `button`: `z` 60 %, `a` 39.5 %; it is a draft, `start_experiment` runs it";
    assert_eq!(answer["summary"], summary);
    let none = json!({ "kind": "delete_experiment", "experiment": "button-2026" });
    assert_eq!(
        in_turn(answer["text"].as_str().unwrap(), [none, json!({ "kind": "delete_flag", "flag": "button" })]),
        beta()
    );
}

#[test]
fn create_ab_test_on_an_existing_flag() {
    let made = json!({ "kind": "create_ab_test", "flag": "beta", "status": "running" });
    let text = edited(&beta(), made);
    let none = json!({ "kind": "conclude_experiment", "experiment": "beta", "winner": "off" });
    assert!(text.contains(r#""rules": [{ "experiment": "beta", "split": { "on": 50, "off": 50 } }],"#), "{text}");
    let concluded = ask(&text, &none, json!(NOW)).unwrap();
    let gone =
        edited(concluded["text"].as_str().unwrap(), json!({ "kind": "delete_experiment", "experiment": "beta" }));
    assert_eq!(gone, beta());
}
