//! Requests that no HTTP library would send: bytes on a connection, as slowly or as broken as the
//! story wants.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What came back, and how long it took from the last byte sent.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Everything until the server closed the connection, or its first answer.
    pub text: String,
    /// How long it took.
    pub took: Duration,
}

impl Heard {
    /// The status of the answer; 0 when the connection was closed without one.
    pub fn status(&self) -> u16 {
        let status = self.text.split(' ').nth(1);
        status.and_then(|status| status.parse().ok()).unwrap_or(0)
    }
}

/// Sends `bytes` and leaves the connection open until something comes back.
pub async fn say(address: SocketAddr, bytes: &[u8]) -> Heard {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let began = Instant::now();
    // The server may refuse before everything is sent: that is what the story is about.
    let sent = stream.write_all(bytes).await;
    let mut heard = Vec::new();
    let mut piece = [0; 4096];
    while let Ok(length) = stream.read(&mut piece).await {
        if length == 0 {
            break;
        }
        heard.extend_from_slice(&piece[..length]);
        if heard.windows(4).any(|end| end == b"\r\n\r\n") {
            break;
        }
    }
    drop(sent);
    Heard { text: String::from_utf8_lossy(&heard).into_owned(), took: began.elapsed() }
}
