//! Translates Unleash's client features, as unleash-client for Node evaluates them.
//!
//! | Unleash | snapshot |
//! |---|---|
//! | a feature | a boolean flag with a rule for each strategy |
//! | variants of the feature or its strategies | a second flag, `name.variant`, without a fallthrough |
//! | a dependency | a prerequisite |
//! | a segment | a segment |
//! | a field of the context, a property | an attribute of that name |

mod addresses;
mod catalogue;
mod choice;
mod constraint;
mod dependency;
mod feature;
mod state;
mod strategy;
mod text;

use super::write::{put, sole};
use super::{LeftOut, Translation, UnleashOptions, UnleashUnits};
use crate::Error;
use crate::json::Json;
use burgee::document::{Document, Node};
use burgee::literal::dotted;
use burgee::model::{EMAIL_DOMAIN, TARGETING_KEY};
use state::State;

pub(super) fn read<'t>(document: &'t Document, options: &UnleashOptions) -> Result<Translation<'t>, Error> {
    let mut reader = Reader {
        document,
        state: State::of(document.root())?,
        low_bytes: options.units.unwrap_or_default() == UnleashUnits::LowBytes,
        key: options.targeting_key.as_deref().unwrap_or(TARGETING_KEY).into(),
        warned_of_random_choice: false,
        left_out: Vec::new(),
    };
    let document = reader.translate();
    Ok(Translation { document, left_out: reader.left_out })
}

struct Reader<'t> {
    document: &'t Document,
    state: State<'t>,
    /// Whether ids are hashed as in the SDK for Node: the low bytes of UTF-16 code units.
    low_bytes: bool,
    /// The field of Unleash's context that becomes the targeting key.
    key: String,
    warned_of_random_choice: bool,
    left_out: Vec<LeftOut>,
}

impl<'t> Reader<'t> {
    fn leave(&mut self, node: Node<'_>, reason: impl Into<String>) {
        self.left_out.push(LeftOut { path: self.document.path_at(node.start()), reason: reason.into() });
    }

    fn translate(&mut self) -> Json<'t> {
        let mut parts = sole("format", Json::text("burgee/1"));
        put(&mut parts, "revision", Json::number("1"));
        let mut segments = Vec::new();
        for (name, segment) in self.state.named_segments() {
            segments.push((name, self.constraints(segment)));
        }
        if !segments.is_empty() {
            put(&mut parts, "segments", Json::Object(segments));
        }
        let mut flags = Vec::new();
        for (name, feature) in self.state.features.all() {
            self.feature(name, feature, &mut flags);
        }
        put(&mut parts, "flags", Json::Object(flags));
        Json::Object(parts)
    }

    /// The attribute of a field of Unleash's context.
    fn attribute(&mut self, at: Node<'_>, field: &'t str) -> Result<&'t str, &'static str> {
        if dotted(field.as_bytes()).any(<[u8]>::is_empty) {
            return Err("the name of the field is not a path to an attribute");
        }
        if field == EMAIL_DOMAIN {
            self.leave(at, "where `emailDomain` is missing, Burgee derives it from `email`; Unleash does not");
        }
        Ok(if field == self.key { TARGETING_KEY } else { field })
    }

    fn attributes(&mut self, at: Node<'_>, fields: &[&'t str]) -> Result<Vec<&'t str>, &'static str> {
        fields.iter().map(|field| self.attribute(at, field)).collect()
    }

    /// For users without the hashed field, Unleash chooses at random at each call. This is reported once.
    fn warn_of_random_choice(&mut self, at: Node<'_>) {
        if !std::mem::replace(&mut self.warned_of_random_choice, true) {
            let reason = "for users without the hashed fields, Unleash chooses at random at each call: here they are in no \
                        share and get no variant (reported once per file)";
            self.leave(at, reason);
        }
    }
}
