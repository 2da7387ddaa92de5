//! Translates flagd's flags, as `@openfeature/flagd-core` evaluates them.
//!
//! Targeting is JSONLogic whose value is the name of a variant. A chain of `if` becomes rules, and `fractional` becomes
//! a split. Where flagd throws (it cannot compare `"abc"` with a number), callers get their own default: a rule with
//! `"serve": null` does the same.
//!
//! | module | translates |
//! |---|---|
//! | `term` | the logic's syntax, and references to evaluators |
//! | `targeting` | the result of the logic, to rules |
//! | `fractional`, `cuts` | splits with flagd's positions |
//! | `condition`, `compare`, `text` | the conditions of an `if` |
//! | `failures` | errors that flagd throws |
//! | `constant` | constants, as JavaScript compares them |

mod compare;
mod condition;
mod constant;
mod cuts;
mod failures;
mod fractional;
mod targeting;
mod term;
mod text;

use super::write::{Members, put};
use super::{FlagdOptions, LeftOut, Translation};
use crate::Error;
use crate::json::Json;
use crate::nodes::members;
use burgee::document::{Document, Kind, Member, Node};
use cuts::Options;
use targeting::Lowering;
use term::{Lowered, Stop};

pub(super) fn read<'t>(document: &'t Document, options: &FlagdOptions) -> Result<Translation<'t>, Error> {
    let root = document.root();
    let Some(flags) = root.get("flags").filter(|flags| flags.kind() == Kind::Object) else {
        return Err("expected an object with `flags`, an object of flags by key".into());
    };
    let mut reader = Reader {
        document,
        options: Options::new(options),
        evaluators: members(root.get("$evaluators")),
        segments: Vec::new(),
        left_out: Vec::new(),
    };
    let mut written = Vec::new();
    for member in flags.members() {
        match reader.flag(member) {
            Ok(flag) => written.push((member.name.into(), flag)),
            Err(Stop { at, why }) => {
                reader.leave(at, &format!("{why}: the flag is left out, and everyone gets the caller's default"))
            }
        }
    }
    let mut parts: Members<'_> =
        vec![("format".into(), Json::text("burgee/1")), ("revision".into(), Json::number("1"))];
    if !reader.segments.is_empty() {
        put(&mut parts, "segments", Json::object(reader.segments));
    }
    put(&mut parts, "flags", Json::object(written));
    parts.extend(metadata(root));
    Ok(Translation { document: Json::object(parts), left_out: reader.left_out })
}

struct Reader<'t> {
    document: &'t Document,
    options: Options,
    /// `$evaluators`, in their order.
    evaluators: Vec<Member<'t>>,
    /// The evaluators that are conditions and are used.
    segments: Members<'t>,
    left_out: Vec<LeftOut>,
}

impl<'t> Reader<'t> {
    /// Does not repeat a reason: some nodes are translated several times.
    fn leave(&mut self, at: u32, reason: &str) {
        let left = LeftOut { path: self.document.path_at(at), reason: reason.into() };
        if !self.left_out.contains(&left) {
            self.left_out.push(left);
        }
    }

    fn flag(&mut self, member: Member<'t>) -> Lowered<Json<'t>> {
        let node = member.node;
        let off = match node.get("state").and_then(Node::text) {
            Some("ENABLED") => false,
            Some("DISABLED") => true,
            _ => return Err(Stop::at(node.get("state").unwrap_or(node), "flagd rejects a file with this `state`")),
        };
        let variants = variants(node)?;
        let default = default_variant(node, variants)?;
        let mut flag: Members<'t> = Vec::new();
        if mixed(variants) {
            self.leave(variants.start(), "variants of several types: here they are all objects");
            put(&mut flag, "type", Json::text("object"));
        }
        if off {
            put(&mut flag, "enabled", Json::Bool(false));
        }
        put(&mut flag, "variants", Json::of(variants));
        let mut lowering = Lowering::new(member.name, variants, default, self);
        lowering.targeting(node.get("targeting"))?;
        let (rules, fallthrough) = lowering.finish();
        if !rules.is_empty() {
            put(&mut flag, "rules", Json::Array(rules));
        }
        flag.extend(fallthrough.map(|name| ("fallthrough".into(), name)));
        flag.extend(metadata(node));
        Ok(Json::object(flag))
    }
}

/// The variants of a flag: at least one, and each with a name.
fn variants(flag: Node<'_>) -> Lowered<Node<'_>> {
    let variants = flag.get("variants").unwrap_or(flag);
    let named = variants.members().all(|variant| !variant.name.is_empty());
    if flag.get("variants").is_none() || variants.members().next().is_none() || !named {
        return Err(Stop::at(variants, "expected an object of variants by name"));
    }
    Ok(variants)
}

/// The variant for users for whom the targeting returns none. A falsy value counts as no variant.
fn default_variant<'t>(flag: Node<'t>, variants: Node<'t>) -> Lowered<Option<&'t str>> {
    let Some(given) = flag.get("defaultVariant").filter(|given| constant::Constant::of(*given).truthy()) else {
        return Ok(None);
    };
    match given.text() {
        Some(name) if variants.get(name).is_some() => Ok(Some(name)),
        _ => Err(Stop::at(given, "flagd rejects a file in which this is not a variant")),
    }
}

/// Whether the variants have several types. Lists and `null` count as objects.
fn mixed(variants: Node<'_>) -> bool {
    let kind = |node: Node<'_>| match node.kind() {
        Kind::False => Kind::True,
        Kind::Null | Kind::Array => Kind::Object,
        kind => kind,
    };
    let mut kinds = variants.members().map(|variant| kind(variant.node));
    let first = kinds.next();
    kinds.any(|kind| Some(kind) != first)
}

fn metadata(node: Node<'_>) -> Option<(std::borrow::Cow<'_, str>, Json<'_>)> {
    let metadata = node.get("metadata").filter(|metadata| metadata.members().next().is_some())?;
    Some(("metadata".into(), Json::of(metadata)))
}
