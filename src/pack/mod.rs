//! JSON attributes → a context, as the harness packs them in JavaScript.

#[cfg(feature = "conversions")]
mod view;

use crate::context::{Consent, Context, Tag};
use crate::document::{Kind, Node};
use crate::literal::decimal;
use crate::program::vocabulary::EMAIL_DOMAIN;
use crate::program::{As, Program, Reads, Slot};
use alloc::{borrow::Cow, string::String};

/// What is known of a user.
#[derive(Clone, Copy, Debug)]
pub struct Given<'g> {
    /// Attributes: an object; anything else is an empty one.
    pub attributes: Node<'g>,
    /// Earlier assignments to sticky experiments: an object, experiment → `{"variant": name, "version": number}`.
    pub assignments: Option<Node<'g>>,
    /// What JavaScript converted of the attributes: path → value, in an object under each conversion's number.
    #[cfg(not(feature = "conversions"))]
    pub converted: Option<Node<'g>>,
}

/// What a program takes attributes for: `[path, conversion]` of each that is not taken as it is.
#[cfg(all(feature = "edit", not(feature = "conversions")))]
pub(crate) fn conversions(program: &Program) -> alloc::vec::Vec<serde_json::Value> {
    let slots = 0..program.vocabulary.len() as Slot;
    let views = slots.map(|slot| (program.vocabulary.path(slot), program.vocabulary.reads(slot).1));
    let asked = views.filter(|(_, view)| *view != As::Itself);
    asked.map(|(path, view)| serde_json::json!([path, view as u32])).collect()
}

/// Packs what `program` reads of what is given, for the instant `now` in ms
/// since 1970.
///
/// A name in full wins over a path: `app.version` is the member of that name, and only where there is none the member
/// `version` of `app`. `emailDomain`, when it is not given, is what stands behind the last `@` of `email`, in lower
/// case.
#[must_use]
pub fn pack(program: &Program, given: &Given<'_>, now: i64, consent: Consent) -> Context {
    let attributes = given.attributes;
    let mut context = Context::empty(program.vocabulary.len());
    (context.now, context.consent) = (now, consent);
    for slot in 0..program.vocabulary.len() as Slot {
        let path = program.vocabulary.path(slot);
        let (reads, view) = program.vocabulary.reads(slot);
        let mut writer = Writer { context: &mut context, program, slot, reads, view };
        #[cfg(not(feature = "conversions"))]
        if view != As::Itself {
            let value = given.converted.and_then(|all| all.get(CONVERSIONS.get(view as usize)?)?.get(path));
            value.into_iter().for_each(|value| writer.write(value));
            continue;
        }
        if reads == Reads::Assignment {
            writer.assign(given.assignments.and_then(|all| all.get(path)));
        } else if let Some(node) = find(attributes, path) {
            writer.write(node);
        } else if let Some(domain) = email_domain(attributes).filter(|_| path == EMAIL_DOMAIN) {
            let (head, body) = writer.scalar(Seen::Text(domain.into()));
            writer.put(slot as usize, head, body);
        }
    }
    context
}

/// The conversions' numbers as names of members.
#[cfg(not(feature = "conversions"))]
const CONVERSIONS: [&str; 9] = ["0", "1", "2", "3", "4", "5", "6", "7", "8"];

/// The attribute at a path; `null` counts as not there.
fn find<'d>(attributes: Node<'d>, path: &str) -> Option<Node<'d>> {
    let there = |node: &Node<'_>| node.kind() != Kind::Null;
    let nested = || path.split('.').try_fold(attributes, |node, name| node.get(name));
    attributes.get(path).filter(there).or_else(|| nested().filter(there))
}

/// A value as `JSON.stringify` writes it.
#[cfg(feature = "readers")]
pub(crate) fn json(node: Node<'_>) -> String {
    let mut text = String::new();
    view::write_json(&mut text, node);
    text
}

/// The value at a path as JSON text, the derived ones too.
#[cfg(feature = "edit")]
pub(crate) fn shown(attributes: Node<'_>, path: &str) -> Option<String> {
    let written = find(attributes, path).map(|node| String::from(node.source()));
    let derived = || {
        let mut quoted = String::new();
        crate::document::push_string(&mut quoted, &email_domain(attributes)?);
        Some(quoted)
    };
    written.or_else(|| derived().filter(|_| path == EMAIL_DOMAIN))
}

