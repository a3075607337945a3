//! Running other programs: with their output shown, read, or kept in a log.
//!
//! Invariant: a program that fails is named with its arguments and its own last words.

use crate::step::words;
use anyhow::{Context, Result, bail, ensure};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How long a logged program may be silent before we say that it is still at work.
const STILL_AT_IT: Duration = Duration::from_secs(30);

/// Runs with the terminal's own output.
pub(crate) fn shown(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", name(command)))?;
    ensure!(status.success(), "{} ended with {status}", name(command));
    Ok(())
}

/// Runs and returns what it wrote to standard output.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", name(command)))?;
    ensure!(
        output.status.success(),
        "{} ended with {}: {}",
        name(command),
        output.status,
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs with the output in `log`, saying every half minute how far it is.
///
/// # Errors
/// The last lines of the log, when the program fails.
pub(crate) fn logged(command: &mut Command, log: &Path) -> Result<()> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    let mut child = command.spawn().with_context(|| format!("cannot start {}", name(command)))?;
    let started = Instant::now();
    let (done, ended) = mpsc::channel();
    thread::spawn(move || done.send(child.wait()));
    let status = loop {
        match ended.recv_timeout(STILL_AT_IT) {
            Ok(status) => break status?,
            Err(RecvTimeoutError::Timeout) => {
                let step = log.file_stem().unwrap_or_default().display();
                println!("  {step}: {} so far: {}", words(started.elapsed()), last_lines(log, 1));
            }
            Err(RecvTimeoutError::Disconnected) => bail!("{} was lost", name(command)),
        }
    };
    ensure!(
        status.success(),
        "{} ended with {status}. Its last words, from {}:\n{}",
        name(command),
        log.display(),
        last_lines(log, 25)
    );
    Ok(())
}

/// The last `count` lines of a log that have something in them.
pub(crate) fn last_lines(log: &Path, count: usize) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).rev().take(count).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let mut words = vec![program.to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}
