//! The programs that the build starts.

use anyhow::{Context as _, Result, bail};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a program; its output is the user's to see.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| missing(command))?;
    if !status.success() {
        bail!("{} ended with {status}", line(command));
    }
    Ok(())
}

/// Runs a program and shows its output only when it fails.
pub(crate) fn quiet(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| missing(command))?;
    if output.status.success() {
        return Ok(());
    }
    let mut shown = std::io::stderr().lock();
    shown.write_all(&output.stdout)?;
    shown.write_all(&output.stderr)?;
    bail!("{} ended with {}", line(command), output.status)
}

/// What a program prints to its standard output.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().with_context(|| missing(command))?;
    if !output.status.success() {
        bail!("{} ended with {}", line(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("reading what {} printed", line(command)))
}

/// What a program printed, and whether it ended well.
pub(crate) struct Heard {
    pub(crate) text: String,
    pub(crate) success: bool,
}

/// Runs a program, passes its standard output on line by line, and keeps it.
pub(crate) fn listen(command: &mut Command) -> Result<Heard> {
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| missing(command))?;
    let output = child.stdout.take().context("the output was not piped")?;
    let mut text = String::new();
    for line in BufReader::new(output).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        text.push_str(&line);
        text.push('\n');
    }
    let success = child.wait()?.success();
    Ok(Heard { text, success })
}

fn missing(command: &Command) -> String {
    format!("could not start {}", line(command))
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    let text: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    format!("`{}`", text.join(" "))
}
