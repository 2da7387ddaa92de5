//! A document's text under way from one version to the next: small patches at the places that change, so that all
//! the rest stays as its author wrote it.

use super::layout::{self, Insertion};
use super::style::Style;
use crate::json::Tree;
use crate::requests::{Refusal, parsed};
use burgee::document::{Document, Kind, Node, push_string};

/// One step down a document.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'p> {
    /// To a member.
    Name(&'p str),
    /// To an item.
    Item(usize),
}

impl<'p> From<&'p str> for Step<'p> {
    fn from(name: &'p str) -> Self {
        Step::Name(name)
    }
}

impl From<usize> for Step<'_> {
    fn from(index: usize) -> Self {
        Step::Item(index)
    }
}

/// The steps from the root to a node.
macro_rules! steps {
    ($($step:expr),* $(,)?) => { &[$($crate::edit::draft::Step::from($step)),*] };
}
pub(super) use steps;

/// Text in place of a span.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Patch {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

/// A text, and how it is laid out.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) text: String,
    style: Style,
}

/// The node at the end of a path.
fn find<'d>(root: Node<'d>, path: &[Step<'_>]) -> Option<Node<'d>> {
    path.iter().try_fold(root, |node, step| match step {
        Step::Name(name) => node.get(name),
        Step::Item(index) => node.items().nth(*index),
    })
}

fn lost() -> Refusal {
    "the document is not laid out as a snapshot".into()
}

impl Draft {
    pub(super) fn new(text: &str, root: Node<'_>) -> Draft {
        Draft { text: text.into(), style: Style::of(text, root) }
    }

    fn parse(&self) -> Result<Document, Refusal> {
        parsed(self.text.as_str())
    }

    /// Whether there is a node.
    pub(super) fn has(&self, path: &[Step<'_>]) -> bool {
        self.parse().is_ok_and(|document| find(document.root(), path).is_some())
    }

    /// Applies patches that don't overlap.
    pub(super) fn apply(&mut self, mut patches: Vec<Patch>) {
        patches.sort_unstable();
        for Patch { start, end, text } in patches.into_iter().rev() {
            self.text.replace_range(start..end, &text);
        }
    }

    /// Gives the object at a path a member: in place of the one that has its name, or else where `order` has it.
    pub(super) fn put(&mut self, path: &[Step<'_>], name: &str, part: &Tree<'_>, order: &str) -> Result<(), Refusal> {
        self.put_open(path, name, part, order, 0)
    }

    /// The same for an object whose first `open` levels get a line for each member.
    pub(super) fn put_open(
        &mut self,
        path: &[Step<'_>],
        name: &str,
        part: &Tree<'_>,
        order: &str,
        open: usize,
    ) -> Result<(), Refusal> {
        let document = self.parse()?;
        let object = find(document.root(), path).filter(|node| node.kind() == Kind::Object).ok_or_else(lost)?;
        if object.get(name).is_some() {
            return self.replace(path, name, part);
        }
        let rank = |name: &str| order.split(' ').position(|known| known == name);
        let before = |other: &str| rank(name).is_none() || rank(other) < rank(name) && rank(other).is_some();
        let index = (1..).zip(object.members()).filter(|(_, member)| before(member.name)).last();
        let index = index.map_or(0, |(behind, _)| behind);
        self.insert_at(path, &Insertion { index, name: Some(name), part, open })
    }

    /// Puts an item into the list at a path.
    pub(super) fn insert(&mut self, path: &[Step<'_>], index: usize, part: &Tree<'_>) -> Result<(), Refusal> {
        self.insert_at(path, &Insertion { index, name: None, part, open: 0 })
    }

    fn insert_at(&mut self, path: &[Step<'_>], insertion: &Insertion<'_, '_>) -> Result<(), Refusal> {
        self.open_up(path, |text, style, container| layout::fits(text, style, container, insertion))?;
        let document = self.parse()?;
        let container = find(document.root(), path).ok_or_else(lost)?;
        let patch = layout::insertion(&self.text, &self.style, container, insertion);
        self.apply(vec![patch]);
        Ok(())
    }

    fn replace(&mut self, path: &[Step<'_>], name: &str, part: &Tree<'_>) -> Result<(), Refusal> {
        self.open_up(path, |text, style, object| {
            object.get(name).is_none_or(|node| layout::fits_instead(text, style, node, part))
        })?;
        let document = self.parse()?;
        let node = find(document.root(), path).and_then(|object| object.get(name)).ok_or_else(lost)?;
        let patch = layout::replacement(&self.text, &self.style, node, part);
        self.apply(vec![patch]);
        Ok(())
    }

    /// Breaks up a line from the outside inwards until what is to be put at the end of a path fits.
    fn open_up(&mut self, path: &[Step<'_>], fits: impl Fn(&str, &Style, Node<'_>) -> bool) -> Result<(), Refusal> {
        for depth in 0..=path.len() {
            let document = self.parse()?;
            if fits(&self.text, &self.style, find(document.root(), path).ok_or_else(lost)?) {
                break;
            }
            let outer = path.get(..depth).and_then(|path| find(document.root(), path)).ok_or_else(lost)?;
            let patch = layout::on_lines(&self.text, &self.style, outer);
            self.apply(patch.into_iter().collect());
        }
        Ok(())
    }

    /// Takes a member or an item out.
    pub(super) fn remove(&mut self, path: &[Step<'_>]) -> Result<(), Refusal> {
        let document = self.parse()?;
        let (last, above) = path.split_last().ok_or_else(lost)?;
        let container = find(document.root(), above).ok_or_else(lost)?;
        let patch = layout::removal(container, *last).ok_or_else(lost)?;
        self.apply(vec![patch]);
        Ok(())
    }

    /// Takes a member out if it is there.
    pub(super) fn remove_if_there(&mut self, path: &[Step<'_>]) -> Result<(), Refusal> {
        if self.has(path) { self.remove(path) } else { Ok(()) }
    }

    /// Takes a member out, and with the last one its object.
    pub(super) fn remove_member(&mut self, object: &[Step<'_>], name: &str) -> Result<(), Refusal> {
        let document = self.parse()?;
        let alone = find(document.root(), object).is_some_and(|node| node.members().count() == 1);
        let member = object.iter().copied().chain([Step::Name(name)]).collect::<Vec<_>>();
        if alone { self.remove(object) } else { self.remove(&member) }
    }

    /// Takes an item out, and with the last one its list.
    pub(super) fn remove_item(&mut self, list: &[Step<'_>], index: usize) -> Result<(), Refusal> {
        let item = |index| list.iter().copied().chain([Step::Item(index)]).collect::<Vec<_>>();
        if self.has(&item(1)) || index > 0 { self.remove(&item(index)) } else { self.remove(list) }
    }
}

/// The patch that gives the member whose name begins at an offset another name.
pub(super) fn renaming(text: &str, start: u32, name: &str) -> Patch {
    let start = start as usize;
    let mut escaped = false;
    let bytes = text.as_bytes().get(start + 1..).unwrap_or_default();
    let length = bytes.iter().take_while(|byte| {
        let ends = **byte == b'"' && !escaped;
        escaped = **byte == b'\\' && !escaped;
        !ends
    });
    let end = start + length.count() + 2;
    Patch { start, end, text: quoted(name) }
}

/// A string as JSON text.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::new();
    push_string(&mut out, text);
    out
}
