//! The programs of the demo while they run.
//!
//! Each is in a process group of its own: Ctrl-C at the terminal reaches only this command, which
//! then lets every program finish what it has begun. Invariant: after `stop` none is left.

use super::Event;
use anyhow::{Context, Result};
use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// How long a program may take to finish what it has begun.
const GRACE: Duration = Duration::from_secs(15);

/// The programs that are running.
pub(crate) struct Crew {
    told: Sender<Event>,
    running: Vec<(&'static str, u32)>,
}

impl Crew {
    /// Nobody yet; `told` hears of each program that ends.
    pub(crate) fn new(told: Sender<Event>) -> Self {
        Self { told, running: Vec::new() }
    }

    /// Starts a program; its standard error goes to `log`, its standard output is returned.
    pub(crate) fn start(
        &mut self,
        name: &'static str,
        command: &mut Command,
        log: &Path,
    ) -> Result<std::process::ChildStdout> {
        let log = File::options().create(true).append(true).open(log)?;
        let mut child = command
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        let output = child.stdout.take().context("its output is not to be had")?;
        self.running.push((name, child.id()));
        let told = self.told.clone();
        thread::spawn(move || tell_of_end(name, child, &told));
        Ok(output)
    }

    /// Asks every program to end, waits, and ends those that do not.
    pub(crate) fn stop(&mut self, events: &Receiver<Event>) {
        for (_, group) in &self.running {
            signal("TERM", *group);
        }
        let patience = Instant::now() + GRACE;
        // A program that ended before is signalled in vain, and its end was already heard.
        while self.running.iter().any(|(_, group)| alive(*group)) {
            let step = Duration::from_millis(100);
            match events.recv_timeout(step) {
                Err(RecvTimeoutError::Disconnected) => break,
                _ if Instant::now() < patience => {}
                _ => break,
            }
        }
        for (name, group) in self.running.drain(..) {
            if alive(group) {
                println!("{name} did not end within {} s: ending it", GRACE.as_secs());
                signal("KILL", group);
            }
        }
    }
}

fn tell_of_end(name: &'static str, mut child: Child, told: &Sender<Event>) {
    let how = child.wait().map_or_else(|error| error.to_string(), |status| status.to_string());
    // Nobody listens any more only when the demo itself has ended.
    drop(told.send(Event::Ended(name, how)));
}

fn alive(group: u32) -> bool {
    signal("0", group)
}

/// The shell's own `kill`, because a minimal machine has no other.
fn signal(name: &str, group: u32) -> bool {
    Command::new("sh")
        .args(["-c", &format!("kill -{name} -{group}")])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
