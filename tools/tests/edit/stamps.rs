//! Stamps and revisions: when and by whom a part was changed.

use super::support::{NOW, edited, operation_of};
use burgee_tools::edit::{Stamp, edit};
use serde_json::{Value, json};

fn edit_as(text: &str, operation: Value, now: i64, actor: Option<&str>) -> String {
    let stamp = Stamp { now: Some(now), actor: actor.map(String::from) };
    edit(text, &operation_of(&operation).unwrap(), &stamp).unwrap().text
}

const EMPTY: &str = "{\n  \"format\": \"burgee/1\",\n  \"revision\": 41,\n  \"flags\": {}\n}\n";

fn metadata(text: &str) -> Value {
    serde_json::from_str::<Value>(text).unwrap()["flags"]["x"]["metadata"].clone()
}

#[test]
fn a_flag_records_when_and_by_whom_it_was_changed() {
    let text = edit_as(EMPTY, json!({ "kind": "create_flag", "flag": "x", "owner": "web" }), NOW, Some("ada"));
    let at = "2026-11-21T08:00:00Z";
    assert_eq!(
        metadata(&text),
        json!({ "owner": "web", "created": at, "createdBy": "ada", "updated": at, "updatedBy": "ada" })
    );
    assert!(text.contains("\"revision\": 42"));
    let later = edit_as(&text, json!({ "kind": "disable_for_all", "flag": "x" }), NOW + 86_400_000, Some("bob"));
    let found = metadata(&later);
    assert_eq!((&found["created"], &found["updated"]), (&json!(at), &json!("2026-11-22T08:00:00Z")));
    assert_eq!((&found["createdBy"], &found["updatedBy"]), (&json!("ada"), &json!("bob")));
    let unknown = edit_as(&later, json!({ "kind": "enable", "flag": "x" }), NOW, None);
    assert_eq!(metadata(&unknown).get("updatedBy"), None);
    assert!(unknown.contains("\"revision\": 44"));
}

#[test]
fn an_operation_without_effect_leaves_no_stamp() {
    let text = edit_as(EMPTY, json!({ "kind": "create_flag", "flag": "x", "enabled": false }), NOW, None);
    assert_eq!(edit_as(&text, json!({ "kind": "disable_for_all", "flag": "x" }), NOW + 1000, None), text);
}

#[test]
fn stamps_are_calendar_dates() {
    for (now, date) in [
        (0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (951_782_400_000, "2000-02-29T00:00:00Z"),
        (1_709_164_799_999, "2024-02-28T23:59:59Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00Z"),
    ] {
        let text = edit_as(EMPTY, json!({ "kind": "create_flag", "flag": "x" }), now, None);
        assert_eq!(metadata(&text)["created"], date);
    }
}

#[test]
fn update_flag_changes_metadata_member_by_member() {
    let text = EMPTY.replace("{}", "{\n    \"x\": {\n      \"variants\": { \"a\": 1 },\n      \"metadata\": { \"note\": 1, \"owner\": \"web\", \"tags\": [] }\n    }\n  }");
    let set = json!({ "metadata": { "owner": null, "description": "it", "ticket": 7 } });
    let after = edited(&text, json!({ "kind": "update_flag", "flag": "x", "set": set }));
    let expected = r#"{ "description": "it", "note": 1, "ticket": 7, "tags": [] }"#;
    assert_eq!(metadata(&after), serde_json::from_str::<Value>(expected).unwrap());
}
