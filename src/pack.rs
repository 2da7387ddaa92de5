//! JSON attributes → a context, as the harness packs them in JavaScript.

use crate::context::{Consent, Context, Tag};
use crate::document::{Node, Value};
use crate::literal::decimal;
use crate::program::{Attribute, EMAIL_DOMAIN, Program, Reads};
use alloc::{borrow::Cow, string::String};

/// What is known of a user.
#[derive(Clone, Copy, Debug)]
pub struct Given<'g> {
    /// Attributes: an object; anything else is an empty one.
    pub attributes: &'g Node<'g>,
    /// Earlier assignments to sticky experiments: an object, experiment → `{"variant": name, "version": number}`.
    pub assignments: Option<&'g Node<'g>>,
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
    let mut context = Context::empty(program.attributes().len());
    (context.now, context.consent) = (now, consent);
    for (slot, attribute) in program.attributes().iter().enumerate() {
        if attribute.reads == Reads::Assignment {
            context.assign(slot, attribute, given.assignments.and_then(|all| all.get(&attribute.path)));
        } else if let Some(node) = find(attributes, &attribute.path) {
            context.write(slot, attribute, &node.value);
        } else if let Some(domain) = email_domain(attributes).filter(|_| &*attribute.path == EMAIL_DOMAIN) {
            context.write(slot, attribute, &Value::String(Cow::Owned(domain)));
        }
    }
    context
}

/// The attribute at a path; `null` counts as not there.
fn find<'d, 'n>(attributes: &'d Node<'n>, path: &str) -> Option<&'d Node<'n>> {
    let there = |node: &&Node<'_>| !matches!(node.value, Value::Null);
    let nested = || path.split('.').try_fold(attributes, |node, name| node.get(name));
    attributes.get(path).filter(there).or_else(|| nested().filter(there))
}

/// The value at a path as JSON text, the derived ones too.
#[cfg(feature = "tools")]
pub(crate) fn shown(attributes: &Node<'_>, text: &str, path: &str) -> Option<String> {
    let written = find(attributes, path).map(|node| String::from(node.source(text)));
    let derived = || {
        let mut quoted = String::new();
        crate::document::push_string(&mut quoted, &email_domain(attributes)?);
        Some(quoted)
    };
    written.or_else(|| derived().filter(|_| path == EMAIL_DOMAIN))
}

fn email_domain(attributes: &Node<'_>) -> Option<String> {
    match &find(attributes, "email")?.value {
        Value::String(email) => email.rsplit_once('@').map(|(_, domain)| domain.to_ascii_lowercase()),
        _ => None,
    }
}

/// A whole number from 0 to 2^32 - 1, however it is written.
fn version(node: &Node<'_>) -> Option<u32> {
    let number = decimal::parse(node.value.as_number()?)?;
    (f64::from(number as u32) == number).then_some(number as u32)
}

impl Context {
    fn write(&mut self, slot: usize, attribute: &Attribute, value: &Value<'_>) {
        let (head, body) = match value {
            Value::Array(items) => self.list(attribute, items),
            value => self.scalar(attribute, value),
        };
        self.put(slot, head, body);
    }

    fn assign(&mut self, slot: usize, attribute: &Attribute, assignment: Option<&Node<'_>>) {
        let (Some(variant), Some(version)) = (
            assignment.and_then(|node| node.get("variant")?.value.as_str()),
            assignment.and_then(|node| version(node.get("version")?)),
        ) else {
            return;
        };
        let symbol = attribute.symbol(variant);
        self.put(slot, both(Tag::Text as usize, symbol), u64::from(version));
    }

    fn list(&mut self, attribute: &Attribute, items: &[Node<'_>]) -> (u64, u64) {
        let first = self.words.len() / 2;
        self.words.resize(self.words.len() + items.len() * 2, 0);
        for (index, item) in items.iter().enumerate() {
            let (head, body) = self.scalar(attribute, &item.value);
            self.put(first + index, head, body);
        }
        (Tag::List as u64, both(first, items.len()))
    }

    fn scalar(&mut self, attribute: &Attribute, value: &Value<'_>) -> (u64, u64) {
        match value {
            Value::Null => (Tag::Missing as u64, 0),
            Value::Bool(false) => (Tag::False as u64, 0),
            Value::Bool(true) => (Tag::True as u64, 0),
            Value::Number(text) => match decimal::parse(text) {
                Some(number) => (Tag::Number as u64, number.to_bits()),
                None => (Tag::Other as u64, 0),
            },
            Value::String(text) => self.text_record(attribute, text),
            Value::Array(_) | Value::Object(_) => (Tag::Other as u64, 0),
        }
    }

    fn text_record(&mut self, attribute: &Attribute, text: &str) -> (u64, u64) {
        let symbol = attribute.symbol(text);
        let offset = self.bytes.len();
        if attribute.reads == Reads::Text {
            self.bytes.extend_from_slice(text.as_bytes());
        }
        (both(Tag::Text as usize, symbol), both(offset, self.bytes.len() - offset))
    }

    fn put(&mut self, record: usize, head: u64, body: u64) {
        for (at, word) in [(record * 2, head), (record * 2 + 1, body)] {
            self.words.get_mut(at).into_iter().for_each(|slot| *slot = word);
        }
    }
}

impl Attribute {
    /// The symbol of a text: its place among the literals from 1, or 0.
    fn symbol(&self, text: &str) -> usize {
        let found = self.literals.binary_search_by(|literal| (**literal).cmp(text));
        found.map_or(0, |index| index + 1)
    }
}

fn both(low: usize, high: usize) -> u64 {
    low as u32 as u64 | (high as u64) << 32
}
