//! Translates GrowthBook's SDK payload, as `@growthbook/growthbook` evaluates it.
//!
//! | GrowthBook | snapshot |
//! |---|---|
//! | a feature | a flag; its values become variants |
//! | a rule with `force` | `serve`, or a `rollout` with the positions of its `coverage` or `range` |
//! | a rule with `variations` | the `split` of an experiment |
//! | a leaf of a contextual bandit | a rule with the leaf's weights, before the rule for all other users |
//! | `condition` | the rule's `if`; a saved group becomes a segment |
//! | `namespace`, `filters` | `bucket` conditions |
//! | `parentConditions` | conditions on flags; a gate becomes a previous rule that serves nothing |
//! | the payload's `experiments` | flags with one rule and the first variation as fallthrough |

mod bandits;
mod buckets;
mod comparisons;
mod conditions;
mod experiments;
mod features;
mod operators;
mod parents;
mod rules;
mod splits;
mod values;

use super::write::Members;
use super::{GrowthbookOptions, LeftOut, Translation, Units};
use crate::Error;
use crate::json::Json;
use burgee::document::{Document, Kind, Node};
use conditions::Segment;
use experiments::Experiment;
use features::Flag;

/// A node that a snapshot cannot express, and the reason.
type Untranslatable<'t> = (Node<'t>, &'static str);
/// A part of the snapshot, unless it cannot be expressed.
type Part<'t> = Result<Json<'t>, Untranslatable<'t>>;

const BANDITS: &str =
    "the weights stay those of this payload until the next import, and exposures do not contain the leaf";

pub(super) fn read<'t>(document: &'t Document, options: &GrowthbookOptions) -> Result<Translation<'t>, Error> {
    let root = document.root();
    if root.kind() != Kind::Object {
        return Err(format!("expected an SDK payload or an object of features, found {}", root.description()).into());
    }
    if root.members().any(|member| member.name.starts_with("encrypted")) {
        return Err("the payload is encrypted: decrypt it first, with the key of the SDK connection".into());
    }
    let of = |name, kind| root.get(name).filter(|member| member.kind() == kind);
    let (features, auto) = (of("features", Kind::Object), of("experiments", Kind::Array));
    let payload = features.or(auto).is_some();
    let mut reader = Reader {
        document,
        left_out: Vec::new(),
        utf16: options.units.unwrap_or_default() == Units::Utf16,
        sticky: options.sticky == Some(true),
        groups: root.get("savedGroups").filter(|_| payload),
        bandits: root.get("contextualBandits").filter(|_| payload),
        features: if payload { features.unwrap_or(root.nothing()) } else { root },
        flags: Vec::new(),
        segments: Vec::new(),
        experiments: Vec::new(),
    };
    let flags = reader.flags(auto);
    if let Some(bandits) = reader.bandits.filter(|bandits| bandits.members().next().is_some()) {
        reader.leave(bandits, BANDITS);
    }
    Ok(reader.finish(flags))
}

struct Reader<'t> {
    document: &'t Document,
    left_out: Vec<LeftOut>,
    utf16: bool,
    sticky: bool,
    groups: Option<Node<'t>>,
    bandits: Option<Node<'t>>,
    features: Node<'t>,
    /// One per member of `features`, then one per auto experiment.
    flags: Vec<Flag<'t>>,
    segments: Vec<Segment<'t>>,
    experiments: Vec<Experiment<'t>>,
}

impl<'t> Reader<'t> {
    fn leave(&mut self, node: Node<'_>, reason: impl Into<String>) {
        self.left_out.push(LeftOut { path: self.document.path_at(node.start()), reason: reason.into() });
    }

    fn finish(self, flags: Members<'t>) -> Translation<'t> {
        let segments = self.segments.into_iter().map(|segment| (segment.name.into(), segment.condition));
        let experiments = self.experiments.into_iter().map(Experiment::finish);
        let parts = [
            ("segments", Json::object(segments)),
            ("flags", Json::object(flags)),
            ("experiments", Json::object(experiments)),
        ];
        let mut members: Members<'t> = vec![("format".into(), Json::text("burgee/1"))];
        let is_used = |part: &(&str, Json<'t>)| part.0 == "flags" || part.1 != Json::Object(Vec::new());
        members.extend(parts.into_iter().filter(is_used).map(|(name, part)| (name.into(), part)));
        Translation { document: Json::object(members), left_out: self.left_out }
    }
}

/// A name that is not used yet.
fn unique(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut unique = String::from(name);
    let mut number = 1;
    while unique.is_empty() || taken(&unique) {
        number += 1;
        unique = format!("{name}-{number}");
    }
    unique
}
