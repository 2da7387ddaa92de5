//! Prerequisites: a rule's condition on another feature's value. The condition is evaluated here for each of the
//! values, with Burgee's evaluator, and becomes a list of variants that pass.

use super::features::serve;
use super::{Part, Reader, Untranslatable, values};
use crate::json::Json;
use crate::readers::write::{all, constant, known, not, object};
use burgee::document::Node;
use burgee::{Context, Evaluator, Timestamp, Value};

const CYCLE: &str = "prerequisites in a cycle: users who reach this rule get `null`, as in the SDK; there, a user for whom \
                     another flag of the cycle decides earlier still gets a value";

impl<'t> Reader<'t> {
    /// A rule's conditions on other flags. A gate is not a condition: a previous rule serves nothing to users who do
    /// not pass it. Auto experiments have no gates. `None` in a cycle, where no user gets further.
    pub(super) fn parents(
        &mut self,
        flag: usize,
        rule: Node<'t>,
        mut gates: Option<&mut Vec<Json<'t>>>,
    ) -> Result<Option<Vec<Json<'t>>>, Untranslatable<'t>> {
        let mut met = Vec::new();
        for parent in values::list(rule, "parentConditions") {
            let Some(id) = parent.get("id").and_then(Node::text) else {
                return Err((parent, "the `id` of a feature is missing"));
            };
            let index = self.features.position(id).map(|index| index as usize);
            if let Some(index) = index {
                if index == flag || self.reaches(index, &|other| other == flag) {
                    if let Some(gates) = gates {
                        gates.push(serve(all(met), Json::Null));
                    }
                    self.leave(parent, CYCLE);
                    return Ok(None);
                }
                let circular = |other| self.reaches(other, &|again| again == other);
                if circular(index) || self.reaches(index, &circular) {
                    let lost = object([("flag", Json::text(id)), ("in", Json::Array(vec![Json::Null]))]);
                    match &mut gates {
                        Some(gates) => gates.push(serve(all(met.iter().cloned().chain([lost])), Json::Null)),
                        None => met.push(not(lost)),
                    }
                }
            }
            let passes = self.parent(id, index, parent)?;
            match &mut gates {
                Some(gates) if values::truthy_member(parent, "gate").is_some() => {
                    if known(&passes) != Some(true) {
                        gates.push(serve(all(met.iter().cloned().chain([not(passes)])), Json::Null));
                    }
                }
                _ => met.push(passes),
            }
        }
        Ok(Some(met))
    }

    /// Whether one of these is a parent of a flag, directly or through other parents.
    fn reaches(&self, from: usize, wanted: &dyn Fn(usize) -> bool) -> bool {
        let mut visited = vec![false; self.flags.len()];
        let mut next = vec![from];
        while let Some(flag) = next.pop().and_then(|index| self.flags.get(index)) {
            for rule in values::list(flag.node, "rules") {
                for parent in values::list(rule, "parentConditions") {
                    let id = parent.get("id").and_then(Node::text);
                    let Some(index) = id.and_then(|id| self.features.position(id)) else { continue };
                    let index = index as usize;
                    if wanted(index) {
                        return true;
                    }
                    if visited.get_mut(index).is_some_and(|visited| !std::mem::replace(visited, true)) {
                        next.push(index);
                    }
                }
            }
        }
        false
    }

    /// A flag has one of the values that pass a parent's condition.
    fn parent(&mut self, id: &'t str, index: Option<usize>, parent: Node<'t>) -> Part<'t> {
        let Some(condition) = values::truthy_member(parent, "condition") else { return Ok(constant(true)) };
        let condition = self.condition(condition)?;
        let Some(evaluator) = self.evaluator_of(condition) else {
            return Err((parent, "a condition cannot be evaluated"));
        };
        let passes = |value: &str| {
            let attributes = value.parse::<Value>().ok().and_then(Value::into_object);
            let context = Context::from(attributes.unwrap_or_default());
            let context = evaluator.prepare(&context, Timestamp::from_millis(0));
            evaluator.decide("flag", &context).is_some_and(|evaluation| evaluation.variant.is_some())
        };
        let nothing = passes("{}");
        let Some(flag) = index.and_then(|index| self.flags.get(index)).filter(|flag| !flag.key.is_empty()) else {
            // An unknown feature has no value.
            return Ok(constant(nothing));
        };
        let will_do =
            flag.variants.iter().filter(|variant| passes(&format!("{{\"value\":{}}}", variant.value.source())));
        let mut will_do: Vec<_> = will_do.map(|variant| Json::text(variant.name.clone())).collect();
        if nothing {
            will_do.push(Json::Null);
        }
        Ok(match will_do.len() {
            0 => constant(false),
            all if all > flag.variants.len() => constant(true),
            _ => object([("flag", Json::text(id)), ("in", Json::Array(will_do))]),
        })
    }

    /// A snapshot that serves a variant to users who meet a condition.
    fn evaluator_of(&self, condition: Json<'t>) -> Option<Evaluator> {
        let variants = object([("on", Json::Bool(true))]);
        let rule = object([("if", condition), ("serve", Json::text("on"))]);
        let flag = object([("variants", variants), ("rules", Json::Array(vec![rule]))]);
        let segments = self.segments.iter().map(|segment| (segment.name.clone().into(), segment.condition.clone()));
        let snapshot = object([
            ("format", Json::text("burgee/1")),
            ("segments", Json::object(segments)),
            ("flags", object([("flag", flag)])),
        ]);
        Evaluator::new(snapshot.print(0)).ok()
    }
}
