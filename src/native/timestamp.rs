//! Instants, which callers give: the crate reads no clock.

use core::time::Duration;

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
///
/// ```
/// use burgee::Timestamp;
/// use std::time::{Duration, UNIX_EPOCH};
///
/// let now = Timestamp::from(UNIX_EPOCH.elapsed()?);
/// assert!(now > Timestamp::from_millis(1_700_000_000_000));
/// assert_eq!(Timestamp::from(Duration::from_secs(2)).as_millis(), 2_000);
/// # Ok::<(), std::time::SystemTimeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since 1970; negative before.
    #[must_use]
    pub const fn from_millis(milliseconds: i64) -> Timestamp {
        Timestamp(milliseconds)
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }
}

/// The time since 1970, as `std::time::UNIX_EPOCH.elapsed()` returns it.
impl From<Duration> for Timestamp {
    fn from(since_1970: Duration) -> Timestamp {
        Timestamp(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
    }
}
