//! Snapshots as people see them: flags and experiments as lists, and one flag's result for one user.

mod evaluation;
pub(crate) mod phrase;
pub(crate) mod ranges;
pub(crate) mod rules;
mod summary;
pub(crate) mod wording;

pub use evaluation::{FlagEvaluation, evaluate};
pub use summary::{ExperimentSummary, FlagDetails, FlagSummary, FlagType, get_flag, list_experiments, list_flags};

use crate::error::{Error, parse};
use crate::nodes::members;
use burgee::compile::{Compiled, compile};
use burgee::document::{Document, Issue, Kind, Member, Node};
use burgee::model::{Flag, Model};

/// A snapshot's text, parsed and compiled.
pub(crate) struct Snapshot<'t> {
    pub(crate) text: &'t str,
    pub(crate) document: Document,
    compiled: Compiled,
}

impl<'t> Snapshot<'t> {
    /// # Errors
    /// If the text is not a snapshot. Errors in single flags and experiments are not: see [`Snapshot::issues`].
    pub(crate) fn new(text: &'t str) -> Result<Snapshot<'t>, Error> {
        let document = parse(text)?;
        let compiled = compile(&document).map_err(|issues| Error::of_issues(text, &issues))?;
        Ok(Snapshot { text, document, compiled })
    }

    pub(crate) fn root(&self) -> Node<'_> {
        self.document.root()
    }

    pub(crate) fn model(&self) -> &Model {
        &self.compiled.model
    }

    pub(crate) fn issues(&self) -> &[Issue] {
        &self.compiled.issues
    }

    /// The member `name` of the list `flags`, `experiments`, `segments`, ….
    pub(crate) fn part(&self, list: &str, name: &str) -> Option<Node<'_>> {
        self.root().get(list)?.get(name)
    }

    pub(crate) fn flag(&self, key: &str) -> Result<Node<'_>, Error> {
        self.part("flags", key).ok_or_else(|| format!("there is no flag `{key}`").into())
    }

    /// All flags in the order of the text.
    pub(crate) fn flags(&self) -> Vec<Member<'_>> {
        members(self.root().get("flags"))
    }

    /// The compiled flag; `None` if it has an error.
    pub(crate) fn compiled_flag(&self, key: &str) -> Option<&Flag> {
        self.model().flag(self.root().get("flags")?.position(key)?)
    }
}

/// The items of a list; any other node as the only item.
pub(crate) fn one_or_many(node: Option<Node<'_>>) -> Vec<Node<'_>> {
    let single = node.filter(|node| node.kind() != Kind::Array);
    crate::nodes::list(node).into_iter().chain(single).collect()
}
