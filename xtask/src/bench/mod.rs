//! Measures Burgee beside its peers. Each part measures everything in one run on one machine, so that ratios are fair.
//!
//! | part | measures | source |
//! |---|---|---|
//! | `js` | the package and the peers' packages, in Node | bench/ |
//! | `native` | the crate and the peers' crates | bench/native/peers |
//! | `count` | the crate under callgrind, which counts instructions | bench/native/instructions |

mod javascript;
mod native;

use crate::instructions;
use crate::workspace::Workspace;
use anyhow::Result;
use clap::{Args, ValueEnum};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Default: all parts
    parts: Vec<Part>,
    /// Take less time: less exact, and no results are written to the repository
    #[arg(long)]
    quick: bool,
    /// With the part `count`: write the counted instructions to bench/instructions.json, with which the tests compare
    #[arg(long, conflicts_with = "quick")]
    record: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The package and its peers in Node
    Js,
    /// The crate and its peers, natively
    Native,
    /// The crate's instructions under callgrind
    Count,
}

/// How long to measure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    /// Until the medians are steady: minutes.
    Full,
    /// A fraction of the time.
    Quick,
}

impl Arguments {
    /// Checks what clap cannot express.
    pub(crate) fn validate(&self) -> Result<(), &'static str> {
        if self.record && self.parts != [Part::Count] {
            return Err("`--record` needs the part `count` alone: cargo xtask bench count --record");
        }
        Ok(())
    }
}

/// Runs the given parts, or all of them.
pub(crate) fn bench(workspace: &Workspace, arguments: &Arguments) -> Result<()> {
    let length = if arguments.quick { Length::Quick } else { Length::Full };
    let parts = if arguments.parts.is_empty() { Part::value_variants() } else { &arguments.parts };
    for part in parts {
        match part {
            Part::Js => javascript::run(workspace, length)?,
            Part::Native => native::run(workspace, length)?,
            Part::Count if arguments.record => instructions::record(workspace)?,
            Part::Count => _ = instructions::check(workspace)?,
        }
    }
    Ok(())
}
