//! One request to a program on this machine.

use anyhow::{Context, Result};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Bytes of a reply that are read.
const MOST: u64 = 64 * 1024;

/// Asks for `method` of `path` with this JSON, or nothing, and answers the status; 0 where the reply is
/// no HTTP.
///
/// # Errors
/// Nobody listens, or nobody answers within two seconds.
pub(super) fn ask(address: &str, method: &str, path: &str, json: &str) -> Result<u16> {
    let socket: SocketAddr = address.parse().context("not an address")?;
    let mut stream = TcpStream::connect_timeout(&socket, Duration::from_millis(100))?;
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    let length = json.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{json}"
    );
    stream.write_all(request.as_bytes())?;
    // To its end: a program whose reply is not taken would log a fault.
    let mut reply = Vec::new();
    stream.take(MOST).read_to_end(&mut reply)?;
    let reply = String::from_utf8_lossy(&reply);
    let status = reply.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5));
    Ok(status.and_then(|status| status.parse().ok()).unwrap_or_default())
}
