//! JSON attributes → a packed context, as the JavaScript packer writes it.

mod convert;
mod input;

pub(crate) use input::Input;

use super::{Consent, PackedContext, Tag};
use crate::document::{Kind, Node, push_string};
use crate::literal::decimal;
use crate::model::EMAIL_DOMAIN;
use crate::model::{Conversion, Model, Slot, Usage};
use alloc::{borrow::Cow, string::String};

/// What is known of a user, as nodes of a document.
#[derive(Clone, Copy, Debug)]
pub struct ContextInput<'d> {
    /// The attributes: an object; anything else counts as an empty one.
    pub attributes: Node<'d>,
    /// Earlier assignments to sticky experiments: an object, experiment → `{"variant": name, "version": number}`.
    pub assignments: Option<Node<'d>>,
}

/// Packs the attributes that `model` reads, for the instant `now` in ms since 1970.
///
/// A full name wins over a path: `app.version` is the member of that name; only if there is none, it is the member
/// `version` of `app`. If `emailDomain` is missing, it is the text after the last `@` of `email`, in lower case.
#[must_use]
pub fn pack(model: &Model, input: &ContextInput<'_>, now: i64, consent: Consent) -> PackedContext {
    let assigned = |experiment: &str| {
        let assignment = input.assignments?.get(experiment)?;
        Some((assignment.get("variant")?.text()?, version(assignment.get("version")?)?))
    };
    pack_from(model, input.attributes, assigned, now, consent)
}

/// The same for any input. `assigned` returns the variant and the version of an earlier assignment to an experiment.
pub(crate) fn pack_from<'v>(
    model: &Model,
    attributes: impl Input<'v>,
    assigned: impl Fn(&str) -> Option<(&'v str, u32)>,
    now: i64,
    consent: Consent,
) -> PackedContext {
    let mut context = PackedContext::empty(model.vocabulary.len());
    (context.now, context.consent) = (now, consent);
    for slot in 0..model.vocabulary.len() as Slot {
        let path = model.vocabulary.path(slot);
        let (usage, conversion) = model.vocabulary.usage(slot);
        let mut writer = Writer { context: &mut context, model, slot, usage, conversion };
        if usage == Usage::Assignment {
            assigned(path).into_iter().for_each(|(variant, version)| writer.assign(variant, version));
        } else if let Some(value) = find(attributes, path) {
            writer.write(value);
        } else if let Some(domain) = email_domain(attributes).filter(|_| path == EMAIL_DOMAIN) {
            let record = writer.scalar(Scalar::Text(domain.into()));
            writer.put(slot as usize, record);
        }
    }
    context
}

/// The attribute at a path; `null` counts as missing.
pub(crate) fn find<'v, I: Input<'v>>(attributes: I, path: &str) -> Option<I> {
    let present = |value: &I| value.kind() != Kind::Null;
    let nested = || path.split('.').try_fold(attributes, |value, name| value.get(name));
    attributes.get(path).filter(present).or_else(|| nested().filter(present))
}

/// A value as `JSON.stringify` writes it.
pub fn json_text(node: Node<'_>) -> String {
    let mut text = String::new();
    convert::write_json(&mut text, node);
    text
}

/// The value at a path as JSON text, including derived values.
pub fn text_at(attributes: Node<'_>, path: &str) -> Option<String> {
    let written = find(attributes, path).map(|node| String::from(node.source()));
    let derived = || {
        let mut quoted = String::new();
        push_string(&mut quoted, &email_domain(attributes)?);
        Some(quoted)
    };
    written.or_else(|| derived().filter(|_| path == EMAIL_DOMAIN))
}

/// The domain of the attribute `email`, in lower case.
pub(crate) fn email_domain<'v>(attributes: impl Input<'v>) -> Option<String> {
    let (_, domain) = find(attributes, "email")?.text()?.rsplit_once('@')?;
    Some(domain.to_ascii_lowercase())
}

/// An integer from 0 to 2^32 - 1, in any JSON spelling.
fn version(node: Node<'_>) -> Option<u32> {
    let number = decimal::parse(node.number()?)?;
    (f64::from(number as u32) == number).then_some(number as u32)
}

/// A value without parts, or whose parts no operator reads.
pub(super) enum Scalar<'v> {
    Missing,
    Bool(bool),
    Number(f64),
    Text(Cow<'v, str>),
    Other,
}

impl<'v> Scalar<'v> {
    fn from_input(value: impl Input<'v>) -> Scalar<'v> {
        match value.kind() {
            Kind::Null => Scalar::Missing,
            Kind::False => Scalar::Bool(false),
            Kind::True => Scalar::Bool(true),
            Kind::Number => match value.number() {
                number if number.is_finite() => Scalar::Number(number),
                _ => Scalar::Other,
            },
            Kind::String => Scalar::Text(value.text().unwrap_or_default().into()),
            Kind::Array | Kind::Object => Scalar::Other,
        }
    }
}

/// Head and body.
type Record = (u64, u64);

/// Writes one attribute into a context.
struct Writer<'w> {
    context: &'w mut PackedContext,
    model: &'w Model,
    slot: Slot,
    usage: Usage,
    conversion: Conversion,
}

impl Writer<'_> {
    fn write<'v>(&mut self, value: impl Input<'v>) {
        let record = match convert::convert_whole(self.conversion, value) {
            Some(scalar) => self.record(scalar),
            None if value.kind() == Kind::Array => self.list(value),
            None => self.scalar(Scalar::from_input(value)),
        };
        self.put(self.slot as usize, record);
    }

    fn assign(&mut self, variant: &str, version: u32) {
        let symbol = self.model.vocabulary.symbol_of(self.slot, variant);
        self.put(self.slot as usize, (join(Tag::Text as usize, symbol as usize), u64::from(version)));
    }

    fn list<'v>(&mut self, list: impl Input<'v>) -> Record {
        let first = self.context.records.len() / 2;
        let count = list.items().count();
        self.context.records.resize((first + count) * 2, 0);
        for (index, item) in list.items().enumerate() {
            let record = self.scalar(Scalar::from_input(item));
            self.put(first + index, record);
        }
        (Tag::List as u64, join(first, count))
    }

    fn scalar(&mut self, scalar: Scalar<'_>) -> Record {
        let scalar = convert::convert_scalar(self.conversion, scalar);
        self.record(scalar)
    }

    fn record(&mut self, scalar: Scalar<'_>) -> Record {
        match scalar {
            Scalar::Missing => (Tag::Missing as u64, 0),
            Scalar::Bool(false) => (Tag::False as u64, 0),
            Scalar::Bool(true) => (Tag::True as u64, 0),
            Scalar::Number(number) => (Tag::Number as u64, number.to_bits()),
            Scalar::Text(text) => self.text(&text),
            Scalar::Other => (Tag::Other as u64, 0),
        }
    }

    fn text(&mut self, text: &str) -> Record {
        let symbol = self.model.vocabulary.symbol_of(self.slot, text);
        let offset = self.context.text.len();
        if self.usage == Usage::Text {
            self.context.text.extend_from_slice(text.as_bytes());
        }
        (join(Tag::Text as usize, symbol as usize), join(offset, self.context.text.len() - offset))
    }

    fn put(&mut self, index: usize, (head, body): Record) {
        for (at, number) in [(index * 2, head), (index * 2 + 1, body)] {
            self.context.records.get_mut(at).into_iter().for_each(|place| *place = number);
        }
    }
}

/// Two 32-bit halves as one number.
fn join(low: usize, high: usize) -> u64 {
    low as u32 as u64 | (high as u64) << 32
}
