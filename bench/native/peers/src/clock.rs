//! The CPU time of this thread, so that other processes do not count. Everything measured here runs in one thread and
//! never waits.

use nix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// Runs a function and returns its CPU time.
///
/// # Panics
/// If the system has no such clock.
pub(crate) fn spent<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = now();
    let result = work();
    (result, now().saturating_sub(start))
}

fn now() -> Duration {
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("threads have a clock").into()
}
