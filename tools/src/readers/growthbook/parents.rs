//! Prerequisites: what a rule asks of another feature's value is asked here of each of its values, by our own evaluator,
//! so that what remains is which variants will do.

use super::features::serve;
use super::{Part, Reader, Refused, values};
use crate::json::Json;
use crate::readers::write::{all, constant, known, not, object};
use burgee::Evaluator;
use burgee::context::Consent;
use burgee::document::Node;

const CIRCLE: &str = "prerequisites in a circle: whoever comes to this rule gets `null`, as from the SDK, which still gives \
                      a value to those for whom another flag of the circle decides before it asks";

impl<'t> Reader<'t> {
    /// What a rule asks of other flags. A gate is no condition: who does not pass it is served nothing, by a rule before
    /// this one. Auto experiments have no gates. `None` in a circle, where nobody gets further.
    pub(super) fn parents(
        &mut self,
        flag: usize,
        rule: Node<'t>,
        mut gates: Option<&mut Vec<Json<'t>>>,
    ) -> Result<Option<Vec<Json<'t>>>, Refused<'t>> {
        let mut met = Vec::new();
        for parent in values::list(rule, "parentConditions") {
            let Some(id) = parent.get("id").and_then(Node::text) else { return Err((parent, "no `id` of a feature")) };
            let index = self.features.position(id).map(|index| index as usize);
            if let Some(index) = index {
                if index == flag || self.reaches(index, &|other| other == flag) {
                    if let Some(gates) = gates {
                        gates.push(serve(all(met), Json::Null));
                    }
                    self.leave(parent, CIRCLE);
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
                Some(gates) if values::given(parent, "gate").is_some() => {
                    if known(&passes) != Some(true) {
                        gates.push(serve(all(met.iter().cloned().chain([not(passes)])), Json::Null));
                    }
                }
                _ => met.push(passes),
            }
        }
        Ok(Some(met))
    }

    /// Whether a flag has one of these as a parent, or a parent's parent, and so on.
    fn reaches(&self, from: usize, wanted: &dyn Fn(usize) -> bool) -> bool {
        let mut seen = vec![false; self.flags.len()];
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
                    if seen.get_mut(index).is_some_and(|seen| !std::mem::replace(seen, true)) {
                        next.push(index);
                    }
                }
            }
        }
        false
    }

    /// That a flag has one of the values that pass a parent's condition.
    fn parent(&mut self, id: &'t str, index: Option<usize>, parent: Node<'t>) -> Part<'t> {
        let Some(condition) = values::given(parent, "condition") else { return Ok(constant(true)) };
        let condition = self.condition(condition)?;
        let Some(asked) = self.asked(condition) else { return Err((parent, "a condition that can't be evaluated")) };
        let passes = |value: &str| {
            let context = asked.context(value, 0, Consent::Unknown).ok();
            context.and_then(|context| asked.decide("flag", &context)?.variant).is_some()
        };
        let nothing = passes("{}");
        let Some(flag) = index.and_then(|index| self.flags.get(index)).filter(|flag| !flag.key.is_empty()) else {
            // What is no feature has no value.
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

    /// A snapshot that serves a variant to those whom a condition takes.
    fn asked(&self, condition: Json<'t>) -> Option<Evaluator> {
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
