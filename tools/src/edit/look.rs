//! Flags and experiments as lists that a person or a model reads.

use super::phrase;
use super::request::Request;
use super::rules::rules_of;
use crate::requests::parts::{members, text_of};
use crate::requests::{Answer, issues};
use burgee::document::{Issue, Kind, Member};
use serde_json::{Map, Value, json};

/// `{"kind": "list_flags"}` → `{flags: [{flag, type, enabled, serves, metadata, issues}]}`.
pub(super) fn list_flags(request: &Request<'_>) -> Answer {
    let flags: Vec<_> = request.flags().into_iter().map(|member| flag(request, member)).collect();
    Ok(json!({ "flags": flags }))
}

/// `{"kind": "get_flag", "flag": key}` → the same of one flag, with its definition and the text of it.
pub(super) fn get_flag(request: &Request<'_>) -> Answer {
    let (key, node) = request.flag()?;
    let member = request.flags().into_iter().find(|member| member.name == key);
    let mut found = member.map(|member| flag(request, member)).unwrap_or_default();
    let source = node.source();
    found.insert("definition".into(), serde_json::from_str(source).unwrap_or_default());
    found.insert("text".into(), source.into());
    Ok(Value::Object(found))
}

fn flag(request: &Request<'_>, member: Member<'_>) -> Map<String, Value> {
    let key = member.name;
    let meaning = request.meaning(key);
    let variants = members(member.node.get("variants"));
    let kind = meaning.and(variants.first()).map(|first| match first.node.kind() {
        Kind::False | Kind::True => "boolean",
        Kind::String => "string",
        Kind::Number => "number",
        Kind::Null | Kind::Array | Kind::Object => "object",
    });
    let about = |issue: &&Issue| member.start <= issue.at && issue.at < member.node.end();
    let found: Vec<Issue> = request.issues.iter().filter(about).cloned().collect();
    let metadata = member.node.get("metadata").map(|node| node.source());
    let mut map = Map::new();
    map.insert("flag".into(), key.into());
    map.insert("type".into(), kind.into());
    map.insert("enabled".into(), meaning.map(|flag| flag.enabled).into());
    map.insert("serves".into(), phrase::serves(request, key).into());
    map.insert("variants".into(), variants.iter().map(|variant| variant.name).collect::<Vec<_>>().into());
    map.insert("metadata".into(), metadata.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default());
    map.insert("issues".into(), issues(request.text, &found, crate::check::hint).into());
    map
}

/// `{"kind": "list_experiments"}` → `{experiments: [{experiment, name, status, start, end, winner, flags, serves}]}`.
pub(super) fn list_experiments(request: &Request<'_>) -> Answer {
    let all = members(request.root.get("experiments"));
    Ok(json!({ "experiments": all.into_iter().map(|member| experiment(request, member)).collect::<Vec<_>>() }))
}

fn experiment(request: &Request<'_>, member: Member<'_>) -> Value {
    let id = member.name;
    let text = |name: &str| member.node.get(name).map(|node| node.source());
    let field = |name: &str| text(name).and_then(|text| serde_json::from_str::<Value>(text).ok());
    let runs = |flag: &Member<'_>| rules_of(flag.node).into_iter().any(|rule| text_of(rule, "experiment") == Some(id));
    let flags: Vec<_> = request.flags().into_iter().filter(runs).map(|flag| flag.name).collect();
    let serves: Vec<_> = flags.iter().map(|key| phrase::serves(request, key)).collect();
    json!({
        "experiment": id, "name": field("name"), "status": field("status"), "start": field("start"),
        "end": field("end"), "version": field("version").unwrap_or(1.into()), "winner": field("winner"),
        "flags": flags, "serves": serves,
    })
}
