//! JSON attributes → a context, as the harness packs them in JavaScript.

use super::{Consent, PackedContext, Tag, convert};
use crate::document::{Kind, Node};
use crate::literal::decimal;
use crate::model::EMAIL_DOMAIN;
use crate::model::{Conversion, Model, Slot, Usage};
use alloc::{borrow::Cow, string::String};

/// What is known of a user.
#[derive(Clone, Copy, Debug)]
pub struct ContextInput<'g> {
    /// Attributes: an object; anything else is an empty one.
    pub attributes: Node<'g>,
    /// Earlier assignments to sticky experiments: an object, experiment → `{"variant": name, "version": number}`.
    pub assignments: Option<Node<'g>>,
}

/// Packs what `model` reads of what is given, for the instant `now` in ms
/// since 1970.
///
/// A name in full wins over a path: `app.version` is the member of that name, and only where there is none the member
/// `version` of `app`. `emailDomain`, when it is not given, is what stands behind the last `@` of `email`, in lower
/// case.
#[must_use]
pub fn pack(model: &Model, input: &ContextInput<'_>, now: i64, consent: Consent) -> PackedContext {
    let attributes = input.attributes;
    let mut context = PackedContext::empty(model.vocabulary.len());
    (context.now, context.consent) = (now, consent);
    for slot in 0..model.vocabulary.len() as Slot {
        let path = model.vocabulary.path(slot);
        let (usage, conversion) = model.vocabulary.usage(slot);
        let mut writer = Writer { context: &mut context, model, slot, usage, conversion };
        if usage == Usage::Assignment {
            writer.assign(input.assignments.and_then(|all| all.get(path)));
        } else if let Some(node) = find(attributes, path) {
            writer.write(node);
        } else if let Some(domain) = email_domain(attributes).filter(|_| path == EMAIL_DOMAIN) {
            let (head, body) = writer.scalar(Scalar::Text(domain.into()));
            writer.put(slot as usize, head, body);
        }
    }
    context
}

/// The attribute at a path; `null` counts as not there.
fn find<'d>(attributes: Node<'d>, path: &str) -> Option<Node<'d>> {
    let there = |node: &Node<'_>| node.kind() != Kind::Null;
    let nested = || path.split('.').try_fold(attributes, |node, name| node.get(name));
    attributes.get(path).filter(there).or_else(|| nested().filter(there))
}

/// A value as `JSON.stringify` writes it.
pub fn json_text(node: Node<'_>) -> String {
    let mut text = String::new();
    convert::write_json(&mut text, node);
    text
}

/// The value at a path as JSON text, the derived ones too.
pub fn text_at(attributes: Node<'_>, path: &str) -> Option<String> {
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
pub(super) enum Scalar<'d> {
    Missing,
    Bool(bool),
    Number(f64),
    Text(Cow<'d, str>),
    Other,
}

impl<'d> Scalar<'d> {
    fn of(node: Node<'d>) -> Scalar<'d> {
        match node.kind() {
            Kind::Null => Scalar::Missing,
            Kind::False => Scalar::Bool(false),
            Kind::True => Scalar::Bool(true),
            Kind::Number => decimal::parse(node.source()).map_or(Scalar::Other, Scalar::Number),
            Kind::String => Scalar::Text(node.text().unwrap_or_default().into()),
            Kind::Array | Kind::Object => Scalar::Other,
        }
    }
}

/// Writes one attribute into a context.
struct Writer<'w> {
    context: &'w mut PackedContext,
    model: &'w Model,
    slot: Slot,
    usage: Usage,
    conversion: Conversion,
}

impl Writer<'_> {
    fn write(&mut self, node: Node<'_>) {
        let whole = convert::whole(self.conversion, node);
        let (head, body) = match whole {
            Some(seen) => self.record(seen),
            None if node.kind() == Kind::Array => self.list(node),
            None => self.scalar(Scalar::of(node)),
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
        let symbol = self.model.vocabulary.symbol_of(self.slot, variant);
        self.put(self.slot as usize, both(Tag::Text as usize, symbol as usize), u64::from(version));
    }

    fn list(&mut self, list: Node<'_>) -> (u64, u64) {
        let first = self.context.words.len() / 2;
        let count = list.items().count();
        self.context.words.resize((first + count) * 2, 0);
        for (index, item) in list.items().enumerate() {
            let (head, body) = self.scalar(Scalar::of(item));
            self.put(first + index, head, body);
        }
        (Tag::List as u64, both(first, count))
    }

    fn scalar(&mut self, seen: Scalar<'_>) -> (u64, u64) {
        let seen = convert::converted(self.conversion, seen);
        self.record(seen)
    }

    fn record(&mut self, seen: Scalar<'_>) -> (u64, u64) {
        match seen {
            Scalar::Missing => (Tag::Missing as u64, 0),
            Scalar::Bool(false) => (Tag::False as u64, 0),
            Scalar::Bool(true) => (Tag::True as u64, 0),
            Scalar::Number(number) => (Tag::Number as u64, number.to_bits()),
            Scalar::Text(text) => self.text(&text),
            Scalar::Other => (Tag::Other as u64, 0),
        }
    }

    fn text(&mut self, text: &str) -> (u64, u64) {
        let symbol = self.model.vocabulary.symbol_of(self.slot, text);
        let offset = self.context.bytes.len();
        if self.usage == Usage::Text {
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
