//! The build driver, started as `cargo xtask`.

mod bench;
mod build;
mod command;
mod crates;
mod demo;
mod instructions;
mod set_up;
mod size;
mod suites;
mod terminal;
mod test;
mod workspace;

use anyhow::Result;
use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser, Subcommand};
use std::ffi::OsString;
use std::process::ExitCode;
use workspace::Workspace;

/// Builds, tests and measures Burgee. Needs Rust (rustup) and Node.js 20 or newer; it installs the rest.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Build, start the demo site on this machine and print its address
    Demo {
        /// Default: the first free port from 8787
        #[arg(long)]
        port: Option<u16>,
    },
    /// Build and run the tests, all stages or only the given ones
    Test(test::Arguments),
    /// Build the npm package into pkg/
    Build,
    /// Print what a page downloads; fail when it is over budget
    Size,
    /// Measure Burgee beside its peers, all parts or only the given ones
    Bench(bench::Arguments),
    /// Download the public case suites of GrowthBook and Eppo, so that the tests run them
    Suites,
}

fn main() -> ExitCode {
    let arguments = parse(std::env::args_os()).unwrap_or_else(|error| error.exit());
    match run(arguments) {
        Ok(code) => code,
        Err(error) => {
            terminal::error(&error);
            ExitCode::FAILURE
        }
    }
}

/// Wrong arguments are an error with exit code 2.
fn parse(line: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let arguments = Arguments::try_parse_from(line)?;
    if let Some(Command::Bench(bench)) = &arguments.command {
        bench.validate().map_err(|message| Arguments::command().error(ErrorKind::ArgumentConflict, message))?;
    }
    Ok(arguments)
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    let Some(command) = arguments.command else {
        Arguments::command().print_help()?;
        return Ok(ExitCode::SUCCESS);
    };
    let workspace = Workspace::find()?;
    match command {
        Command::Demo { port } => demo::demo(&workspace, port)?,
        Command::Test(arguments) => return test::test(&workspace, &arguments),
        Command::Build => build::build(&workspace)?,
        Command::Size => {
            build::build(&workspace)?;
            size::check(&workspace)?;
        }
        Command::Bench(arguments) => bench::bench(&workspace, &arguments)?,
        Command::Suites => suites::fetch(&workspace)?,
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::CommandFactory as _;

    fn parse_line(command: &str) -> Result<Arguments, clap::Error> {
        super::parse(std::iter::once("xtask").chain(command.split_whitespace()).map(Into::into))
    }

    #[test]
    fn the_definition_of_the_arguments_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn accepts_the_documented_commands() {
        let commands = [
            "",
            "demo",
            "demo --port 8790",
            "test",
            "test lint native",
            "test --quick",
            "build",
            "size",
            "bench",
            "bench js native",
            "bench count --record",
            "bench js --quick",
            "suites",
        ];
        for command in commands {
            assert!(parse_line(command).is_ok(), "{command}");
        }
    }

    #[test]
    fn wrong_arguments_are_usage_errors() {
        let commands = [
            "deploy",
            "test unknown",
            "test lint --quick",
            "bench unknown",
            "bench js --record",
            "bench --record",
            "bench count --record --quick",
            "demo --port x",
            "demo --port 70000",
            "build now",
            "size --quick",
        ];
        for command in commands {
            assert_eq!(parse_line(command).err().map(|error| error.exit_code()), Some(2), "{command}");
        }
    }
}
