//! Program: whatever bytes it is, reading it ends and says something; and what a model is laid out as is written down.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

mod any_bytes;
mod ask;
mod bounds;
mod build;
mod damaged;
mod layout;
mod same;
mod sources;
