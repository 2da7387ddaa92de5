//! The systems. Each has a file.

mod burgee;
mod datalogic;
mod eppo;
mod flagd;
mod hand_written;
mod launchdarkly;
mod unleash;

pub(crate) use burgee::{ByHandle, ByKey};
pub(crate) use datalogic::Datalogic;
pub(crate) use eppo::Eppo;
pub(crate) use flagd::Flagd;
pub(crate) use hand_written::HandWritten;
pub(crate) use launchdarkly::LaunchDarkly;
pub(crate) use unleash::Unleash;
