//! The build driver: `cargo xtask build | test | demo | size | bench`.

mod bench;
mod build;
mod command;
mod count;
mod crates;
mod demo;
mod say;
mod set_up;
mod size;
mod test;
mod workspace;

use anyhow::{Context as _, Result, bail};
use std::process::ExitCode;
use workspace::Workspace;

const USAGE: &str = "\
usage: cargo xtask <command>

  demo [--port N]   build, start the demo site on this machine and print its address
  test [STAGE]      build and run every test, or one stage of:
                    lint native wasm js www runtimes packed size instructions
  build             build the npm package into pkg/
  size              show what a page downloads, and fail when it is over budget
  bench [PART] [--quick]
                    measure beside the peers, all parts or one of:
                    js native count
  bench count --record
                    make the instructions counted now what the tests compare with

Each does its own set-up on a fresh machine: it needs Rust (rustup) and Node.js 20 or newer.";

fn main() -> ExitCode {
    match run(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(code) => code,
        Err(error) => {
            say::error(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["build"] => build::build(&workspace)?,
        ["size"] => {
            build::build(&workspace)?;
            size::check(&workspace)?;
        }
        ["bench", "count", "--record"] => count::record(&workspace)?,
        ["bench", words @ ..] => bench::bench(&workspace, words)?,
        ["test", stages @ ..] => return test::test(&workspace, stages),
        ["demo"] => demo::demo(&workspace, None)?,
        ["demo", "--port", port] => demo::demo(&workspace, Some(parse_port(port)?))?,
        [] | ["help" | "--help" | "-h"] => println!("{USAGE}"),
        _ => bail!("`{}` is no command\n\n{USAGE}", words.join(" ")),
    }
    Ok(ExitCode::SUCCESS)
}

fn parse_port(text: &str) -> Result<u16> {
    text.parse().with_context(|| format!("`{text}` is no port number"))
}
