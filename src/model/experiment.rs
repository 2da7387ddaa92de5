//! Experiments, layers and holdouts.

use super::{Bucket, Slot, Span, Status, VariantIndex, Window};
use crate::program::Cut;

/// An experiment that works.
#[derive(Clone, Debug)]
pub struct Experiment {
    /// The index of the node that defines it.
    pub node: u32,
    /// Where it is in its life cycle.
    pub status: Status,
    /// When units are enrolled.
    pub window: Window,
    /// The index of the condition that units must meet.
    pub audience: Option<u32>,
    /// Increases each time that the experiment restarts.
    pub version: u32,
    /// Whether only units that granted consent are enrolled.
    pub requires_consent: bool,
    /// Where earlier assignments are kept, if the experiment is sticky.
    pub sticky: Option<Sticky>,
    /// The index of the condition that newly enrolled units must meet.
    pub entry: Option<u32>,
    /// Its share of a layer.
    pub layer: Option<Share>,
    /// The indices of the holdouts that apply: a range of [`super::Model::numbers`].
    pub holdouts: Span,
}

/// A rule's part in an experiment.
#[derive(Clone, Copy, Debug)]
pub struct Enrolment {
    /// The index of the experiment.
    pub experiment: u32,
    /// The variant for units without consent or in a holdout.
    pub control: VariantIndex,
    /// The variant for everyone once the experiment is concluded.
    pub winner: Option<VariantIndex>,
}

/// A share of all units, selected by a bucket of its own: a layer's or a holdout's.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    /// The index of the node that defines the layer or holdout.
    pub node: u32,
    /// How positions are computed.
    pub bucket: Bucket,
    /// The positions of the share; `None` for an empty share.
    pub cut: Option<Cut>,
}

/// Earlier assignments of a sticky experiment.
#[derive(Clone, Copy, Debug)]
pub struct Sticky {
    /// The slot of the context that holds the assignment.
    pub slot: Slot,
    /// The lowest version whose assignments count.
    pub least: u32,
}
