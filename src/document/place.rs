//! Where in a document something is, as a chain on the stack that costs nothing until a message needs it.

use alloc::string::String;

/// A step from the root of a document: `flags` `.checkout_flow` `.rules` `[0]`.
#[derive(Clone, Copy, Debug)]
pub enum Place<'p> {
    /// The document itself.
    Root,
    /// A member of the object at the first place.
    Key(&'p Place<'p>, &'p str),
    /// An item of the list at the first place.
    Item(&'p Place<'p>, usize),
}

impl<'p> Place<'p> {
    /// The member `name` of this place.
    #[must_use]
    pub fn key(&'p self, name: &'p str) -> Place<'p> {
        Place::Key(self, name)
    }

    /// The item `index` of this place.
    #[must_use]
    pub fn item(&'p self, index: usize) -> Place<'p> {
        Place::Item(self, index)
    }

    /// The path as a person writes it: `flags.checkout_flow.rules[0]`. Empty for the root.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = match self {
            Place::Root => return String::new(),
            Place::Key(parent, _) | Place::Item(parent, _) => parent.path(),
        };
        match self {
            Place::Root => {}
            Place::Key(_, name) => push_name(&mut path, name),
            Place::Item(_, index) => push_index(&mut path, *index),
        }
        path
    }
}

/// Names that are not plain words are quoted, so that `a.b` is never taken for two steps.
fn push_name(path: &mut String, name: &str) {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if !name.is_empty() && name.bytes().all(plain) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    } else {
        path.push_str("[\"");
        path.push_str(name);
        path.push_str("\"]");
    }
}

fn push_index(path: &mut String, index: usize) {
    path.push('[');
    crate::digits::push(path, index as u64);
    path.push(']');
}
