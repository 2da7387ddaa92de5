//! Variants that no user can get.

use super::Check;
use super::lints::NEVER_SERVED;
use super::parts::FlagPart;
use crate::nodes::members;
use burgee::model::{Serve, VariantIndex};

impl Check<'_> {
    pub(super) fn served(&mut self) {
        for flag in self.flags() {
            let variants = members(flag.node.get("variants"));
            let is_switch = variants.first().is_some_and(|first| first.node.boolean().is_some());
            // A boolean flag without rules is a switch that is not used yet.
            if is_switch && flag.flag.rules.is_empty() {
                continue;
            }
            let served = self.ever_served(&flag);
            for (_, variant) in (0..).zip(variants).filter(|(index, _)| !served.contains(index)) {
                self.warn(variant.node, &NEVER_SERVED, &[variant.name]);
            }
        }
    }

    /// The variants that a flag may serve, whether it is on or off.
    fn ever_served(&self, flag: &FlagPart<'_>) -> Vec<VariantIndex> {
        let mut found = self.served_while_on(flag);
        found.extend(flag.flag.off);
        found
    }

    /// The variants that a flag may serve in its present state.
    pub(super) fn served_at_present(&self, flag: &FlagPart<'_>) -> Vec<VariantIndex> {
        if flag.flag.enabled {
            let mut found = self.served_while_on(flag);
            found.extend(flag.flag.off.filter(|_| !flag.flag.prerequisites.is_empty()));
            return found;
        }
        self.forced_by(flag).chain(flag.flag.off).collect()
    }

    fn forced_by(&self, flag: &FlagPart<'_>) -> impl Iterator<Item = VariantIndex> {
        flag.flag.overrides.of(&self.model.overrides).iter().map(|forced| forced.variant)
    }

    fn served_while_on(&self, flag: &FlagPart<'_>) -> Vec<VariantIndex> {
        let mut found: Vec<VariantIndex> = self.forced_by(flag).chain(flag.flag.fallthrough).collect();
        for view in flag.rules() {
            match view.rule.serve {
                Serve::Variant(variant) => found.push(variant),
                Serve::Ramp(_, ramp) => found.push(ramp.variant),
                Serve::Split(_, cuts) => found.extend(cuts.of(&self.model.cuts).iter().map(|(_, variant)| variant)),
            }
            if let Some(enrolment) = view.rule.experiment {
                found.push(enrolment.control);
                found.extend(enrolment.winner);
            }
        }
        found
    }
}
