//! What is looked up once and used for many decisions.

use super::Timestamp;
use crate::context::{Consent, PackedContext};

/// A [`crate::Context`] at one instant, packed for one snapshot by [`crate::Evaluator::prepare`].
///
/// It serves any number of decisions. A context that was prepared for another snapshot is not usable: each decision
/// then has [`crate::Reason::Error`]. Snapshots that differ only in what they serve, such as the percentage of a
/// rollout, share prepared contexts.
///
/// ```
/// use burgee::{Context, Evaluator, Timestamp};
///
/// let evaluator = Evaluator::new(r#"{"format": "burgee/1", "flags": {"sale": {
///     "variants": {"on": true, "off": false},
///     "rules": [{"start": "2026-11-27T00:00:00Z", "serve": "on"}],
///     "fallthrough": "off"}}}"#)?;
/// let before = evaluator.prepare(&Context::new("user-17"), Timestamp::from_millis(1_795_737_599_999));
/// assert!(!evaluator.boolean("sale", &before, false));
///
/// let after = before.at(Timestamp::from_millis(1_795_737_600_000));
/// assert!(evaluator.boolean("sale", &after, false));
/// # Ok::<(), burgee::Error>(())
/// ```
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
///
/// ```
/// use burgee::{Context, Evaluator, FlagHandle, Timestamp};
///
/// let evaluator = Evaluator::new(r#"{"format": "burgee/1", "flags": {
///     "beta": {"variants": {"on": true}, "fallthrough": "on"}}}"#)?;
/// let beta: FlagHandle = evaluator.flag("beta").ok_or("no such flag")?;
/// for id in ["user-1", "user-2"] {
///     let user = evaluator.prepare(&Context::new(id), Timestamp::from_millis(0));
///     assert_eq!(evaluator.decide_flag(beta, &user).variant, Some("on"));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FlagHandle {
    pub(super) index: u32,
    pub(super) fingerprint: u64,
}
