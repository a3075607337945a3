//! The real program as a process of its own, killed at the end of the story whatever comes of it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// A size that no file of a server stays below.
const NOTHING: &str = "4096";

/// A running `waypost serve`.
pub struct Program {
    child: Child,
    url: String,
}

impl Program {
    /// Starts `program` with these flags, and waits until it answers.
    pub fn start(program: &Path, flags: &[String]) -> Program {
        // The signal that a file has come to its limit would end the program, where a full disk
        // answers with an error.
        let mut child = Command::new("sh")
            .args(["-c", "trap '' XFSZ; exec \"$0\" serve \"$@\""])
            .arg(program)
            .args(flags)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut greeting = String::new();
        let said = child.stdout.take().expect("its words");
        BufReader::new(said).read_line(&mut greeting).expect("a greeting");
        let url = greeting.trim().rsplit(' ').next().unwrap_or_default();
        let url = url.trim_end_matches('/').to_owned();
        assert!(url.starts_with("http://"), "the program says {greeting:?}");
        Program { child, url }
    }

    /// SIGKILL: nothing in the program gets to run again.
    pub fn kill(mut self) {
        self.child.kill().expect("a kill");
        self.child.wait().expect("its end");
    }

    /// What it says of its health: status and body.
    pub async fn health(&self) -> (u16, Value) {
        let reply = crate::Client::new(&self.url).get("/healthz").await;
        (reply.status.as_u16(), reply.json())
    }

    /// The disk is full for this program: no file of it takes another byte.
    pub fn fill_disk(&self) {
        self.limit_files(NOTHING);
    }

    /// There is room again.
    pub fn make_room(&self) {
        self.limit_files("unlimited");
    }

    fn limit_files(&self, size: &str) {
        let pid = self.child.id().to_string();
        let limit = format!("--fsize={size}:unlimited");
        let set = Command::new("prlimit").args(["--pid", &pid, &limit]).status();
        assert!(set.expect("prlimit, from util-linux").success(), "no limit set");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may be gone already, which is what is wanted.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
