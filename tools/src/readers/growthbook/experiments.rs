//! Translates rules with variations, and the payload's own experiments, to splits with experiments.

use super::rules::{Parts, when};
use super::splits::{parted, split};
use super::{Reader, Untranslatable, bandits, buckets, unique, values};
use crate::json::Json;
use crate::readers::write::{Members, all, known, object};
use burgee::document::{Kind, Node};
use burgee::literal::decimal;
use std::borrow::Cow;

/// An experiment of the snapshot. Rules with the same key and the same settings have one experiment in common.
pub(super) struct Experiment<'t> {
    key: &'t str,
    id: String,
    name: Option<&'t str>,
    settings: Members<'t>,
    variations: Vec<Json<'t>>,
}

impl<'t> Reader<'t> {
    /// Translates an auto experiment to its only rule.
    pub(super) fn auto_rules(&mut self, flag: usize) -> Vec<Json<'t>> {
        let Some(node) = self.flags.get(flag).map(|flag| flag.node) else { return Vec::new() };
        match self.auto_rule(flag, node) {
            Ok(rules) => rules.into_iter().map(Json::object).collect(),
            Err(refused) => {
                self.refuse(refused);
                Vec::new()
            }
        }
    }

    fn auto_rule(&mut self, flag: usize, node: Node<'t>) -> Parts<'t> {
        for pages in ["urlPatterns", "url"].into_iter().filter_map(|name| values::truthy_member(node, name)) {
            self.leave(pages, "pages are not imported: read this flag only on those pages");
        }
        if let Some(groups) = values::truthy_member(node, "groups") {
            return Err((groups, "`groups` are not imported"));
        }
        let key = values::text_of(node, "key").unwrap_or_default();
        self.experiment(flag, 0, node, key, Vec::new())
    }

    /// Translates a rule with variations. `conditions` also apply to users with a stored assignment.
    pub(super) fn experiment(
        &mut self,
        flag: usize,
        nth: usize,
        rule: Node<'t>,
        key: &'t str,
        mut conditions: Vec<Json<'t>>,
    ) -> Parts<'t> {
        let served = self.flags.get(flag).and_then(|flag| flag.served.get(nth)).cloned().unwrap_or_default();
        if served.len() < 2 {
            return Err((rule, "an experiment needs two variations"));
        }
        let weighed = self.weighed(rule)?;
        for value in values::variations(rule).filter(|value| value.kind() == Kind::Null) {
            self.leave(value, "serves the caller's default: its users are not reported");
        }
        let mut entry = self.entry(flag, rule)?;
        let kept = self.keeps(rule);
        if !kept {
            conditions.append(&mut entry);
        }
        // Checked before an experiment is created.
        when(rule, conditions.clone(), Vec::new())?;
        let seed = values::text_of(rule, "seed").unwrap_or(key);
        let bucket = self.bucket(seed.into(), self.units(rule)?, buckets::version(rule, 1.0));
        let bucket = bucket.ok_or((rule, "the SDK does not know this `hashVersion`"))?;
        let mut variants: Vec<Json<'t>> =
            self.flags.get(flag).into_iter().flat_map(|flag| served.iter().map(|index| flag.variant(*index))).collect();
        let status = self.status(flag, rule);
        let force = rule.get("force");
        // A rule with `force` has no variations, so this is an auto experiment.
        if let Some(force) = force {
            let Some(forced) = forced(force, &variants).filter(|_| status != "draft") else { return Ok(Vec::new()) };
            variants.fill(forced);
        }
        let through = self.through(flag, rule, kept);
        let entry = kept.then(|| all(entry));
        let mut rules = Vec::new();
        for (who, node, pieces) in parted(&bucket, rule, weighed, &variants, &through) {
            let mut fields: Members<'t> = Vec::new();
            if force.is_none() {
                let id = self.enlist(rule, key, status, &variants, &through, entry.clone());
                fields.push(("experiment".into(), Json::text(id)));
            }
            fields.push(("split".into(), split(&bucket, pieces)));
            fields.push(("by".into(), bucket.by.clone()));
            fields.push(("hash".into(), bucket.hash.clone()));
            let conditions = conditions.iter().cloned().chain([who]).collect();
            // A leaf without users gets no rule.
            for mut parts in when(rule, conditions, fields).unwrap_or_default() {
                let name = bandits::name(rule, node).map(|name| ("name".into(), Json::text(name)));
                parts.splice(..0, name);
                rules.push(parts);
            }
        }
        Ok(rules)
    }

    /// The SDK uses the status of auto experiments only.
    fn status(&self, flag: usize, rule: Node<'t>) -> &'static str {
        match values::text_of(rule, "status") {
            _ if !self.is_auto(flag) => "running",
            Some("draft") => "draft",
            _ if rule.get("active").and_then(Node::boolean) == Some(false) => "draft",
            Some("stopped") => "archived",
            _ => "running",
        }
    }

    /// The variations that let users pass through to the next rule. Auto experiments have no next rule.
    fn through(&mut self, flag: usize, rule: Node<'t>, kept: bool) -> Vec<bool> {
        let auto = self.is_auto(flag);
        let mut through = Vec::new();
        for meta in values::list(rule, "meta") {
            let passes = values::truthy_member(meta, "passthrough").filter(|_| !auto);
            if let Some(node) = passes.filter(|_| kept) {
                self.leave(
                    node,
                    "users with a stored assignment to this variation are hashed again, and may get another one",
                );
            }
            through.push(passes.is_some());
        }
        through
    }

    fn is_auto(&self, flag: usize) -> bool {
        flag >= self.features.members().count()
    }

    /// The conditions that do not apply to users with a stored assignment.
    fn entry(&mut self, flag: usize, rule: Node<'t>) -> Result<Vec<Json<'t>>, Untranslatable<'t>> {
        let mut entry = Vec::new();
        let auto = self.is_auto(flag);
        match (values::truthy_member(rule, "filters"), values::truthy_member(rule, "namespace")) {
            (Some(filters), _) if auto => entry.push(self.filters(filters)?),
            (None, Some(namespace)) => entry.push(self.namespace(namespace, self.units(rule)?)?),
            _ => {}
        }
        if let Some(condition) = values::truthy_member(rule, "condition") {
            entry.push(self.condition(condition)?);
        }
        if auto {
            entry.extend(self.parents(flag, rule, None)?.into_iter().flatten());
        }
        Ok(entry)
    }

    /// Whether assignments are stored. The SDK finds them by the keys in `meta`.
    fn keeps(&mut self, rule: Node<'t>) -> bool {
        if let Some(fallback) = rule.get("fallbackAttribute").filter(|_| !self.sticky) {
            self.leave(fallback, "left out: the SDK uses it only with a sticky bucket service (see `sticky`)");
        }
        let keys = || values::list(rule, "meta").any(|meta| values::text_of(meta, "key").is_some());
        self.sticks(rule) && (values::truthy_member(rule, "minBucketVersion").is_some() || keys())
    }

    /// The id of a rule's experiment. `entry` is set for an experiment with stored assignments.
    fn enlist(
        &mut self,
        rule: Node<'t>,
        key: &'t str,
        status: &'static str,
        variants: &[Json<'t>],
        through: &[bool],
        entry: Option<Json<'t>>,
    ) -> String {
        let sticky = entry.is_some();
        let mut settings: Members<'t> = vec![("status".into(), Json::text(status))];
        if let Some(entry) = entry {
            settings.push(("version".into(), Json::number(integer(rule.get("bucketVersion")))));
            settings.push(("sticky".into(), Json::Bool(true)));
            let least = values::truthy_member(rule, "minBucketVersion").map(|least| integer(Some(least)));
            settings.extend(least.map(|least| ("minVersion".into(), Json::number(least))));
            settings.extend((known(&entry) != Some(true)).then(|| ("entry".into(), entry)));
        }
        let variations = variations(rule, variants, through);
        let same = |other: &&Experiment<'t>| {
            other.key == key && other.settings == settings && (!sticky || other.variations == variations)
        };
        if let Some(other) = self.experiments.iter().find(same) {
            return other.id.clone();
        }
        let id = unique(key, |id| self.experiments.iter().any(|other| other.id == id));
        if id != key {
            self.leave(rule, format!("another rule has the key `{key}` with other settings: this one runs `{id}`"));
        }
        let name = values::text_of(rule, "name");
        self.experiments.push(Experiment { key, id: id.clone(), name, settings, variations });
        id
    }
}

