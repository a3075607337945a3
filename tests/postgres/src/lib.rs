//! A throwaway PostgreSQL from the distribution's packages, for tests and benchmarks.
//!
//! Not for anything that has to last: it does not wait for its disk unless it is asked to. Invariant:
//! it ends with the program that started it, however that ends, and leaves no files behind.

use std::fmt;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// Hears `stop` and `start`, and ends when its standard input does.
const SCRIPT: &str = include_str!("throwaway.sh");
/// PostgreSQL refuses to run as root; the packages bring this user.
const USER: &str = "postgres";

/// A running server. Dropped, it stops.
pub struct Throwaway {
    url: String,
    guard: Child,
    said: BufReader<ChildStdout>,
}

/// Why there is none.
#[derive(Debug)]
pub enum Missing {
    /// PostgreSQL is not installed.
    Programs,
    /// It does not start.
    Start(String),
}

impl fmt::Display for Missing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Missing::Programs => out.write_str(
                "PostgreSQL is not on this machine. Run `cargo xtask setup`, or install the \
                 package postgresql",
            ),
            Missing::Start(why) => write!(out, "a throwaway PostgreSQL does not start: {why}"),
        }
    }
}

impl std::error::Error for Missing {}

impl Throwaway {
    /// Starts one on a free port of this machine.
    ///
    /// # Errors
    /// PostgreSQL is not installed, or says why it does not start.
    pub fn start() -> Result<Throwaway, Missing> {
        Throwaway::start_with("off")
    }

    /// The same, with every commit on the disk before it is answered.
    ///
    /// # Errors
    /// As [`Throwaway::start`].
    pub fn durable() -> Result<Throwaway, Missing> {
        Throwaway::start_with("on")
    }

    fn start_with(sync: &str) -> Result<Throwaway, Missing> {
        let programs = programs().ok_or(Missing::Programs)?;
        let port = free_port().map_err(failed)?;
        let mut guard = shell()
            .args(["-c", SCRIPT, "throwaway"])
            .arg(&programs)
            .arg(port.to_string())
            .arg(sync)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let said = guard.stdout.take().map(BufReader::new);
        let said = said.ok_or_else(|| Missing::Start("nothing is heard of it".to_owned()))?;
        let url = format!("postgres://waypost@127.0.0.1:{port}/postgres");
        let mut server = Throwaway { url, guard, said };
        server.hear("ready")?;
        Ok(server)
    }

    /// The address of a database in it, for a user who may make others.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Takes it away in the middle of whatever it does. What was committed stays.
    ///
    /// # Errors
    /// It was away, or does not go.
    pub fn stop(&mut self) -> Result<(), Missing> {
        self.tell("stop", "gone")
    }

    /// Brings it back at the same address, with what was committed.
    ///
    /// # Errors
    /// It was there, or says why it does not start.
    pub fn start_again(&mut self) -> Result<(), Missing> {
        self.tell("start", "ready")
    }

    fn tell(&mut self, word: &str, done: &str) -> Result<(), Missing> {
        if let Some(input) = &mut self.guard.stdin {
            writeln!(input, "{word}").map_err(failed)?;
        }
        self.hear(done)
    }

    fn hear(&mut self, expected: &str) -> Result<(), Missing> {
        let mut said = String::new();
        self.said.read_line(&mut said).map_err(failed)?;
        if said.trim() == expected {
            return Ok(());
        }
        Err(Missing::Start("its own words stand above".to_owned()))
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        // The end of its input is what it waits for.
        drop(self.guard.stdin.take());
        let _gone = self.guard.wait();
    }
}

/// The folder of PostgreSQL's programs, the newest there is.
pub fn programs() -> Option<PathBuf> {
    let newest = std::fs::read_dir("/usr/lib/postgresql").ok().and_then(|versions| {
        let versions = versions.filter_map(|version| Some(version.ok()?.path()));
        let numbered = versions.filter_map(|folder| Some((number(&folder)?, folder.join("bin"))));
        numbered.filter(|(_, folder)| folder.join("initdb").is_file()).max()
    });
    if let Some((_, folder)) = newest {
        return Some(folder);
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).find(|folder| folder.join("initdb").is_file())
}

fn number(folder: &Path) -> Option<u32> {
    folder.file_name()?.to_str()?.parse().ok()
}

fn shell() -> Command {
    let root = std::fs::metadata("/proc/self").is_ok_and(|own| {
        use std::os::unix::fs::MetadataExt;
        own.uid() == 0
    });
    if !root {
        return Command::new("sh");
    }
    let mut other = Command::new("runuser");
    other.args(["-u", USER, "--", "sh"]);
    other
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn failed(why: std::io::Error) -> Missing {
    Missing::Start(why.to_string())
}
