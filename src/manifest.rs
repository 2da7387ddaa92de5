//! What the harness has to know of a program, told once, as JSON: names, values, and what a decision's numbers stand
//! for. Tuples rather than objects: it is read by one function, and it is a good part of what loading costs.
//!
//! ```text
//! [revision | null,
//!  [[attribute path, what is read (see `Reads`), [literal, …]], …],            by slot
//!  [[key, kind (0 boolean, 1 string, 2 number, 3 object), [variant name, …], [value, …],
//!    decision | null,                                                          of a flag that never crosses
//!    [null | [name | null, experiment | null, [attribute to hash, …]], …],     by rule
//!    metadata | null], …],                                                     a broken flag has only its key
//!  [null | [id, version, sticky (0 | 1)], …],                                                  experiments
//!  [[severity (0 error, 1 warning), code, path, line, column, message], …]]    issues
//! ```

use crate::digits;
use crate::document::{Issue, Severity, push_string};
use crate::evaluate::{Decision, Reason};
use crate::model::{Flag, FlagBody, Rule, Snapshot};
use crate::program::{Attribute, Program, units};
use alloc::string::String;

/// Writes the manifest of a program that was compiled from a snapshot of this text.
#[must_use]
pub fn manifest(text: &str, snapshot: &Snapshot<'_>, program: &Program) -> String {
    let mut out = String::from("[");
    match snapshot.revision {
        Some(revision) => digits::push(&mut out, revision),
        None => out.push_str("null"),
    }
    out.push(',');
    list(&mut out, program.attributes(), attribute);
    out.push(',');
    list(&mut out, &snapshot.flags, |out, item| flag(out, text, item));
    out.push(',');
    list(&mut out, &snapshot.experiments, |out, experiment| {
        let Some(experiment) = experiment else {
            return out.push_str("null");
        };
        out.push('[');
        push_string(out, experiment.id);
        out.push(',');
        digits::push(out, u64::from(experiment.version));
        out.push_str(if experiment.sticky { ",1" } else { ",0" });
        out.push(']');
    });
    out.push(',');
    issues(&mut out, text, &snapshot.issues);
    out.push(']');
    out
}

/// Writes issues alone: what there is to tell of a text that is no snapshot.
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

fn list<T>(out: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}

fn optional(out: &mut String, text: Option<&str>) {
    match text {
        Some(text) => push_string(out, text),
        None => out.push_str("null"),
    }
}

fn attribute(out: &mut String, attribute: &Attribute) {
    out.push('[');
    push_string(out, &attribute.path);
    out.push(',');
    digits::push(out, attribute.reads as u64);
    out.push(',');
    list(out, &attribute.literals, |out, literal| push_string(out, literal));
    out.push(']');
}

fn flag(out: &mut String, text: &str, flag: &Flag<'_>) {
    out.push('[');
    push_string(out, flag.key);
    if let Some(body) = &flag.body {
        out.push(',');
        digits::push(out, body.kind as u64);
        out.push(',');
        list(out, &body.variants, |out, variant| push_string(out, variant.name));
        out.push(',');
        list(out, &body.variants, |out, variant| out.push_str(variant.value.source(text)));
        out.push(',');
        match constant(body) {
            Some(decision) => digits::push(out, u64::from(decision.pack())),
            None => out.push_str("null"),
        }
        out.push(',');
        list(out, &body.rules, rule);
        out.push(',');
        out.push_str(body.metadata.map_or("null", |node| node.source(text)));
    }
    out.push(']');
}

/// The decision of a flag that is the same for everyone at any time.
fn constant(body: &FlagBody<'_>) -> Option<Decision> {
    match body {
        body if !body.overrides.is_empty() => None,
        FlagBody { enabled: false, off, .. } => Some(Decision::of(*off, Reason::Disabled)),
        body if body.rules.is_empty() && body.prerequisites.is_empty() => {
            Some(Decision::of(body.fallthrough, Reason::Static))
        }
        _ => None,
    }
}

fn rule(out: &mut String, rule: &Rule<'_>) {
    if rule.name.is_none() && rule.experiment.is_none() {
        return out.push_str("null");
    }
    out.push('[');
    optional(out, rule.name);
    if let Some(enrolment) = rule.experiment {
        out.push(',');
        digits::push(out, u64::from(enrolment.experiment));
        out.push_str(",[");
        for (nth, path) in units(&rule.bucketing).enumerate() {
            if nth > 0 {
                out.push(',');
            }
            push_string(out, path);
        }
        out.push(']');
    }
    out.push(']');
}
