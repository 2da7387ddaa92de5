//! A snapshot's text while an operation changes it, patch by patch.

use super::layout::{self, Insertion};
use super::style::Style;
use crate::error::{Error, parse};
use crate::json::Json;
use burgee::document::{Document, Kind, Node, push_string};

/// One step of a path into a document.
#[derive(Clone, Copy, Debug)]
pub(in crate::edit) enum Step<'p> {
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

/// A path from the root: `steps!["flags", key]`.
macro_rules! steps {
    ($($step:expr),* $(,)?) => { &[$($crate::edit::text::draft::Step::from($step)),*] };
}
pub(in crate::edit) use steps;

/// A replacement of the bytes from `start` to `end` (exclusive).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::edit) struct Patch {
    pub(in crate::edit) start: usize,
    pub(in crate::edit) end: usize,
    pub(in crate::edit) text: String,
}

/// A text and its layout.
#[derive(Clone, Debug)]
pub(in crate::edit) struct Draft {
    pub(in crate::edit) text: String,
    style: Style,
}

/// The node at a path.
fn find<'d>(root: Node<'d>, path: &[Step<'_>]) -> Option<Node<'d>> {
    path.iter().try_fold(root, |node, step| match step {
        Step::Name(name) => node.get(name),
        Step::Item(index) => node.items().nth(*index),
    })
}

/// A path that an operation found before does not exist.
fn not_found() -> Error {
    "the text does not have the structure of a snapshot".into()
}

impl Draft {
    pub(in crate::edit) fn new(text: &str, root: Node<'_>) -> Draft {
        Draft { text: text.into(), style: Style::of(text, root) }
    }

    fn parse(&self) -> Result<Document, Error> {
        parse(self.text.as_str())
    }

    /// Whether there is a node at a path.
    pub(in crate::edit) fn has(&self, path: &[Step<'_>]) -> bool {
        self.parse().is_ok_and(|document| find(document.root(), path).is_some())
    }

    /// Applies patches that do not overlap.
    pub(in crate::edit) fn apply(&mut self, mut patches: Vec<Patch>) {
        patches.sort_unstable();
        for Patch { start, end, text } in patches.into_iter().rev() {
            self.text.replace_range(start..end, &text);
        }
    }

    /// Sets a member of the object at a path. A new one is placed by `order`, a list of names separated by spaces.
    pub(in crate::edit) fn put(
        &mut self,
        path: &[Step<'_>],
        name: &str,
        value: &Json<'_>,
        order: &str,
    ) -> Result<(), Error> {
        self.put_open(path, name, value, order, 0)
    }

    /// The same for a value whose first `open` levels get one line per member.
    pub(in crate::edit) fn put_open(
        &mut self,
        path: &[Step<'_>],
        name: &str,
        value: &Json<'_>,
        order: &str,
        open: usize,
    ) -> Result<(), Error> {
        let document = self.parse()?;
        let object = find(document.root(), path).filter(|node| node.kind() == Kind::Object).ok_or_else(not_found)?;
        if object.get(name).is_some() {
            return self.replace(path, name, value);
        }
        let rank = |name: &str| order.split(' ').position(|known| known == name);
        let before = |other: &str| rank(name).is_none() || rank(other) < rank(name) && rank(other).is_some();
        let index = (1..).zip(object.members()).filter(|(_, member)| before(member.name)).last();
        let index = index.map_or(0, |(next, _)| next);
        self.insert_at(path, &Insertion { index, name: Some(name), value, open })
    }

    /// Inserts an item into the list at a path.
    pub(in crate::edit) fn insert(&mut self, path: &[Step<'_>], index: usize, value: &Json<'_>) -> Result<(), Error> {
        self.insert_at(path, &Insertion { index, name: None, value, open: 0 })
    }

    fn insert_at(&mut self, path: &[Step<'_>], insertion: &Insertion<'_, '_>) -> Result<(), Error> {
        self.open_up(path, |text, style, container| layout::fits(text, style, container, insertion))?;
        let document = self.parse()?;
        let container = find(document.root(), path).ok_or_else(not_found)?;
        let patch = layout::insertion(&self.text, &self.style, container, insertion);
        self.apply(vec![patch]);
        Ok(())
    }

    fn replace(&mut self, path: &[Step<'_>], name: &str, value: &Json<'_>) -> Result<(), Error> {
        self.open_up(path, |text, style, object| {
            object.get(name).is_none_or(|node| layout::fits_instead(text, style, node, value))
        })?;
        let document = self.parse()?;
        let node = find(document.root(), path).and_then(|object| object.get(name)).ok_or_else(not_found)?;
        let patch = layout::replacement(&self.text, &self.style, node, value);
        self.apply(vec![patch]);
        Ok(())
    }

    /// Breaks lines, from the root inwards, until a new value at the path fits on its line.
    fn open_up(&mut self, path: &[Step<'_>], fits: impl Fn(&str, &Style, Node<'_>) -> bool) -> Result<(), Error> {
        for depth in 0..=path.len() {
            let document = self.parse()?;
            if fits(&self.text, &self.style, find(document.root(), path).ok_or_else(not_found)?) {
                break;
            }
            let outer = path.get(..depth).and_then(|path| find(document.root(), path)).ok_or_else(not_found)?;
            let patch = layout::on_lines(&self.text, &self.style, outer);
            self.apply(patch.into_iter().collect());
        }
        Ok(())
    }

    /// Removes a member or an item.
    pub(in crate::edit) fn remove(&mut self, path: &[Step<'_>]) -> Result<(), Error> {
        let document = self.parse()?;
        let (last, parent) = path.split_last().ok_or_else(not_found)?;
        let container = find(document.root(), parent).ok_or_else(not_found)?;
        let patch = layout::removal(container, *last).ok_or_else(not_found)?;
        self.apply(vec![patch]);
        Ok(())
    }

    /// Removes a member if it exists.
    pub(in crate::edit) fn remove_if_present(&mut self, path: &[Step<'_>]) -> Result<(), Error> {
        if self.has(path) { self.remove(path) } else { Ok(()) }
    }

    /// Removes a member, and with the last member its object.
    pub(in crate::edit) fn remove_member(&mut self, object: &[Step<'_>], name: &str) -> Result<(), Error> {
        let document = self.parse()?;
        let is_last = find(document.root(), object).is_some_and(|node| node.members().count() == 1);
        let member = object.iter().copied().chain([Step::Name(name)]).collect::<Vec<_>>();
        if is_last { self.remove(object) } else { self.remove(&member) }
    }

    /// Removes an item, and with the last item its list.
    pub(in crate::edit) fn remove_item(&mut self, list: &[Step<'_>], index: usize) -> Result<(), Error> {
        let item = |index| list.iter().copied().chain([Step::Item(index)]).collect::<Vec<_>>();
        if self.has(&item(1)) || index > 0 { self.remove(&item(index)) } else { self.remove(list) }
    }
}

/// Renames the member whose name starts at an offset.
pub(in crate::edit) fn rename_patch(text: &str, start: u32, name: &str) -> Patch {
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

/// A string as JSON text, in quotes.
pub(in crate::edit) fn quoted(text: &str) -> String {
    let mut out = String::new();
    push_string(&mut out, text);
    out
}
