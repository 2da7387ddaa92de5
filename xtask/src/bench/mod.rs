//! How fast it is, next to the peers: each part measures in one run on one machine and reports ratios.
//!
//! | part | runs | where |
//! |---|---|---|
//! | `js` | the package against the peers' packages, in Node | bench/ |
//! | `native` | the crate against the peers' crates | bench/native/peers |
//! | `count` | the crate under callgrind, which counts instructions | bench/native/instructions |

mod javascript;
mod native;

use crate::count;
use crate::workspace::Workspace;
use anyhow::{Result, bail};

/// One part of the benchmarks, by the name that a person types.
struct Part {
    name: &'static str,
    run: fn(&Workspace, Length) -> Result<()>,
}

/// How long to measure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    /// Until the medians are steady: minutes.
    Full,
    /// A look at it: a fraction of the time, and nothing is written into the repository.
    Quick,
}

const PARTS: [Part; 3] = [
    Part { name: "js", run: javascript::run },
    Part { name: "native", run: native::run },
    Part { name: "count", run: |workspace, _| count::check(workspace).map(drop) },
];

/// Runs the parts with these names, or all of them; `--quick` makes it short.
pub(crate) fn bench(workspace: &Workspace, words: &[&str]) -> Result<()> {
    let length = if words.contains(&"--quick") { Length::Quick } else { Length::Full };
    let names: Vec<&str> = words.iter().copied().filter(|word| *word != "--quick").collect();
    for part in choose(&names)? {
        (part.run)(workspace, length)?;
    }
    Ok(())
}

fn choose(names: &[&str]) -> Result<Vec<&'static Part>> {
    for name in names {
        if !PARTS.iter().any(|part| part.name == *name) {
            let known: Vec<_> = PARTS.iter().map(|part| part.name).collect();
            bail!(
                "`{name}` is no part of the benchmarks; they are {}, and `--quick` makes them short",
                known.join(", ")
            );
        }
    }
    let chosen = |part: &&Part| names.is_empty() || names.contains(&part.name);
    Ok(PARTS.iter().filter(chosen).collect())
}
