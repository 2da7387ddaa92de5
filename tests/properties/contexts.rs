//! Whatever a caller sends about a user, nothing panics.

use crate::loading::snapshots;
use crate::prepare::prepare;
use crate::support::holds;
use burgee::context::{ContextInput, PackedContext, pack};
use burgee::{Consent, Evaluator, PreparedContext, document};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use serde_json::{Value, json};

const TEXTS: [&str; 10] =
    ["", "u", "2.0.0", "10.0.0.1", "::1", "2026-11-01", "ada@company.com", "@", "\u{0}", "\u{10ffff}ß"];

fn evaluators() -> Vec<Evaluator> {
    snapshots().iter().map(|snapshot| Evaluator::new(snapshot.to_string()).unwrap()).collect()
}

fn decide_all(evaluator: &Evaluator, context: &PreparedContext) {
    for key in evaluator.keys() {
        evaluator.decide(key, context).unwrap();
    }
}

/// The attributes that a model reads.
fn paths(evaluator: &Evaluator) -> impl Iterator<Item = String> {
    let vocabulary = evaluator.model().vocabulary();
    (0..vocabulary.len() as u32).map(|slot| vocabulary.path(slot).to_owned())
}

/// Any JSON: of the kinds that attributes have, more often than others.
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        proptest::sample::select(TEXTS.as_slice()).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec(("[a-z.]{0,4}", inner), 0..4).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn instants() -> impl Strategy<Value = i64> {
    prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX), Just(0), 1_790_000_000_000..1_800_000_000_000_i64]
}

/// The attributes that the models read, with any values; and any JSON that is no object at all.
#[test]
fn attributes_and_assignments_of_any_kind() {
    let evaluators = evaluators();
    holds(1_500, (0..evaluators.len(), vec(values(), 12), values(), instants()), |(nth, values, whole, now)| {
        let evaluator = &evaluators[nth];
        let paths = paths(evaluator);
        let given: Value = paths.zip(values.iter().cycle().cloned()).collect();
        for (attributes, assignments) in [(&given, &whole), (&whole, &given)] {
            let (attributes, assignments) = (attributes.to_string(), assignments.to_string());
            let context = prepare(evaluator, &attributes, &assignments, now, Consent::Granted);
            decide_all(evaluator, &context);
        }
        Ok(())
    });
}

#[test]
fn attributes_that_are_no_json() {
    let evaluators = evaluators();
    holds(2_000, any::<String>(), |text| {
        if document::parse(text.as_str()).is_ok() {
            decide_all(&evaluators[0], &prepare(&evaluators[0], &text, "{}", 0, Consent::Unknown));
        }
        Ok(())
    });
}

/// Contexts that were packed for another model: too short, too long, records of other kinds, symbols out of range.
#[test]
fn contexts_of_other_programs() {
    let evaluators = evaluators();
    let parts = (0..evaluators.len(), 0..evaluators.len(), vec(values(), 12), instants());
    holds(600, parts, |(packed_by, asked, values, now)| {
        let paths = paths(&evaluators[packed_by]);
        let given: Value = paths.zip(values.iter().cycle().cloned()).collect();
        let given = document::parse(given.to_string()).unwrap();
        let input = ContextInput { attributes: given.root(), assignments: None };
        let packed = pack(evaluators[packed_by].model(), &input, now, Consent::Denied);
        decide_all(&evaluators[asked], &evaluators[asked].prepare_packed(packed));
        Ok(())
    });
}

#[test]
fn contexts_of_any_length() {
    for evaluator in evaluators() {
        for slots in [0, 1, 2, 3, 10, 100] {
            decide_all(&evaluator, &evaluator.prepare_packed(PackedContext::empty(slots)));
        }
    }
}

/// What a packer may leave in memory: any numbers, often ones that look like records, and any bytes.
#[test]
fn contexts_of_any_records() {
    let evaluators = evaluators();
    let head = (0..8_u64, any::<u32>()).prop_map(|(tag, symbol)| tag | u64::from(symbol) << 32);
    let body = (0..40_u64, 0..40_u64).prop_map(|(low, high)| low | high << 32);
    let record = (prop_oneof![head, any::<u64>()], prop_oneof![body, any::<u64>()]);
    let parts = (0..evaluators.len(), vec(record, 0..40), vec(any::<u8>(), 0..64), instants());
    holds(3_000, parts, |(nth, records, bytes, now)| {
        let records = records.into_iter().flat_map(|(head, body)| [head, body]).collect();
        let mut context = PackedContext::from_records(records, bytes);
        context.now = now;
        decide_all(&evaluators[nth], &evaluators[nth].prepare_packed(context));
        Ok(())
    });
}