fn email_domain(attributes: Node<'_>) -> Option<String> {
    let (_, domain) = find(attributes, "email")?.text()?.rsplit_once('@')?;
    Some(domain.to_ascii_lowercase())
}

/// A whole number from 0 to 2^32 - 1, however it is written.
fn version(node: Node<'_>) -> Option<u32> {
    let number = decimal::parse(node.number()?)?;
    (f64::from(number as u32) == number).then_some(number as u32)
}

/// A value that has no parts, or whose parts nobody looks at.
enum Seen<'d> {
    Missing,
    Bool(bool),
    Number(f64),
    Text(Cow<'d, str>),
    Other,
}

impl<'d> Seen<'d> {
    fn of(node: Node<'d>) -> Seen<'d> {
        match node.kind() {
            Kind::Null => Seen::Missing,
            Kind::False => Seen::Bool(false),
            Kind::True => Seen::Bool(true),
            Kind::Number => decimal::parse(node.source()).map_or(Seen::Other, Seen::Number),
            Kind::String => Seen::Text(node.text().unwrap_or_default().into()),
            Kind::Array | Kind::Object => Seen::Other,
        }
    }
}

/// Writes one attribute into a context.
struct Writer<'w> {
    context: &'w mut Context,
    program: &'w Program,
    slot: Slot,
    reads: Reads,
    view: As,
}

impl Writer<'_> {
    fn write(&mut self, node: Node<'_>) {
        #[cfg(feature = "conversions")]
        let whole = view::whole(self.view, node);
        #[cfg(not(feature = "conversions"))]
        let whole = None;
        let (head, body) = match whole {
            Some(seen) => self.record(seen),
            None if node.kind() == Kind::Array => self.list(node),
            None => self.scalar(Seen::of(node)),
        };
        self.put(self.slot as usize, head, body);
    }

    fn assign(&mut self, assignment: Option<Node<'_>>) {
        let (Some(variant), Some(version)) = (
            assignment.and_then(|node| node.get("variant")?.text()),
            assignment.and_then(|node| version(node.get("version")?)),
        ) else {
            return;
        };
        let symbol = self.program.vocabulary.symbol_of(self.slot, variant);
        self.put(self.slot as usize, both(Tag::Text as usize, symbol as usize), u64::from(version));
    }

    fn list(&mut self, list: Node<'_>) -> (u64, u64) {
        let first = self.context.words.len() / 2;
        let count = list.items().count();
        self.context.words.resize((first + count) * 2, 0);
        for (index, item) in list.items().enumerate() {
            let (head, body) = self.scalar(Seen::of(item));
            self.put(first + index, head, body);
        }
        (Tag::List as u64, both(first, count))
    }

    fn scalar(&mut self, seen: Seen<'_>) -> (u64, u64) {
        #[cfg(feature = "conversions")]
        let seen = view::converted(self.view, seen);
        #[cfg(not(feature = "conversions"))]
        let _ = self.view;
        self.record(seen)
    }

    fn record(&mut self, seen: Seen<'_>) -> (u64, u64) {
        match seen {
            Seen::Missing => (Tag::Missing as u64, 0),
            Seen::Bool(false) => (Tag::False as u64, 0),
            Seen::Bool(true) => (Tag::True as u64, 0),
            Seen::Number(number) => (Tag::Number as u64, number.to_bits()),
            Seen::Text(text) => self.text(&text),
            Seen::Other => (Tag::Other as u64, 0),
        }
    }

    fn text(&mut self, text: &str) -> (u64, u64) {
        let symbol = self.program.vocabulary.symbol_of(self.slot, text);
        let offset = self.context.bytes.len();
        if self.reads == Reads::Text {
            self.context.bytes.extend_from_slice(text.as_bytes());
        }
        (both(Tag::Text as usize, symbol as usize), both(offset, self.context.bytes.len() - offset))
    }

    fn put(&mut self, record: usize, head: u64, body: u64) {
        for (at, word) in [(record * 2, head), (record * 2 + 1, body)] {
            self.context.words.get_mut(at).into_iter().for_each(|slot| *slot = word);
        }
    }
}

fn both(low: usize, high: usize) -> u64 {
    low as u32 as u64 | (high as u64) << 32
}
