//! What one user gets.

use super::request::Request;
use crate::json::Tree;
use crate::requests::{Answer, parsed, refused, user};
use burgee::Evaluator;
use burgee::context::Consent;
use burgee::context::ContextInput;
use serde_json::{Value, json};

/// `{"kind": "is_enabled", "flag", "attributes"}` → `{enabled, …}`: whether the value served is `true`.
pub(super) fn is_enabled(request: &Request<'_>) -> Answer {
    let mut answer = get_variant(request)?;
    let enabled = answer.get("value") == Some(&Value::Bool(true));
    answer.as_object_mut().into_iter().for_each(|map| drop(map.insert("enabled".into(), enabled.into())));
    Ok(answer)
}

/// `{"kind": "get_variant", "flag", "attributes"}` → `{flag, variant, value, reason}`.
pub(super) fn get_variant(request: &Request<'_>) -> Answer {
    let (key, _) = request.flag()?;
    let attributes: String =
        request.get("attributes").map_or_else(|| "{}".into(), |node| Tree::of(node).print_on_one_line());
    let consent = match request.optional("consent")? {
        Some("granted") => Consent::Granted,
        Some("denied") => Consent::Denied,
        _ => Consent::Unknown,
    };
    let evaluator = Evaluator::new(request.text).map_err(|error| refused(request.text, error.issues()))?;
    let attributes = parsed(attributes)?;
    let given = ContextInput { attributes: attributes.root(), assignments: None };
    let context = user::context(evaluator.model(), &given, request.now.unwrap_or_default(), consent)?;
    let decided = evaluator.decide(key, &evaluator.prepare_packed(context));
    let value = decided.as_ref().and_then(|answer| serde_json::from_str::<Value>(answer.json()?).ok());
    let reason = decided.as_ref().map_or("ERROR", |answer| answer.reason.name());
    Ok(json!({ "flag": key, "variant": decided.and_then(|answer| answer.variant), "value": value, "reason": reason }))
}
