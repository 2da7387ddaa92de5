//! Unleash's client features → our document, as unleash-client for Node evaluates them.
//!
//! | Unleash | becomes |
//! |---|---|
//! | a feature | a boolean flag with a rule for each strategy |
//! | variants, the feature's or its strategies' | a second flag, `name.variant`; without one the caller's default is served |
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

/// `options`: `{"units": "low-bytes" | "utf-8", "targetingKey": field}`.
pub(super) fn read<'t>(document: &'t Document, options: &UnleashOptions) -> Result<Translation<'t>, Error> {
    let mut reader = Reader {
        document,
        state: State::of(document.root())?,
        low_bytes: options.units.unwrap_or_default() == UnleashUnits::LowBytes,
        key: options.targeting_key.as_deref().unwrap_or(TARGETING_KEY).into(),
        warned_of_lots: false,
        left_out: Vec::new(),
    };
    let document = reader.whole();
    Ok(Translation { document, left_out: reader.left_out })
}

struct Reader<'t> {
    document: &'t Document,
    state: State<'t>,
    /// Whether users are hashed as the Node SDK does, by the low bytes of their UTF-16 units.
    low_bytes: bool,
    /// The field of Unleash's context that our callers give as the targeting key.
    key: String,
    warned_of_lots: bool,
    left_out: Vec<LeftOut>,
}

impl<'t> Reader<'t> {
    fn leave(&mut self, node: Node<'_>, reason: impl Into<String>) {
        self.left_out.push(LeftOut { path: self.document.path_at(node.start()), reason: reason.into() });
    }

    fn whole(&mut self) -> Json<'t> {
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

    /// The attribute that a field of Unleash's context is.
    fn attribute(&mut self, at: Node<'_>, field: &'t str) -> Result<&'t str, &'static str> {
        if dotted(field.as_bytes()).any(<[u8]>::is_empty) {
            return Err("a field whose name is no path to an attribute");
        }
        if field == EMAIL_DOMAIN {
            self.leave(at, "where `emailDomain` is not given it comes from `email`: in Unleash it is missing then");
        }
        Ok(if field == self.key { TARGETING_KEY } else { field })
    }

    fn attributes(&mut self, at: Node<'_>, fields: &[&'t str]) -> Result<Vec<&'t str>, &'static str> {
        fields.iter().map(|field| self.attribute(at, field)).collect()
    }

    /// For users without what it hashes Unleash draws lots, anew at each call. That is said once.
    fn warn_of_lots(&mut self, at: Node<'_>) {
        if !std::mem::replace(&mut self.warned_of_lots, true) {
            let lots = "for users who have none of the fields that this goes by, Unleash draws lots at each call: here \
                        they are in no share and get no variant (said once for the whole file)";
            self.leave(at, lots);
        }
    }
}
