//! The parts of a snapshot together with where they are written.

use super::Check;
use crate::document::{Member, Node, Value};
use crate::model::{Experiment, FlagBody, Rule};
use alloc::{format, string::String, vec::Vec};

/// A flag that works.
#[derive(Clone, Copy)]
pub(super) struct FlagView<'c> {
    pub(super) key: &'c str,
    pub(super) body: &'c FlagBody<'c>,
    pub(super) node: &'c Node<'c>,
}

/// A rule of a flag that works: all rules are read there, so that those of the model are those of the text.
#[derive(Clone, Copy)]
pub(super) struct RuleView<'c> {
    pub(super) index: usize,
    pub(super) rule: &'c Rule<'c>,
    pub(super) node: &'c Node<'c>,
}

impl<'c> Check<'c> {
    pub(super) fn flags(&self) -> Vec<FlagView<'c>> {
        (0..self.snapshot.flags.len()).filter_map(|index| self.flag_at(index)).collect()
    }

    /// A flag by its index, if it works.
    pub(super) fn flag_at(&self, index: usize) -> Option<FlagView<'c>> {
        let flag = self.snapshot.flags.get(index)?;
        let node = &members(self.root.get("flags")).get(index)?.node;
        Some(FlagView { key: flag.key, body: flag.body.as_ref()?, node })
    }

    /// The experiments that work.
    pub(super) fn known_experiments(&self) -> Vec<(&'c Experiment<'c>, &'c Node<'c>)> {
        let nodes = members(self.root.get("experiments"));
        let experiments = self.snapshot.experiments.iter().zip(nodes);
        experiments.filter_map(|(experiment, member)| Some((experiment.as_ref()?, &member.node))).collect()
    }

    /// The experiment that a rule runs.
    pub(super) fn experiment_of(&self, rule: &Rule<'_>) -> Option<&'c Experiment<'c>> {
        self.snapshot.experiments.get(rule.experiment?.experiment as usize)?.as_ref()
    }

    /// Every condition of the text, those inside others included.
    pub(super) fn each_condition(&self) -> Vec<&'c Node<'c>> {
        let mut found = Vec::new();
        for Member { node, .. } in members(self.root.get("segments")) {
            let lists = ["included", "excluded", "if"].iter().any(|name| node.get(name).is_some());
            collect(if lists { node.get("if") } else { Some(node) }, &mut found);
        }
        for Member { node, .. } in members(self.root.get("experiments")) {
            collect(node.get("audience"), &mut found);
        }
        for Member { node, .. } in members(self.root.get("flags")) {
            list(node.get("prerequisites")).iter().for_each(|item| collect(Some(item), &mut found));
            list(node.get("rules")).iter().for_each(|rule| collect(rule.get("if"), &mut found));
        }
        found
    }
}

fn collect<'c>(node: Option<&'c Node<'c>>, found: &mut Vec<&'c Node<'c>>) {
    let Some(node) = node else { return };
    found.push(node);
    for name in ["all", "any"] {
        list(node.get(name)).iter().for_each(|item| collect(Some(item), found));
    }
    collect(node.get("not"), found);
}

impl<'c> FlagView<'c> {
    pub(super) fn rules(&self) -> impl Iterator<Item = RuleView<'c>> {
        let nodes = list(self.node.get("rules"));
        self.body.rules.iter().zip(nodes).enumerate().map(|(index, (rule, node))| RuleView { index, rule, node })
    }
}

impl RuleView<'_> {
    /// What a message calls it.
    pub(super) fn label(&self) -> String {
        match self.rule.name {
            Some(name) => format!("the rule `{name}`"),
            None => format!("`rules[{}]`", self.index),
        }
    }
}

pub(super) fn members<'c>(node: Option<&'c Node<'c>>) -> &'c [Member<'c>] {
    match node.map(|node| &node.value) {
        Some(Value::Object(members)) => members,
        _ => &[],
    }
}

pub(super) fn list<'c>(node: Option<&'c Node<'c>>) -> &'c [Node<'c>] {
    match node.map(|node| &node.value) {
        Some(Value::Array(items)) => items,
        _ => &[],
    }
}

/// A list's items, or what is no list as the only item.
pub(super) fn items<'c>(node: Option<&'c Node<'c>>) -> &'c [Node<'c>] {
    match node.map(|node| &node.value) {
        Some(Value::Array(items)) => items,
        _ => node.map_or(&[], core::slice::from_ref),
    }
}

pub(super) fn text<'c>(node: Option<&'c Node<'c>>) -> Option<&'c str> {
    node.and_then(|node| node.value.as_str())
}

/// An instant, as a document writes it: text or ms since 1970.
pub(super) fn instant(node: &Node<'_>) -> Option<i64> {
    match &node.value {
        Value::String(text) => crate::literal::date::parse(text),
        Value::Number(text) => crate::literal::decimal::parse(text).map(|ms| ms as i64),
        _ => None,
    }
}
