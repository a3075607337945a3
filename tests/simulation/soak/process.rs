//! The real server as a process of its own, and what the system says that it uses.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// What the server uses at one moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Use {
    /// Memory in use, in kB.
    pub(crate) memory_kb: u64,
    /// Open files and connections.
    pub(crate) descriptors: u64,
}

/// A running server; killed at the end.
pub(crate) struct Server {
    child: Child,
    /// Where it answers.
    pub(crate) url: String,
}

impl Server {
    /// Starts `WAYPOST_SERVER_BIN` with these flags.
    pub(crate) async fn start(flags: &[String]) -> Server {
        let program = std::env::var("WAYPOST_SERVER_BIN").expect("WAYPOST_SERVER_BIN");
        let mut child = Command::new(program)
            .arg("serve")
            .args(flags)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let said = child.stdout.take().expect("its words");
        let line = tokio::task::spawn_blocking(move || BufReader::new(said).lines().next());
        let line = line.await.expect("a thread").expect("a line").expect("text");
        let url = line.split_whitespace().last().expect("an address");
        Server { url: url.trim_end_matches('/').to_owned(), child }
    }

    /// What it uses now.
    pub(crate) fn usage(&self) -> Use {
        let folder = format!("/proc/{}", self.child.id());
        let status = std::fs::read_to_string(format!("{folder}/status")).expect("its state");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("its memory");
        let figure = line.split_whitespace().nth(1).expect("a figure");
        Use {
            memory_kb: figure.parse().expect("a number"),
            descriptors: std::fs::read_dir(format!("{folder}/fd")).expect("its files").count()
                as u64,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already, which is what is wanted.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
