//! Contexts from JSON text, in both ways: from the nodes of a document, and through the API's own types.

use burgee::context::{ContextInput, pack};
use burgee::{Consent, Context, Evaluator, PreparedContext, Timestamp, Value, document};

/// What is known of a user. JSON text that is not an object has no attributes or assignments.
pub(crate) fn prepare(
    evaluator: &Evaluator,
    attributes: &str,
    assignments: &str,
    now: i64,
    consent: Consent,
) -> PreparedContext {
    let [nodes, assigned] = [attributes, assignments].map(|text| document::parse(text).unwrap());
    let input = ContextInput { attributes: nodes.root(), assignments: Some(assigned.root()) };
    let packed = evaluator.prepare_packed(pack(evaluator.model(), &input, now, consent));
    let context = context(attributes, assignments).with_consent(consent);
    let prepared = evaluator.prepare(&context, Timestamp::from_millis(now));
    assert_eq!(format!("{prepared:?}"), format!("{packed:?}"), "{attributes} {assignments}");
    prepared
}

/// Assignments that have no variant or version are left out: the API's type cannot hold them.
fn context(attributes: &str, assignments: &str) -> Context {
    let [attributes, assignments] = [attributes, assignments].map(|text| object(text).unwrap_or_default());
    let version = |value: &Value| value.as_f64().filter(|version| f64::from(*version as u32) == *version);
    assignments.iter().fold(Context::from(attributes), |context, (experiment, assignment)| {
        let variant = assignment.get("variant").and_then(Value::as_str);
        match (variant, assignment.get("version").and_then(version)) {
            (Some(variant), Some(version)) => context.with_assignment(experiment, variant, version as u32),
            _ => context,
        }
    })
}

fn object(text: &str) -> Option<burgee::Object> {
    text.parse::<Value>().unwrap().into_object()
}
