//! Variants that nobody can get.

use super::Check;
use super::lints::NEVER_SERVED;
use super::view::members;
use crate::model::{FlagBody, Kind, Serve, VariantIndex};
use alloc::vec::Vec;

impl Check<'_> {
    pub(super) fn served(&mut self) {
        // A boolean flag without rules is a switch that waits to be used.
        for flag in self.flags().into_iter().filter(|f| f.body.kind != Kind::Boolean || !f.body.rules.is_empty()) {
            let served = ever(flag.body);
            for (index, member) in (0..).zip(members(flag.node.get("variants"))) {
                if !served.contains(&index) {
                    self.warn(&member.node, &NEVER_SERVED, &[&member.name]);
                }
            }
        }
    }
}

/// The variants that a flag may serve, now or once it is switched on or off.
fn ever(body: &FlagBody<'_>) -> Vec<VariantIndex> {
    let mut found = switched_on(body);
    found.extend(body.off);
    found
}

/// The variants that a flag may serve as it is switched.
pub(super) fn as_switched(body: &FlagBody<'_>) -> Vec<VariantIndex> {
    if body.enabled {
        let mut found = switched_on(body);
        found.extend(body.off.filter(|_| !body.prerequisites.is_empty()));
        return found;
    }
    body.overrides.iter().map(|forced| forced.variant).chain(body.off).collect()
}

fn switched_on(body: &FlagBody<'_>) -> Vec<VariantIndex> {
    let mut found: Vec<VariantIndex> = body.overrides.iter().map(|forced| forced.variant).collect();
    found.extend(body.fallthrough);
    for rule in &body.rules {
        match &rule.serve {
            Serve::Variant(variant) => found.push(*variant),
            Serve::Ramp(ramp) => found.push(ramp.variant),
            Serve::Split(ranges) => found.extend(ranges.iter().filter(|r| r.from < r.to).map(|r| r.variant)),
        }
        if let Some(enrolment) = rule.experiment {
            found.push(enrolment.control);
            found.extend(enrolment.winner);
        }
    }
    found
}
