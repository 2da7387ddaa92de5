//! The manifest: what JavaScript needs to know of a model, as JSON. It has names, values, and the meaning of the numbers
//! of decisions. It consists of tuples rather than objects, because only one function reads it, and reading it is a
//! large part of the time that loading takes.
//!
//! ```text
//! [revision | null,
//!  [[attribute path, usage (see `Usage`), [literal, …], conversion?], …],      by slot
//!  [[key, index of the set of variants,
//!    decision | null,                                                          if it is the same for everyone
//!    index of the list of slots,
//!    [null | [name | null, experiment | null, [attribute to hash, …]], …],     by rule; 0 if no rule has any of these
//!    metadata], …],                                                            a broken flag has only its key
//!  [null | [id, version, sticky (0 | 1)], …],                                  experiments
//!  [[severity (0 error, 1 warning), code, path, line, column, message], …],    issues
//!  whether any decision depends on the instant (0 | 1),
//!  [[slot, …], …],                                                             slots that decisions need; 0: of any flag
//!  [[type (0 boolean, 1 string, 2 number, 3 object), [variant name, …], [value, …]], …]]       sets of variants
//! ```

mod needs;
mod variants;

use crate::document::{Document, Issue, Node, Severity, push_string};
use crate::evaluate::decision::{Decision, Reason};
use crate::literal::digits;
use crate::model::{CALLERS_DEFAULT, Conversion, Flag, Model, Rule, Serve};
use alloc::string::String;
use needs::Needs;
use variants::Variants;

/// Returns the manifest of a model, with the issues of its document.
#[must_use]
pub fn manifest(document: &Document, model: &Model, found_issues: &[Issue]) -> String {
    let mut out = String::from("[");
    match model.revision {
        Some(revision) => digits::push(&mut out, revision),
        None => out.push_str("null"),
    }
    let root = document.root();
    out.push(',');
    list(&mut out, 0..model.vocabulary.len() as u32, |out, slot| attribute(out, model, slot));
    out.push(',');
    let needs = Needs::of(model);
    let mut variants = Variants::new();
    let flags = root.get("flags").into_iter().flat_map(Node::members).zip(&model.flags);
    list(&mut out, (0..).zip(flags), |out, (index, (member, sound))| {
        out.push('[');
        push_string(out, member.name);
        if let Some(sound) = sound {
            for number in
                [Some(variants.of(document, sound)), constant(sound).map(Decision::bits), Some(needs.of_flag(index))]
            {
                out.push(',');
                match number {
                    Some(number) => digits::push(out, u64::from(number)),
                    None => out.push_str("null"),
                }
            }
            flag(out, document, model, sound);
        }
        out.push(']');
    });
    out.push(',');
    list(&mut out, &model.experiments, |out, experiment| {
        let Some(experiment) = experiment else { return out.push_str("null") };
        let node = document.node(experiment.node);
        out.push('[');
        push_string(out, node.name());
        out.push(',');
        digits::push(out, u64::from(experiment.version));
        out.push_str(if experiment.sticky.is_some() { ",1]" } else { ",0]" });
    });
    out.push(',');
    issues(&mut out, document.text(), found_issues);
    out.push_str(if model.timed { ",1," } else { ",0," });
    needs.write(&mut out);
    out.push(',');
    variants.write(&mut out);
    out.push(']');
    out
}

/// Appends issues alone, for a text that is not a snapshot.
pub fn issues(out: &mut String, text: &str, issues: &[Issue]) {
    list(out, issues, |out, issue| {
        let (line, column) = issue.line_and_column(text);
        out.push_str(if issue.severity == Severity::Error { "[0," } else { "[1," });
        push_string(out, issue.code);
        out.push(',');
        push_string(out, &issue.path);
        for number in [line, column] {
            out.push(',');
            digits::push(out, u64::from(number));
        }
        out.push(',');
        push_string(out, &issue.message);
        out.push(']');
    });
}

fn list<T>(out: &mut String, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut String, T)) {
    out.push('[');
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}

fn attribute(out: &mut String, model: &Model, slot: u32) {
    let (usage, conversion) = model.vocabulary.usage(slot);
    out.push('[');
    push_string(out, model.vocabulary.path(slot));
    out.push(',');
    digits::push(out, usage as u64);
    out.push(',');
    list(out, model.vocabulary.literals(slot), push_string);
    if conversion != Conversion::Itself {
        out.push(',');
        digits::push(out, conversion as u64);
    }
    out.push(']');
}

fn flag(out: &mut String, document: &Document, model: &Model, flag: &Flag) {
    let rules = model.rules_of(flag);
    if rules.iter().any(is_described) {
        out.push(',');
        list(out, rules, |out, one| rule(out, document, model, one));
    } else {
        out.push_str(",0");
    }
    if let Some(metadata) = document.node(flag.node).get("metadata") {
        out.push(',');
        out.push_str(metadata.source());
    }
}

/// Whether a rule has a name or an experiment.
fn is_described(rule: &Rule) -> bool {
    rule.name != 0 || rule.experiment.is_some()
}

/// The decision of a flag that serves everyone the same at any time.
fn constant(flag: &Flag) -> Option<Decision> {
    let plain = flag.overrides.is_empty();
    match flag.enabled {
        false if plain => Some(Decision::of(flag.off.unwrap_or(CALLERS_DEFAULT), Reason::Disabled)),
        true if plain && flag.rules.is_empty() && flag.prerequisites.is_empty() => {
            Some(Decision::of(flag.fallthrough.unwrap_or(CALLERS_DEFAULT), Reason::Static))
        }
        _ => None,
    }
}

fn rule(out: &mut String, document: &Document, model: &Model, rule: &Rule) {
    if !is_described(rule) {
        return out.push_str("null");
    }
    out.push('[');
    out.push_str(if rule.name == 0 { "null" } else { document.node(rule.name).source() });
    if let (Some(enrolment), Serve::Split(bucket, _)) = (rule.experiment, &rule.serve) {
        out.push(',');
        digits::push(out, u64::from(enrolment.experiment));
        out.push(',');
        let slots = model.numbers_of(bucket.slots);
        list(out, slots, |out, slot| push_string(out, model.vocabulary.path(*slot)));
    }
    out.push(']');
}