impl<'t> Experiment<'t> {
    pub(super) fn finish(self) -> (Cow<'t, str>, Json<'t>) {
        let mut members: Members<'t> = Vec::new();
        members.extend(self.name.map(|name| ("name".into(), Json::text(name))));
        members.extend(self.settings);
        if !self.variations.is_empty() {
            members.push(("metadata".into(), object([("variations", Json::Array(self.variations))])));
        }
        (self.id.into(), Json::object(members))
    }
}

/// The payload's names of the variations, by their variants. Variations that let users pass through have none.
fn variations<'t>(rule: Node<'t>, variants: &[Json<'t>], through: &[bool]) -> Vec<Json<'t>> {
    let one = |((meta, variant), through): ((Node<'t>, &Json<'t>), &bool)| {
        let variant = if *through { Json::Null } else { variant.clone() };
        let mut names: Members<'t> = vec![("variant".into(), variant)];
        for name in ["key", "name"] {
            names.extend(values::text_of(meta, name).map(|text| (name.into(), Json::text(text))));
        }
        Json::object(names)
    };
    values::list(rule, "meta").zip(variants).zip(through).map(one).collect()
}

/// An integer of 32 bits; 0 for any other value.
fn integer(node: Option<Node<'_>>) -> String {
    let number = node.and_then(Node::number).and_then(|number| decimal::scaled(number, 0));
    format!("{}", number.and_then(|number| u32::try_from(number).ok()).unwrap_or_default())
}

/// The variation that everyone gets.
fn forced<'t>(force: Node<'_>, variants: &[Json<'t>]) -> Option<Json<'t>> {
    let number = force.number().and_then(|number| decimal::scaled(number, 0))?;
    variants.get(number as usize).cloned()
}
