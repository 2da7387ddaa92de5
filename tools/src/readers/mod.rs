//! Imports of other systems' files. A reader translates what a snapshot can express, and lists the rest.

mod eppo;
mod flagd;
mod growthbook;
mod options;
mod regexp;
mod seed;
mod unleash;
mod write;

pub use options::{
    EppoOptions, FlagdOptions, Format, Fractional, GrowthbookOptions, Units, UnleashOptions, UnleashUnits,
};

use crate::error::{Error, parse};
use crate::json::Json;
use burgee::compile::{Compiled, compile};
use serde::Serialize;

/// The snapshot that a file was translated to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ImportReport {
    /// The snapshot's text.
    pub document: String,
    /// What the snapshot does not contain, or expresses in another way.
    pub left_out: Vec<LeftOut>,
    /// The number of flags in the snapshot.
    pub flags: u32,
    /// The number of experiments in the snapshot.
    pub experiments: u32,
}

/// A part of a file that could not be translated as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LeftOut {
    /// The path in the file.
    pub path: String,
    /// The reason, and what it means for users.
    pub reason: String,
}

/// The result of a reader.
struct Translation<'t> {
    document: Json<'t>,
    left_out: Vec<LeftOut>,
}

/// Translates a file.
///
/// ```
/// use burgee_tools::readers::{Format, import};
///
/// let file = r#"{"dark_mode": {"name": "dark_mode", "strategy": "all"}}"#;
/// let report = import(&Format::Seed, file)?;
/// assert_eq!((report.flags, report.left_out.len()), (1, 0));
/// # Ok::<(), burgee_tools::Error>(())
/// ```
///
/// # Errors
/// If the text is not JSON or not a file of this format.
pub fn import(format: &Format, text: &str) -> Result<ImportReport, Error> {
    let file = parse(text)?;
    let Translation { document, left_out } = match format {
        Format::Eppo(options) => eppo::read(&file, options)?,
        Format::Flagd(options) => flagd::read(&file, options)?,
        Format::Growthbook(options) => growthbook::read(&file, options)?,
        Format::Seed => seed::read(&file)?,
        Format::Unleash(options) => unleash::read(&file, options)?,
    };
    let document = document.print(0) + "\n";
    let (flags, experiments) = count_parts(&document)?;
    Ok(ImportReport { document, left_out, flags, experiments })
}

/// The number of flags and experiments of a snapshot.
///
/// # Errors
/// If the compiler has anything to report: that would be a bug of a reader, and such a snapshot must not be used.
fn count_parts(text: &str) -> Result<(u32, u32), Error> {
    let document = parse(text)?;
    let Compiled { model, issues } = compile(&document).map_err(|issues| Error::of_issues(text, &issues))?;
    if !issues.is_empty() {
        return Err(Error::of_issues(text, &issues));
    }
    Ok((model.flag_count() as u32, model.experiments.len() as u32))
}
