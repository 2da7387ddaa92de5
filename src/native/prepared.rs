//! What is looked up once and used for many decisions.

use super::Timestamp;
use crate::context::{Consent, PackedContext};

/// A [`crate::Context`] at one instant, packed for one snapshot by [`crate::Evaluator::prepare`].
///
/// It serves any number of decisions. A context that was prepared for another snapshot is not usable: each decision
/// then has [`crate::Reason::Error`]. Snapshots that differ only in what they serve, such as the percentage of a
/// rollout, share prepared contexts.
#[derive(Clone, Debug)]
pub struct PreparedContext {
    pub(super) packed: PackedContext,
    pub(super) fingerprint: u64,
}

impl PreparedContext {
    /// The same user at another instant.
    #[must_use]
    pub fn at(mut self, now: impl Into<Timestamp>) -> PreparedContext {
        self.packed.now = now.into().as_millis();
        self
    }

    /// The instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.packed.now)
    }

    /// The user's consent.
    #[must_use]
    pub fn consent(&self) -> Consent {
        self.packed.consent
    }
}

/// A flag of one snapshot, found by [`crate::Evaluator::flag`]: deciding by a handle skips the search for the key.
///
/// A handle of another snapshot is not usable: each decision then has [`crate::Reason::Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FlagHandle {
    pub(super) index: u32,
    pub(super) fingerprint: u64,
}
