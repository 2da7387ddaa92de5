//! The processor's time of this thread: what others do meanwhile does not count as ours. All that is measured here
//! happens in one thread and waits for nothing.

use nix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// Does something, and says how long the processor worked on it.
///
/// # Panics
/// Where the system has no such clock.
pub(crate) fn spent<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = now();
    let result = work();
    (result, now().saturating_sub(start))
}

fn now() -> Duration {
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("threads have a clock").into()
}
