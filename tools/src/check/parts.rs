//! The valid parts of a snapshot, compiled and as nodes.

use super::Check;
use crate::nodes::{list, members, text_of};
use burgee::document::{Document, Kind, Node};
use burgee::literal::{date, decimal};
use burgee::model::{Experiment, Flag, Rule};

/// A flag without an error.
#[derive(Clone, Copy)]
pub(super) struct FlagPart<'c> {
    pub(super) key: &'c str,
    pub(super) flag: &'c Flag,
    pub(super) node: Node<'c>,
    rules: &'c [Rule],
    document: &'c Document,
}

/// A rule of a flag without an error.
#[derive(Clone, Copy)]
pub(super) struct RulePart<'c> {
    pub(super) index: usize,
    pub(super) rule: &'c Rule,
    pub(super) node: Node<'c>,
}

/// An experiment without an error.
#[derive(Clone, Copy)]
pub(super) struct ExperimentPart<'c> {
    pub(super) id: &'c str,
    pub(super) experiment: &'c Experiment,
    pub(super) node: Node<'c>,
}

impl<'c> Check<'c> {
    pub(super) fn flags(&self) -> Vec<FlagPart<'c>> {
        (0..self.model.flag_count() as u32).filter_map(|index| self.flag_at(index)).collect()
    }

    /// A flag by its index, if it has no error.
    pub(super) fn flag_at(&self, index: u32) -> Option<FlagPart<'c>> {
        let flag = self.model.flag(index)?;
        let node = self.document.node(flag.node);
        Some(FlagPart { key: node.name(), flag, node, rules: self.model.rules_of(flag), document: self.document })
    }

    pub(super) fn valid_experiments(&self) -> Vec<ExperimentPart<'c>> {
        self.model.experiments.iter().flatten().map(|experiment| self.experiment(experiment)).collect()
    }

    /// The experiment that a rule runs.
    pub(super) fn experiment_of(&self, rule: &Rule) -> Option<ExperimentPart<'c>> {
        let experiment = self.model.experiments.get(rule.experiment?.experiment as usize)?;
        experiment.as_ref().map(|experiment| self.experiment(experiment))
    }

    fn experiment(&self, experiment: &'c Experiment) -> ExperimentPart<'c> {
        let node = self.document.node(experiment.node);
        ExperimentPart { id: node.name(), experiment, node }
    }

    /// The values of `flags`, `segments`, …
    pub(super) fn parts(&self, list: &str) -> Vec<Node<'c>> {
        members(self.document.root().get(list)).into_iter().map(|member| member.node).collect()
    }

    /// All conditions of the text, also those within other conditions.
    pub(super) fn each_condition(&self) -> Vec<Node<'c>> {
        let mut found = Vec::new();
        for segment in self.parts("segments") {
            let has_lists = ["included", "excluded", "if"].iter().any(|name| segment.get(name).is_some());
            collect(if has_lists { segment.get("if") } else { Some(segment) }, &mut found);
        }
        for experiment in self.parts("experiments") {
            collect(experiment.get("audience"), &mut found);
            collect(experiment.get("entry"), &mut found);
        }
        for flag in self.parts("flags") {
            list(flag.get("prerequisites")).into_iter().for_each(|item| collect(Some(item), &mut found));
            list(flag.get("rules")).into_iter().for_each(|rule| collect(rule.get("if"), &mut found));
        }
        found
    }
}

fn collect<'c>(node: Option<Node<'c>>, found: &mut Vec<Node<'c>>) {
    let Some(node) = node else { return };
    found.push(node);
    for name in ["all", "any"] {
        list(node.get(name)).into_iter().for_each(|item| collect(Some(item), found));
    }
    collect(node.get("not"), found);
}

impl<'c> FlagPart<'c> {
    pub(super) fn rules(&self) -> impl Iterator<Item = RulePart<'c>> + use<'c> {
        let document = self.document;
        let rules = self.rules.iter().enumerate();
        rules.map(|(index, rule)| RulePart { index, rule, node: document.node(rule.node) })
    }
}

impl RulePart<'_> {
    /// The rule's name in a message.
    pub(super) fn label(&self) -> String {
        match text_of(self.node, "name") {
            Some(name) => format!("the rule `{name}`"),
            None => format!("`rules[{}]`", self.index),
        }
    }
}

/// The names, sorted and without duplicates.
pub(super) fn distinct<'c>(names: impl Iterator<Item = &'c str>) -> Vec<&'c str> {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// An instant in a document: text, or ms since 1970.
pub(super) fn instant(node: Node<'_>) -> Option<i64> {
    match node.kind() {
        Kind::String => node.text().and_then(date::parse),
        Kind::Number => decimal::parse(node.source()).map(|ms| ms as i64),
        _ => None,
    }
}
