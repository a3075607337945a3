//! T18: what hostile input costs the program in memory, and that it stops in order.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use waypost_tests::raw;

use crate::kill::program;

/// The most that hostile input may cost.
const MOST_KB: u64 = 5 * 1024;

struct Server {
    child: Child,
    address: SocketAddr,
    _folder: tempfile::TempDir,
}

impl Server {
    fn start() -> Server {
        let folder = tempfile::tempdir().expect("a folder");
        let database = format!("sqlite:{}", folder.path().join("waypost.db").display());
        let mut child = Command::new(program())
            .args(["serve", "--listen", "127.0.0.1:0", "--database", &database, "--key-file"])
            .arg(folder.path().join("waypost.key"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let said = child.stdout.take().expect("its words");
        let first = BufReader::new(said).lines().next().expect("a line").expect("text");
        let address = first.rsplit("http://").next().expect("an address").trim_end_matches('/');
        Server { address: address.parse().expect("an address"), child, _folder: folder }
    }

    /// The most memory that it has had so far.
    fn peak_kb(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.expect("the program's state");
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("its peak");
        line.split_whitespace().nth(1).expect("a figure").parse().expect("a number")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already, which is what is wanted.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

fn post(path: &str, more: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: waypost\r\ncontent-type: application/json\r\n{more}\r\n"
    );
    [head.as_bytes(), body].concat()
}

#[tokio::test]
async fn hostile_input_of_strangers_costs_five_megabytes_at_most() {
    let server = Server::start();
    let mut chunk = format!("{:x}\r\n", 1024 * 1024).into_bytes();
    chunk.resize(chunk.len() + 1024 * 1024, b'[');
    chunk.extend_from_slice(b"\r\n");
    let endless = post("/api/v1/session", "transfer-encoding: chunked\r\n", &chunk.repeat(16));
    let declared = post("/api/v1/session", "content-length: 104857600\r\n", b"{");
    let unknown = post("/api/v1/documents", "content-length: 104857600\r\n", &chunk.repeat(4));
    let deep = b"[".repeat(15_000);
    let deep = post("/api/v1/session", &format!("content-length: {}\r\n", deep.len()), &deep);
    // Once for what every first request of its kind costs.
    for request in [&declared, &deep] {
        raw::say(server.address, request).await;
    }
    let before = server.peak_kb();
    for _ in 0..20 {
        for request in [&endless, &declared, &unknown, &deep] {
            let heard = raw::say(server.address, request).await;
            // The connection may be cut while we are still sending: that is a refusal as well.
            assert!([0, 400, 401, 413, 422].contains(&heard.status()), "{}", heard.text);
        }
    }
    let cost = server.peak_kb() - before;
    assert!(cost <= MOST_KB, "hostile input cost {cost} kB");
}
