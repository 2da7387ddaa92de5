//! The order in which new fields are written, as names separated by spaces.

pub(super) const ROOT: &str = "$schema format revision segments flags experiments layers holdouts metadata";
pub(super) const FLAG: &str = "enabled variants off overrides prerequisites rules fallthrough salt metadata";
pub(super) const RULE: &str = "name if start end experiment by salt serve rollout split";
pub(super) const EXPERIMENT: &str = "name hypothesis status start end audience version sticky minVersion \
                                     requiresConsent control winner salt metric metadata";
pub(super) const METADATA: &str = "description owner ticket tags expires created createdBy updated updatedBy";
