//! A receiver of webhooks on a real socket: what it answers the story changes while it runs, and it may
//! be gone and come back.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How long a story waits for what is to come.
const PATIENCE: Duration = Duration::from_secs(20);
/// Between two looks.
const LOOK: Duration = Duration::from_millis(20);

/// What it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// This status.
    Status(u16),
    /// 422 to what is told of payments, and 200 to the rest.
    NoPayments,
    /// Nothing, for as long as somebody waits.
    Nothing,
}

/// One request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// `webhook-id`.
    pub id: String,
    /// `webhook-timestamp`.
    pub timestamp: String,
    /// `webhook-signature`.
    pub signature: String,
    /// The body, to the byte.
    pub body: String,
}

#[derive(Debug)]
struct State {
    answers: Answers,
    posted: Vec<Posted>,
}

/// The receiver; gone when dropped.
#[derive(Debug)]
pub struct Receiver {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    listening: JoinHandle<()>,
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Receiver {
    /// One that takes everything.
    pub async fn open() -> Receiver {
        Receiver::at(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await
    }

    /// The same at an address where one was before.
    pub async fn at(address: SocketAddr) -> Receiver {
        let listener = TcpListener::bind(address).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let state = State { answers: Answers::Status(204), posted: Vec::new() };
        let state = Arc::new(Mutex::new(state));
        let known = Arc::clone(&state);
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&known)));
            }
        });
        Receiver { address, state, listening }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What a webhook is added with.
    pub fn url(&self) -> String {
        format!("http://{}/hooks", self.address)
    }

    /// From now on it answers so.
    pub fn answers(&self, answers: Answers) {
        self.state.lock().expect("the state").answers = answers;
    }

    /// What came so far.
    pub fn posted(&self) -> Vec<Posted> {
        self.state.lock().expect("the state").posted.clone()
    }

    /// The types of what came so far.
    pub fn types(&self) -> Vec<String> {
        self.posted().iter().map(Posted::kind).collect()
    }

    /// Waits until `count` requests have come.
    pub async fn wait_for(&self, count: usize) -> Vec<Posted> {
        until(|| self.posted().len() >= count).await;
        self.posted()
    }
}

impl Posted {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("a body in JSON")
    }

    /// Its `type`.
    pub fn kind(&self) -> String {
        self.json()["type"].as_str().expect("a type").to_owned()
    }

    /// Whether it is signed under `secret`, by the rules of Standard Webhooks.
    pub fn is_signed(&self, secret: &str) -> bool {
        let key = secret.strip_prefix("whsec_").expect("a secret of webhooks");
        let key = STANDARD.decode(key).expect("base64");
        let signed = format!("{}.{}.{}", self.id, self.timestamp, self.body);
        self.signature == format!("v1,{}", hmac_sha256(&key, &signed))
    }
}

/// HMAC-SHA256 in base64.
pub fn hmac_sha256(key: &[u8], text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// Waits until `holds`.
pub async fn until(holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "it did not come to pass");
        tokio::time::sleep(LOOK).await;
    }
}

async fn answer(mut stream: TcpStream, state: Arc<Mutex<State>>) {
    let Some(posted) = read(&mut stream).await else { return };
    let of_payment = posted.kind().starts_with("payment.");
    let answers = {
        let mut state = state.lock().expect("the state");
        state.posted.push(posted);
        match state.answers {
            Answers::NoPayments => Answers::Status(if of_payment { 422 } else { 200 }),
            answers => answers,
        }
    };
    match answers {
        Answers::Status(status) => {
            let words = "Words of the receiver.";
            let head = format!("HTTP/1.1 {status} Said\r\ncontent-length: {}\r\n", words.len());
            let body = if status == 204 { "" } else { words };
            let head = if status == 204 { "HTTP/1.1 204 Said\r\n".to_owned() } else { head };
            let text = format!("{head}connection: close\r\n\r\n{body}");
            // Whoever has gone meanwhile reads nothing.
            let _gone = stream.write_all(text.as_bytes()).await;
        }
        Answers::Nothing | Answers::NoPayments => {
            let mut rest = [0; 64];
            while stream.read(&mut rest).await.is_ok_and(|read| read > 0) {}
        }
    }
}

/// The request, whose body has the length that it declares.
async fn read(stream: &mut TcpStream) -> Option<Posted> {
    let mut bytes = Vec::new();
    let (head, start) = loop {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&part[..count]);
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break (String::from_utf8_lossy(&bytes[..at]).into_owned(), at + 4);
        }
    };
    let header = |name: &str| {
        let line = |line: &str| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        };
        head.lines().find_map(line).unwrap_or_default()
    };
    let length: usize = header("content-length").parse().ok()?;
    while bytes.len() < start + length {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&part[..count]);
    }
    Some(Posted {
        id: header("webhook-id"),
        timestamp: header("webhook-timestamp"),
        signature: header("webhook-signature"),
        body: String::from_utf8(bytes[start..start + length].to_vec()).ok()?,
    })
}
