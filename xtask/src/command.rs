//! Runs programs.

use anyhow::{Context as _, Result, bail};
use std::io::{BufRead as _, BufReader, Write as _, pipe};
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a program; the user sees its output.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("{} failed ({status}); its output is above", line(command));
    }
    Ok(())
}

/// Runs a program and shows its output only if it fails.
pub(crate) fn run_quietly(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| cannot_start(command))?;
    if output.status.success() {
        return Ok(());
    }
    let mut terminal = std::io::stderr().lock();
    terminal.write_all(&output.stdout)?;
    terminal.write_all(&output.stderr)?;
    bail!("{} failed ({}); its output is above", line(command), output.status)
}

/// Returns what a program prints to its standard output.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().with_context(|| cannot_start(command))?;
    if !output.status.success() {
        bail!("{} failed ({})", line(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} printed invalid UTF-8", line(command)))
}

/// The output of a program that has ended.
pub(crate) struct Captured {
    pub(crate) text: String,
    pub(crate) success: bool,
}

/// Runs a program, passes its output on line by line, and keeps it: standard output and standard error in one text.
pub(crate) fn run_and_capture(command: &mut Command) -> Result<Captured> {
    let (output, input) = pipe()?;
    command.stdout(input.try_clone()?).stderr(input);
    let mut child = command.spawn().with_context(|| cannot_start(command))?;
    // The command owns the pipe's other end: the text would never end while it is open.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut text = String::new();
    for line in BufReader::new(output).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        text.push_str(&line);
        text.push('\n');
    }
    let success = child.wait()?.success();
    Ok(Captured { text, success })
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start {}; check that it is installed and on the PATH", line(command))
}

/// The command as one would type it.
pub(crate) fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let parts = std::iter::once(name).chain(command.get_args());
    let text: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
    format!("`{}`", text.join(" "))
}
