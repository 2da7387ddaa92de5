//! Translates a feature's rules. Conditions are in the SDK's order: parents, filters, condition, position.

use super::{Part, Reader, Untranslatable, buckets, values};
use crate::json::Json;
use crate::readers::write::{Members, all, known};
use burgee::document::{Kind, Node};

/// The fields of the rules that one rule becomes.
pub(super) type Parts<'t> = Result<Vec<Members<'t>>, Untranslatable<'t>>;

impl<'t> Reader<'t> {
    /// The rules of the flag at an index.
    pub(super) fn rules(&mut self, flag: usize) -> Vec<Json<'t>> {
        let mut rules = Vec::new();
        let Some(node) = self.flags.get(flag).map(|flag| flag.node) else { return rules };
        for (nth, rule) in values::list(node, "rules").enumerate() {
            match self.rule(flag, nth, rule, &mut rules) {
                Ok(parts) => rules.extend(parts.into_iter().map(|parts| named(rule, parts))),
                Err(refused) => self.refuse(refused),
            }
        }
        rules
    }

    pub(super) fn refuse(&mut self, (node, reason): Untranslatable<'t>) {
        self.leave(node, format!("{reason}: the rule is left out, as if it never applied"));
    }

    /// Translates a rule. The rules of its gates come before it.
    fn rule(&mut self, flag: usize, nth: usize, rule: Node<'t>, rules: &mut Vec<Json<'t>>) -> Parts<'t> {
        if rule.kind() != Kind::Object {
            return Err((rule, "no rule"));
        }
        let Some(mut conditions) = self.parents(flag, rule, Some(rules))? else { return Ok(Vec::new()) };
        if let Some(filters) = values::truthy_member(rule, "filters") {
            conditions.push(self.filters(filters)?);
        }
        if rule.get("force").is_some() {
            return self.force(flag, nth, rule, conditions);
        }
        if values::variations(rule).next().is_none() {
            // A rule that has only gates ends here.
            return Ok(Vec::new());
        }
        let key = values::text_of(rule, "key").or_else(|| self.flags.get(flag)?.node.name().into());
        self.experiment(flag, nth, rule, key.unwrap_or_default(), conditions)
    }

    /// Translates a rule with one value, for everyone or for a share.
    fn force(&mut self, flag: usize, nth: usize, rule: Node<'t>, mut conditions: Vec<Json<'t>>) -> Parts<'t> {
        if let Some(tracks) = values::truthy_member(rule, "tracks") {
            self.leave(tracks, "exposures of other evaluations are not reported");
        }
        if let Some(condition) = values::truthy_member(rule, "condition") {
            conditions.push(self.condition(condition)?);
        }
        let Some(found) = self.flags.get(flag) else { return Ok(Vec::new()) };
        let variant = found.variant(found.served.get(nth).and_then(|served| *served.first()?));
        let (range, coverage) = (values::truthy_member(rule, "range"), rule.get("coverage"));
        if range.or(coverage).is_none() {
            return when(rule, conditions, vec![("serve".into(), variant)]);
        }
        let seed = values::text_of(rule, "seed").unwrap_or(found.node.name());
        let bucket = self.bucket(seed.into(), self.units(rule)?, buckets::version(rule, 1.0));
        let bucket = bucket.ok_or((rule, "the SDK does not know this `hashVersion`"))?;
        let zero = coverage.is_some_and(|coverage| coverage.kind() == Kind::Number && !values::truthy(coverage));
        let taken = match (range, coverage) {
            (Some(range), _) => bucket.range(range),
            (None, Some(coverage)) if !zero => (0, bucket.covered(values::number(coverage))),
            _ => (0, 0),
        };
        if variant == Json::Null {
            // A rollout must have a variant.
            conditions.push(bucket.condition(vec![taken]));
            return when(rule, conditions, vec![("serve".into(), variant)]);
        }
        let share = vec![("serve".into(), variant), bucket.share(taken)];
        let share = ("rollout".into(), Json::object(share));
        when(rule, conditions, vec![share, ("by".into(), bucket.by), ("hash".into(), bucket.hash)])
    }

    /// The attributes that a rule hashes. The second one has an effect only with sticky buckets.
    pub(super) fn units(&self, rule: Node<'t>) -> Part<'t> {
        let first = buckets::unit(rule, "hashAttribute")?;
        if self.sticks(rule) && values::text_of(rule, "fallbackAttribute").is_some() {
            return Ok(Json::Array(vec![first, buckets::unit(rule, "fallbackAttribute")?]));
        }
        Ok(first)
    }

    /// Whether a rule uses sticky buckets.
    pub(super) fn sticks(&self, rule: Node<'t>) -> bool {
        self.sticky && values::truthy_member(rule, "disableStickyBucketing").is_none()
    }
}

/// The fields of a rule with conditions. Without conditions it is for everyone; an error if they never hold.
pub(super) fn when<'t>(rule: Node<'t>, conditions: Vec<Json<'t>>, fields: Members<'t>) -> Parts<'t> {
    let condition = all(conditions);
    let mut parts: Members<'t> = Vec::new();
    match known(&condition) {
        Some(true) => {}
        Some(false) => return Err((rule, "its conditions never hold")),
        None => parts.push(("if".into(), condition)),
    }
    parts.extend(fields);
    Ok(vec![parts])
}

fn named<'t>(rule: Node<'t>, mut parts: Members<'t>) -> Json<'t> {
    let known = parts.first().is_some_and(|(field, _)| field == "name");
    if let Some(name) = values::name_of(rule).filter(|_| !known) {
        parts.insert(0, ("name".into(), Json::text(name)));
    }
    Json::object(parts)
}
